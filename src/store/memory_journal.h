// The journal of a server that writes nothing: the calls of each world, in memory, as long as there
// are not too many. It does not survive the process; it is what `session.scn` is made from.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/shared.h"
#include "engine/journal.h"

namespace lotusbox::store {

class MemoryJournal : public Journal {
 public:
  /// A world of which more is to be kept is not kept at all: half a session replays to nothing.
  static constexpr std::size_t kEntriesMax = 10000;
  static constexpr std::size_t kBytesMax = std::size_t{16} << 20U;

  void append(JournalEntry entry) override;
  std::optional<std::string> flush() override { return std::nullopt; }
  std::optional<std::string> visit_world(std::string_view key, const Visit& visit) const override;
  std::size_t forget_world(std::string_view key) override;

 private:
  struct Kept {
    std::vector<std::shared_ptr<const JournalEntry>> entries;
    std::size_t bytes = 0;
    bool whole = true;
    bool forgotten = false;  ///< for want of memory
  };

  mutable std::mutex mutex_;
  std::map<std::string, Shared<Kept>, std::less<>> worlds_;
};

}  // namespace lotusbox::store
