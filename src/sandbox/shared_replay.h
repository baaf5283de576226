// One world out of a journal that servers share, lived through again in an engine of its own: the
// other worlds of the server go on meanwhile.
#pragma once

#include <memory>
#include <string>

#include "api/server.h"
#include "sandbox/replay.h"
#include "store/postgres_journal.h"

namespace lotusbox {

/// The engine and the server of one replay.
class SharedReplay {
 public:
  /// With the options of an engine and the ports of a server that are like those the world lived
  /// in.
  SharedReplay(const store::PostgresJournal& journal, const EngineOptions& options,
               const api::Ports& ports);

  /// The world of a key with what it was copied from; null when it was forgotten. Says what cannot
  /// be read; what came out otherwise is told by the report.
  Result<std::shared_ptr<WorldSlot>, std::string> bring_back(const std::string& key);
  [[nodiscard]] const ReplayReport& report() const { return replay_.report; }

 private:
  struct Leg {
    std::string key;
    std::uint64_t upto;
  };
  Result<std::vector<Leg>, std::string> legs_of(const std::string& key) const;
  std::optional<std::string> live_through(const Leg& leg);

  const store::PostgresJournal& journal_;
  ReplayState state_;
  Engine engine_;
  api::Server server_;
  Replay replay_;
};

}  // namespace lotusbox
