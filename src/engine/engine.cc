#include "engine/engine.h"

#include <algorithm>

#include "base/check.h"
#include "base/scramble.h"

namespace lotusbox {

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
  access_coverage_.count_asked(Asked::access, refused_by);
}

Coverage Engine::access_coverage() const {
  const std::lock_guard lock(access_mutex_);
  return access_coverage_;
}

Coverage Engine::whole_coverage() const {
  Coverage sum = access_coverage();
  for (const auto& slot : all()) {
    const std::lock_guard lock(slot->mutex);
    sum.add(slot->coverage);
  }
  const std::lock_guard lock(access_mutex_);
  sum.add(dropped_coverage_);
  return sum;
}

Result<World, Refusal> Engine::fresh_world(std::string_view key, const ResetWishes& wishes) const {
  const std::uint64_t seed = wishes.seed.value_or(options_.seed);
  World world(options_.reference, fingerprint(seed, key), wishes.at.value_or(options_.start));
  world.policy = options_.policy;
  world.webhook = options_.webhook;
  if (wishes.profile) world.policy.profile = *wishes.profile;
  Coverage not_counted;
  for (const Command& command : options_.fixtures) {
    StepResult made = step(world, command, not_counted);
    if (!made) return failure(made.take_error());
  }
  return world;
}

std::shared_ptr<WorldSlot> Engine::find(std::string_view key) const {
  const std::shared_lock lock(mutex_);
  const auto found = by_key_.find(std::string(key));
  return found == by_key_.end() ? nullptr : found->second;
}

std::shared_ptr<WorldSlot> Engine::open(std::string_view key) {
  if (auto known = find(key)) return known;
  count_access(nullptr);
  auto world = fresh_world(key, {});
  LOTUSBOX_CHECK(world.ok(), "fixtures are tried out before they are given to an engine");
  return add(key, std::move(*world), options_.clock);
}

std::shared_ptr<WorldSlot> Engine::open_as(std::string_view key, const Snapshot& copy) {
  if (find(key)) return nullptr;
  count_access(nullptr);
  return add(key, copy.world, copy.clock);
}

std::shared_ptr<WorldSlot> Engine::add(std::string_view key, World world, ClockSetting setting) {
  const std::string name(key);
  const WorldClock clock(setting, world.now, options_.wall_ms());
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

void Engine::drop(const WorldSlot& slot) {
  const std::unique_lock lock(mutex_);
  const auto found = by_key_.find(slot.key);
  if (found == by_key_.end() || found->second.get() != &slot) return;
  by_number_.erase(slot.number);
  by_key_.erase(found);
  const std::lock_guard counted(access_mutex_);
  dropped_coverage_.add(slot.coverage);
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
