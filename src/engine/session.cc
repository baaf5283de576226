#include "engine/session.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "base/seeded_permutation.h"
#include "engine/engine.h"

namespace lotusbox {

WorldSlot::WorldSlot(std::string key_, std::uint32_t number_, World world_, WorldClock clock_,
                     std::int64_t wall_ms, const RuleSets& rules)
    : key(std::move(key_)),
      number(number_),
      world(std::move(world_)),
      clock(clock_),
      opened_wall_ms(wall_ms),
      opened(world.now),
      coverage(rules),
      used_wall_ms(wall_ms) {}

Progress WorldSlot::progress() const {
  return {world.events.size(),    world.deliveries.size(), world.attempts.size(),
          world.mails.end(),      requests.count(),        epoch,
          unix_seconds(world.now)};
}

void make_due_again(World& world) {
  world.outbox.clear();
  for (std::uint32_t index = 0; index < world.deliveries.size(); ++index) {
    if (world.deliveries[index].status == DeliveryStatus::due) {
      world.outbox.push_back(DeliveryId{index});
    }
  }
}

Session::Session(Engine& engine, std::shared_ptr<WorldSlot> slot, std::unique_lock<std::mutex> lock)
    : engine_(engine), slot_(std::move(slot)), lock_(std::move(lock)) {
  World& world = slot_->world;
  catch_up(world, slot_->coverage);  // a reader sees what is due as well
  if (slot_->clock.setting().mode == ClockMode::manual) return;
  const Instant target = slot_->clock.target(world.now, wall_ms());
  const AdvanceBounds bounds{.world = engine_.options().world_limits};
  bool full = false;
  while (target > world.now && !full) {
    full = lotusbox::advance(world, target, slot_->coverage, bounds).full;
  }
}

void Session::end() {
  const bool due = !slot_->world.outbox.empty();
  if (slot_->watch.watched()) slot_->watch.look(slot_->progress());
  lock_.unlock();
  if (due && engine_.on_due) engine_.on_due(slot_);
}

std::int64_t Session::wall_ms() const {
  if (!wall_ms_) wall_ms_ = engine_.options().wall_ms();
  return *wall_ms_;
}

void Session::report(const ReportDelivery& verdict) {
  const StepResult done = submit(verdict);
  LOTUSBOX_CHECK(done.ok(), "a verdict is never refused");
  if (engine_.journal() == nullptr || slot_->dropped || !engine_.settle(*slot_)) return;
  engine_.journal()->append({.kind = JournalEntry::Kind::verdict,
                             .world = slot_->key,
                             .wall_ms = wall_ms(),
                             .now = slot_->world.now,
                             .report = verdict});
}

void Session::write_down(Request journaled, std::uint64_t number, int status, std::string_view rule,
                         std::optional<std::string_view> body) {
  if (engine_.journal() == nullptr || slot_->dropped) return;
  engine_.journal()->append({.kind = JournalEntry::Kind::call,
                             .world = slot_->key,
                             .wall_ms = wall_ms(),
                             .now = slot_->world.now,
                             .request = std::move(journaled),
                             .number = number,
                             .status = status,
                             .rule = std::string(rule),
                             .digest = body ? fingerprint(0, *body) : 0});
}

StepResult Session::submit(const Command& command) {
  StepResult result = step(slot_->world, command, slot_->coverage);
  // A command can make something due by now: an end that is past, a subscription that begins
  // today, a bank that waits no longer. It happens at once.
  catch_up(slot_->world, slot_->coverage);
  return result;
}

AdvanceReport Session::advance(Instant until, std::int64_t timers_max,
                               const std::function<bool()>& stop) {
  constexpr std::int64_t kAtOnce = 1000;  // before `stop` is asked again
  LOTUSBOX_CHECK(until >= slot_->world.now, "the clock does not go back");
  AdvanceReport report;
  do {
    const std::int64_t left = timers_max - report.fired_count;
    AdvanceReport more =
        lotusbox::advance(slot_->world, until, slot_->coverage,
                          {std::min(left, kAtOnce), engine_.options().world_limits});
    report.fired_count += more.fired_count;
    report.reached = more.reached;
    report.full = more.full;
    const auto room = AdvanceReport::kFiredKept - report.fired.size();
    const auto kept = static_cast<std::ptrdiff_t>(std::min(room, more.fired.size()));
    report.fired.insert(report.fired.end(), more.fired.begin(), more.fired.begin() + kept);
  } while (!report.reached && !report.full && report.fired_count < timers_max && !(stop && stop()));
  set_clock(slot_->clock.setting());
  return report;
}

void Session::set_clock(ClockSetting setting) {
  const bool other_mode = setting.mode != slot_->clock.setting().mode;
  slot_->clock.anchor(setting, slot_->world.now, wall_ms());
  if (other_mode) engine_.note_clock(slot_);
}

bool Session::untouched() const {
  const World& world = slot_->world;
  return world.events.empty() && world.sources.empty() && world.mandates.empty() &&
         world.juspay_mandates.empty() && world.customers.empty() && world.bank_accounts.empty();
}

void Session::set_start(Instant at) {
  slot_->world.now = at;
  set_clock(slot_->clock.setting());
}

std::optional<Refusal> Session::reset(const ResetOptions& options) {
  auto world = engine_.fresh_world(slot_->key, options);
  if (!world) return world.take_error();
  engine_.will_free(slot_->world);
  slot_->world = std::move(*world);
  slot_->faults = {};
  slot_->snapshots.clear();
  ++slot_->epoch;
  set_clock(engine_.options().clock);
  return std::nullopt;
}

Snapshot Session::copy() const { return {slot_->world, slot_->clock.setting(), slot_->faults}; }

void Session::replace(Snapshot copy) {
  World& world = slot_->world;
  engine_.will_free(world);
  world = std::move(copy.world);
  slot_->faults = std::move(copy.faults);
  ++slot_->epoch;
  make_due_again(world);
  set_clock(copy.clock);
}

void Session::set_faults(Faults faults) { slot_->faults = std::move(faults); }

Strike Session::strike(std::string_view method, std::string_view path, bool answered) {
  return slot_->faults.strike(method, path, slot_->world.ids.seed(), answered);
}

std::vector<DeliveryId> Session::take_due() { return std::exchange(slot_->world.outbox, {}); }

}  // namespace lotusbox
