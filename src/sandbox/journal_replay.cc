#include "sandbox/journal_replay.h"

#include <algorithm>

#include "base/printable.h"
#include "base/seeded_permutation.h"
#include "core/values/calendar.h"
#include "sandbox/options.h"

namespace lotusbox {

namespace {

constexpr std::int64_t kProgressEvery = 1000;
constexpr std::uint64_t kNumbersSkipped = 100000;
constexpr std::string_view kTargetRule = "webhook.target_allowed";

class Replay {
 public:
  Replay(Engine& engine, Handler& server, ReplayState& replay_state, bool same_version)
      : engine_(engine),
        server_(server),
        replay_state_(replay_state),
        same_version_(same_version) {}

  /// What came out otherwise than it was written.
  std::optional<std::string> repeat(const JournalEntry& entry) {
    replay_state_.wall_ms = entry.wall_ms;
    switch (entry.kind) {
      case JournalEntry::Kind::open:
        return opened(engine_.open(entry.world, Visit::changes, number_of(entry)) != nullptr);
      case JournalEntry::Kind::fork: return fork(entry);
      case JournalEntry::Kind::drop: return drop(entry);
      case JournalEntry::Kind::call: return call(entry);
      case JournalEntry::Kind::verdict: return verdict(entry);
    }
    LOTUSBOX_UNREACHABLE("a journal reads no other kind");
  }

  ReplayReport report;

 private:
  /// What the links of the world named it by.
  static std::optional<std::uint32_t> number_of(const JournalEntry& entry) {
    if (entry.number == 0) return std::nullopt;
    return static_cast<std::uint32_t>(entry.number - 1);
  }

  std::optional<std::string> opened(bool made) {
    ++report.worlds;
    return made ? std::nullopt : std::optional<std::string>("no such world can be made");
  }

  std::optional<std::string> fork(const JournalEntry& entry) {
    const auto source = engine_.find(entry.from);
    if (!source) return "there is no world " + entry.from + " to copy";
    const auto copy = engine_.open_copy(entry.world, engine_.lock(source), number_of(entry));
    return opened(copy != nullptr);
  }

  std::optional<std::string> drop(const JournalEntry& entry) {
    const auto slot = engine_.find(entry.world);
    if (!slot) return "there is no such world to drop";
    Session session = engine_.lock(slot);
    engine_.drop(session);
    session.end();
    return std::nullopt;
  }

  std::optional<std::string> call(const JournalEntry& entry) {
    ++report.calls;
    if (const auto slot = engine_.find(entry.world); slot && entry.number != 0) {
      engine_.lock(slot).slot().requests.go_on_at(entry.number);
    }
    replay_state_.target_was_refused = entry.rule == kTargetRule;
    Request request = entry.request;
    request.headers.emplace_back("Authorization", "Bearer " + entry.world);
    const Response answer = server_.handle(request);
    const std::string rule(find_header(answer.headers, "Lotusbox-Rule").value_or(""));
    if (answer.status != entry.status || rule != entry.rule) {
      const auto told = [](int status, const std::string& by) {
        return std::to_string(status) + (by.empty() ? "" : " (" + by + ")");
      };
      return "answered " + told(entry.status, entry.rule) + " when it was written, and " +
             told(answer.status, rule) + " now";
    }
    const auto slot = engine_.find(entry.world);
    if (slot && engine_.lock(slot).world().now != entry.now) {
      return "the clock showed " + format_ist(entry.now) + " after it, and now " +
             format_ist(slot->world.now);
    }
    // An advance waits for deliveries before it ends its answer: it was not finished then.
    const bool same = entry.digest == 0 || fingerprint(0, answer.body) == entry.digest;
    if (same || !same_version_) return std::nullopt;
    return "its answer has another body now: " + answer.body.substr(0, 400);
  }

  std::optional<std::string> verdict(const JournalEntry& entry) {
    ++report.verdicts;
    const auto slot = engine_.find(entry.world);
    if (!slot) return "there is no such world";
    Session session = engine_.lock(slot);
    const auto& deliveries = session.world().deliveries;
    const std::uint32_t index = entry.report.delivery.index;
    if (index >= deliveries.size() || deliveries[index].status != DeliveryStatus::due) {
      return "delivery " + std::to_string(index + 1) + " is not due";
    }
    session.report(entry.report);
    session.end();
    return std::nullopt;
  }

  Engine& engine_;
  Handler& server_;
  ReplayState& replay_state_;
  bool same_version_;  ///< another one may say the same in other words
};

std::string describe(std::uint64_t line, const JournalEntry& entry) {
  std::string text = "line " + std::to_string(line) + ", " + std::string(to_text(entry.kind));
  if (entry.kind == JournalEntry::Kind::call) {
    text += " " + entry.request.method + " " + entry.request.target;
  }
  return text + " in " + entry.world + " at " + format_ist(entry.now) + ": ";
}

}  // namespace

std::int64_t wall_time(ReplayState& replay_state) {
  std::int64_t latest = replay_state.latest_ms;
  const std::int64_t now = replay_state.on ? replay_state.wall_ms : wall_milliseconds();
  while (now > latest && !replay_state.latest_ms.compare_exchange_weak(latest, now)) {
  }
  return replay_state.on ? now : std::max(now, latest);
}

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
    if (auto difference = replay.repeat(entry)) {
      replay.report.difference = printable(describe(line, entry) + *difference);
      return false;
    }
    if (++done % kProgressEvery == 0 && progress) progress(done, total);
    return true;
  });
  replay_state.on = false;
  if (done >= kProgressEvery && progress) progress(done, done);
  if (problem) return failure(*problem);
  if (stopped) return failure(std::string("stopped while it was replayed"));
  // What was due when the journal ended has no verdict: it is sent again.
  for (const auto& slot : engine.all()) {
    make_due_again(slot->world);
    slot->used_wall_ms = wall_time(replay_state);
    // Calls that only looked had numbers that are not known any more.
    slot->requests.skip(kNumbersSkipped);
  }
  return replay.report;
}

}  // namespace lotusbox
