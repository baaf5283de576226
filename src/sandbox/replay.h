// Entries of a journal lived through again, one after another: every call is answered once more and
// every verdict reported once more, and what comes of it is held against what was written.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>

#include "base/handler.h"
#include "engine/engine.h"

namespace lotusbox {

/// What stands in for the outside world while a journal is replayed.
struct ReplayState {
  bool on = false;
  std::int64_t wall_ms = 0;
  std::atomic<std::int64_t> latest_ms{0};  ///< wall time never goes back behind what was said
  bool target_was_refused = false;         ///< of a webhook, when the call was answered first
};

/// Wall time of the present, or of the past while that is on.
std::int64_t wall_time(ReplayState& replay_state);

/// What came of replaying a journal.
struct ReplayReport {
  std::int64_t calls = 0, verdicts = 0, worlds = 0;
  /// The first line that did not come out as it was written.
  std::optional<std::string> difference;
};

class Replay {
 public:
  /// `same_version`: another version may say the same in other words.
  Replay(Engine& engine, Handler& server, ReplayState& replay_state, bool same_version)
      : engine_(engine),
        server_(server),
        replay_state_(replay_state),
        same_version_(same_version) {}

  /// False when it came out otherwise than it was written, as the report tells then.
  bool repeat(std::uint64_t line, const JournalEntry& entry);

  ReplayReport report;

 private:
  using Difference = std::optional<std::string>;
  Difference live_through(const JournalEntry& entry);
  Difference opened(bool made);
  Difference fork(const JournalEntry& entry);
  Difference drop(const JournalEntry& entry);
  Difference call(const JournalEntry& entry);
  Difference verdict(const JournalEntry& entry);

  Engine& engine_;
  Handler& server_;
  ReplayState& replay_state_;
  bool same_version_;
};

/// A world that was replayed goes on from here: what was due in it is due again.
void go_on_living(WorldSlot& slot, std::int64_t wall_ms);

}  // namespace lotusbox
