#include "engine/session.h"

#include <utility>

#include "base/check.h"
#include "engine/engine.h"

namespace lotusbox {

Progress WorldSlot::progress() const {
  return {world.events.size(), world.deliveries.size(), world.attempts.size(), requests.count(),
          epoch};
}

Session::Session(Engine& engine, std::shared_ptr<WorldSlot> slot, std::unique_lock<std::mutex> lock)
    : engine_(engine), slot_(std::move(slot)), lock_(std::move(lock)) {
  World& world = slot_->world;
  if (slot_->clock.setting().mode == ClockMode::manual) return;
  const Instant target = slot_->clock.target(world.now, engine_.options().wall_ms());
  if (target > world.now) lotusbox::advance(world, target, slot_->coverage);
}

Session::~Session() {
  if (!lock_.owns_lock()) return;
  const bool due = !slot_->world.outbox.empty();
  if (slot_->watch.watched()) slot_->watch.look(slot_->progress());
  lock_.unlock();
  if (due && engine_.on_due) engine_.on_due(slot_);
}

StepResult Session::submit(const Command& command) {
  StepResult result = step(slot_->world, command, slot_->coverage);
  // A verdict that came late may have set a timer in the past, and a subscription may begin today:
  // what is due then happens at once.
  if (std::holds_alternative<ReportDelivery>(command) ||
      std::holds_alternative<CreateSubscription>(command)) {
    lotusbox::advance(slot_->world, slot_->world.now, slot_->coverage);
  }
  return result;
}

AdvanceReport Session::advance(Instant until) {
  LOTUSBOX_CHECK(until >= slot_->world.now, "the clock does not go back");
  AdvanceReport report = lotusbox::advance(slot_->world, until, slot_->coverage);
  set_clock(slot_->clock.setting());
  return report;
}

void Session::set_clock(ClockSetting setting) {
  slot_->clock.anchor(setting, slot_->world.now, engine_.options().wall_ms());
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

std::optional<Refusal> Session::reset(const ResetWishes& wishes) {
  auto world = engine_.fresh_world(slot_->key, wishes);
  if (!world) return world.take_error();
  slot_->world = std::move(*world);
  ++slot_->epoch;
  set_clock(engine_.options().clock);
  return std::nullopt;
}

void Session::replace(Snapshot copy) {
  World& world = slot_->world;
  world = std::move(copy.world);
  ++slot_->epoch;
  // What was on its way when the copy was made is due again: its verdict went elsewhere.
  world.outbox.clear();
  for (std::uint32_t place = 0; place < world.deliveries.size(); ++place) {
    if (world.deliveries[place].status == DeliveryStatus::due) {
      world.outbox.push_back(DeliveryId{place});
    }
  }
  set_clock(copy.clock);
}

std::vector<DeliveryId> Session::take_due() { return std::exchange(slot_->world.outbox, {}); }

}  // namespace lotusbox
