// A kept journal lived through again: every call is answered once more and every verdict reported
// once more, at the wall time it came at, and what comes of it is held against what was written.
#pragma once

#include <functional>
#include <string>

#include "sandbox/replay.h"
#include "store/sqlite_journal.h"

namespace lotusbox {

using ReplayProgress = std::function<void(std::int64_t done, std::int64_t total)>;

/// Says what of the file cannot be read.
Result<ReplayReport, std::string> replay_journal(const store::SqliteJournal& journal,
                                                 Engine& engine, Handler& server,
                                                 ReplayState& replay_state,
                                                 const ReplayProgress& progress,
                                                 const std::function<bool()>& stop = nullptr);

}  // namespace lotusbox
