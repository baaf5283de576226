// What servers share when their data are in a database: the journal, and who has which world. A
// program that was built without PostgreSQL has the same door, and says so there.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/server.h"
#include "base/result.h"
#include "engine/engine.h"
#include "sandbox/journal_replay.h"
#include "sandbox/sandbox_options.h"
#include "webhook/dispatcher.h"

namespace lotusbox {

/// What worlds are brought into.
struct SharedParts {
  Engine& engine;
  api::Server& server;
  webhook::Dispatcher& dispatcher;
  const SandboxOptions& options;
};

class SharedData : public Homes {
 public:
  virtual Journal& journal() = 0;
  [[nodiscard]] virtual const JournalOrigin& origin() const = 0;
  /// From here on this server has worlds; says what is in the way.
  virtual std::optional<std::string> start(const SharedParts& parts) = 0;
  /// Where calls reach it, `host:port`, unless the options say so.
  virtual std::optional<std::string> listens_on(const std::string& address) = 0;
  /// Lets go of all worlds when what is in work in them is done.
  virtual void drain() = 0;
  /// Waits until all that happened so far is written or forgotten; false: the server stops.
  virtual bool keep() = 0;
  virtual void begin_stop() = 0;  ///< nothing waits from now on
  virtual void stop() = 0;
};

/// What the journal of a database was begun with; nothing when there is none.
Result<std::optional<JournalOrigin>, std::string> find_shared(const std::string& url);
/// The journal, begun when there is none.
Result<std::unique_ptr<SharedData>, std::string> open_shared(const std::string& url,
                                                             const JournalOrigin& begin_with);

/// For `lotusbox journal`; each says what cannot be read.
Result<ReplayReport, std::string> replay_shared(const std::string& url, const EngineOptions& engine,
                                                const api::Ports& ports,
                                                const ReplayProgress& progress);
Result<std::vector<std::string>, std::string> worlds_of_shared(const std::string& url);
Result<std::string, std::string> script_of_shared(const std::string& url, const std::string& key);

}  // namespace lotusbox
