#include "sandbox/journal_replay.h"

#include "sandbox/sandbox.h"

namespace lotusbox {

namespace {

constexpr std::int64_t kProgressEvery = 1000;

}  // namespace

Result<ReplayReport, std::string> replay_journal(const store::SqliteJournal& journal,
                                                 Engine& engine, Handler& server,
                                                 ReplayState& replay_state,
                                                 const ReplayProgress& progress,
                                                 const std::function<bool()>& stop) {
  const std::int64_t total = journal.entry_count();
  std::int64_t done = 0;
  Replay replay(engine, server, replay_state, journal.origin().version == version());
  replay_state.on = true;
  if (total >= kProgressEvery && progress) progress(0, total);
  bool stopped = false;
  const auto problem = journal.visit_all([&](std::uint64_t line, const JournalEntry& entry) {
    stopped = stop && stop();
    if (stopped) return false;
    if (!replay.repeat(line, entry)) return false;
    if (++done % kProgressEvery == 0 && progress) progress(done, total);
    return true;
  });
  replay_state.on = false;
  if (done >= kProgressEvery && progress) progress(done, done);
  if (problem) return failure(*problem);
  if (stopped) return failure(std::string("stopped while it was replayed"));
  // What was due when the journal ended has no verdict: it is sent again.
  for (const auto& slot : engine.all()) go_on_living(*slot, wall_time(replay_state));
  return replay.report;
}

}  // namespace lotusbox
