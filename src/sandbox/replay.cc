#include "sandbox/replay.h"

#include <algorithm>

#include "base/printable.h"
#include "base/seeded_permutation.h"
#include "core/values/calendar.h"
#include "sandbox/options.h"

namespace lotusbox {

namespace {

constexpr std::uint64_t kNumbersSkipped = 100000;
constexpr std::string_view kTargetRule = "webhook.target_allowed";

/// What the links of the world named it by.
std::optional<std::uint32_t> number_of(const JournalEntry& entry) {
  if (entry.number == 0) return std::nullopt;
  return static_cast<std::uint32_t>(entry.number - 1);
}

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

bool Replay::repeat(std::uint64_t line, const JournalEntry& entry) {
  const Difference difference = live_through(entry);
  if (difference) report.difference = printable(describe(line, entry) + *difference);
  return !difference;
}

Replay::Difference Replay::live_through(const JournalEntry& entry) {
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

Replay::Difference Replay::opened(bool made) {
  ++report.worlds;
  return made ? std::nullopt : std::optional<std::string>("no such world can be made");
}

Replay::Difference Replay::fork(const JournalEntry& entry) {
  const auto source = engine_.find(entry.from);
  if (!source) return "there is no world " + entry.from + " to copy";
  const auto copy = engine_.open_copy(entry.world, engine_.lock(source), number_of(entry));
  return opened(copy != nullptr);
}

Replay::Difference Replay::drop(const JournalEntry& entry) {
  const auto slot = engine_.find(entry.world);
  if (!slot) return "there is no such world to drop";
  Session session = engine_.lock(slot);
  engine_.drop(session);
  session.end();
  return std::nullopt;
}

Replay::Difference Replay::call(const JournalEntry& entry) {
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
  // Why a target was refused depends on the options then; that it was is what counts.
  if (same || !same_version_ || replay_state_.target_was_refused) return std::nullopt;
  return "its answer has another body now: " + answer.body.substr(0, 400);
}

Replay::Difference Replay::verdict(const JournalEntry& entry) {
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

void go_on_living(WorldSlot& slot, std::int64_t wall_ms) {
  make_due_again(slot.world);
  slot.used_wall_ms = wall_ms;
  // Calls that only looked had numbers that are not known any more.
  slot.requests.skip(kNumbersSkipped);
}

}  // namespace lotusbox
