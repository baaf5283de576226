#include "engine/engine.h"

#include <algorithm>

#include "base/check.h"
#include "base/scramble.h"

namespace lotusbox {

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
  lock_.unlock();
  if (due && engine_.on_due) engine_.on_due(slot_);
}

StepResult Session::submit(const Command& command) {
  StepResult result = step(slot_->world, command, slot_->coverage);
  // A verdict that came late may have set a timer in the past: it is due at once.
  if (std::holds_alternative<ReportDelivery>(command)) {
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

bool Session::set_start(Instant at) {
  const World& world = slot_->world;
  const bool untouched = world.events.empty() && world.sources.empty() && world.mandates.empty();
  if (!untouched && at != world.now) return false;
  slot_->world.now = at;
  set_clock(slot_->clock.setting());
  return true;
}

void Session::reset(const ResetWishes& wishes) {
  slot_->world = engine_.fresh_world(slot_->key, wishes);
  ++slot_->epoch;
  set_clock(engine_.options().clock);
}

std::vector<DeliveryId> Session::take_due() { return std::exchange(slot_->world.outbox, {}); }

Engine::Engine(EngineOptions options) : options_(std::move(options)), link_names_(options_.seed) {
  LOTUSBOX_CHECK(options_.reference != nullptr, "an engine needs reference data");
  LOTUSBOX_CHECK(options_.wall_ms != nullptr, "an engine needs to be told the wall time");
}

bool Engine::on_list(std::string_view key) const {
  const auto& keys = options_.only_keys;
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

void Engine::count_access(const Rule* refused_by) {
  const std::lock_guard lock(access_mutex_);
  access_coverage_.count_access(refused_by);
}

Coverage Engine::access_coverage() const {
  const std::lock_guard lock(access_mutex_);
  return access_coverage_;
}

World Engine::fresh_world(std::string_view key, const ResetWishes& wishes) const {
  const std::uint64_t seed = wishes.seed.value_or(options_.seed);
  World world(options_.reference, fingerprint(seed, key), wishes.at.value_or(options_.start));
  world.policy = options_.policy;
  world.webhook = options_.webhook;
  if (wishes.profile) world.policy.profile = *wishes.profile;
  Coverage not_counted;
  for (const Command& command : options_.fixtures) {
    const StepResult made = step(world, command, not_counted);
    LOTUSBOX_CHECK(made.ok(), "fixtures are tried out before they are given to an engine");
  }
  return world;
}

std::shared_ptr<WorldSlot> Engine::open(std::string_view key) {
  const std::string name(key);
  {
    const std::shared_lock lock(mutex_);
    const auto found = by_key_.find(name);
    if (found != by_key_.end()) return found->second;
  }
  count_access(nullptr);
  World world = fresh_world(key, {});
  const WorldClock clock(options_.clock, world.now, options_.wall_ms());
  const std::unique_lock lock(mutex_);
  const auto found = by_key_.find(name);
  if (found != by_key_.end()) return found->second;
  if (by_key_.size() >= EngineOptions::kWorldsMax) return nullptr;
  auto number =
      static_cast<std::uint32_t>(fingerprint(options_.seed, key) % LinkNames::kWorldNumbers);
  while (by_number_.count(number) != 0) number = (number + 1) % LinkNames::kWorldNumbers;
  auto slot = std::make_shared<WorldSlot>(name, number, std::move(world), clock);
  by_key_.emplace(name, slot);
  by_number_.emplace(number, slot);
  return slot;
}

std::shared_ptr<WorldSlot> Engine::find_number(std::uint32_t number) const {
  const std::shared_lock lock(mutex_);
  const auto found = by_number_.find(number);
  return found == by_number_.end() ? nullptr : found->second;
}

std::vector<std::shared_ptr<WorldSlot>> Engine::all() const {
  const std::shared_lock lock(mutex_);
  std::vector<std::shared_ptr<WorldSlot>> slots;
  slots.reserve(by_key_.size());
  for (const auto& [key, slot] : by_key_) slots.push_back(slot);
  return slots;
}

Session Engine::lock(std::shared_ptr<WorldSlot> slot) {
  std::unique_lock<std::mutex> held(slot->mutex);
  return Session(*this, std::move(slot), std::move(held));
}

std::optional<Session> Engine::try_lock(std::shared_ptr<WorldSlot> slot) {
  std::unique_lock<std::mutex> held(slot->mutex, std::try_to_lock);
  if (!held.owns_lock()) return std::nullopt;
  return std::optional<Session>(std::in_place, *this, std::move(slot), std::move(held));
}

}  // namespace lotusbox
