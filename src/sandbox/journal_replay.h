// A kept journal lived through again: every call is answered once more and every verdict reported
// once more, at the wall time it came at, and what comes of it is held against what was written.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>

#include "base/handler.h"
#include "engine/engine.h"
#include "store/sqlite_journal.h"

namespace lotusbox {

/// What stands in for the outside world while a journal is replayed.
struct ReplayState {
  bool on = false;
  std::int64_t wall_ms = 0;
  std::atomic<std::int64_t> latest_ms{0};  ///< wall time never goes back behind what was said
  bool target_was_refused = false;         ///< of a webhook, when the call was answered first
};

/// What came of replaying a journal.
struct ReplayReport {
  std::int64_t calls = 0, verdicts = 0, worlds = 0;
  /// The first line that did not come out as it was written.
  std::optional<std::string> difference;
};

using ReplayProgress = std::function<void(std::int64_t done, std::int64_t total)>;

/// Says what of the file cannot be read.
Result<ReplayReport, std::string> replay_journal(const store::SqliteJournal& journal,
                                                 Engine& engine, Handler& server,
                                                 ReplayState& replay_state,
                                                 const ReplayProgress& progress,
                                                 const std::function<bool()>& stop = nullptr);

/// Wall time of the present, or of the past while that is on.
std::int64_t wall_time(ReplayState& replay_state);

}  // namespace lotusbox
