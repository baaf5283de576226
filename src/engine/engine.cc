#include "engine/engine.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "base/example_key.h"
#include "base/memory.h"
#include "base/seeded_permutation.h"

namespace lotusbox {

namespace {
/// Worlds that are gone, before the system is given memory back.
constexpr std::size_t kFreedMany = 100;
/// So many events take about as much as a world that nothing happened in.
constexpr std::size_t kEventsOfAWorld = 50;
/// Calls whose bodies a world keeps when memory runs short.
constexpr std::size_t kBodiesKept = 20;
/// Worlds for which a look at all of them may come one millisecond later: about a hundredth of
/// what the look takes.
constexpr std::size_t kLookedThroughInMs = 100;

/// The example world is what calls without a key are about: it is served however many there are.
bool counts(std::string_view key) { return key != kExampleKey; }
}  // namespace

Engine::Engine(EngineOptions options)
    : options_(std::move(options)),
      link_names_(options_.seed),
      access_coverage_(*options_.rules),
      dropped_coverage_(*options_.rules),
      memory_(options_.memory_max, options_.memory_used) {
  LOTUSBOX_CHECK(options_.reference != nullptr, "an engine needs reference data");
  LOTUSBOX_CHECK(options_.wall_ms != nullptr, "an engine needs to be told the wall time");
}

bool Engine::on_list(std::string_view key) const {
  const auto& keys = options_.only_keys;
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

void Engine::count_access(const AskedRules& rules, const Rule* refused_by) {
  const std::lock_guard lock(access_mutex_);
  access_coverage_.count_asked(rules, refused_by);
}

void Engine::count_opened() {
  if (options_.access != nullptr) count_access(*options_.access, nullptr);
}

void Engine::count_refused_without_world(const Rule& rule) {
  const std::lock_guard lock(access_mutex_);
  access_coverage_.count_rule(rule, false);
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

Result<World, Refusal> Engine::fresh_world(std::string_view key,
                                           const ResetOptions& options) const {
  const std::uint64_t seed = options.seed.value_or(options_.seed);
  World world(options_.reference, fingerprint(seed, key), options.at.value_or(options_.start));
  world.policy = options_.policy;
  world.webhook = options_.webhook;
  if (options.profile) world.policy.profile = *options.profile;
  Coverage not_counted(*options_.rules);
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

std::shared_ptr<WorldSlot> Engine::open(std::string_view key, Visit visit,
                                        std::optional<std::uint32_t> number) {
  if (auto known = find(key)) {
    if (visit == Visit::looks || settle(*known)) return known;
  }
  count_opened();
  auto world = fresh_world(key, {});
  LOTUSBOX_CHECK(world.ok(), "fixtures are tried out before they are given to an engine");
  return add(key, {std::move(*world), options_.clock}, options_.wall_ms(), {}, visit, number).slot;
}

bool Engine::settle(WorldSlot& slot) {
  if (slot.settled) return true;
  const std::unique_lock lock(mutex_);
  const auto at = std::find_if(visited_.begin(), visited_.end(),
                               [&](const auto& one) { return one.get() == &slot; });
  if (at == visited_.end()) return slot.settled;
  if (counts(slot.key) && by_key_.size() - visited_.size() >= options_.worlds_max) return false;
  visited_.erase(at);
  slot.settled = true;
  write_opened(slot, {});
  return true;
}

std::shared_ptr<WorldSlot> Engine::open_copy(std::string_view key, const Session& source,
                                             std::optional<std::uint32_t> number) {
  if (find(key) || !settle(*source.shared_slot())) return nullptr;
  count_opened();
  Snapshot copy = source.copy();
  make_due_again(copy.world);
  const Added added =
      add(key, std::move(copy), source.wall_ms(), source.key(), Visit::changes, number);
  return added.is_new ? added.slot : nullptr;
}

Engine::Added Engine::add(std::string_view key, Snapshot made, std::int64_t wall_ms,
                          std::string_view from, Visit visit, std::optional<std::uint32_t> wanted) {
  const std::string name(key);
  const WorldClock clock(made.clock, made.world.now, wall_ms);
  const std::unique_lock lock(mutex_);
  const auto found = by_key_.find(name);
  if (found != by_key_.end()) return {found->second, false};
  const bool looks = visit == Visit::looks;
  const bool full = by_key_.size() - visited_.size() >= options_.worlds_max;
  if (!looks && full && counts(key)) return {};
  auto number = wanted.value_or(static_cast<std::uint32_t>(fingerprint(options_.seed, key))) %
                LinkNames::kWorldNumbers;
  while (by_number_.count(number) != 0) number = (number + 1) % LinkNames::kWorldNumbers;
  auto slot = std::make_shared<WorldSlot>(name, number, std::move(made.world), clock, wall_ms,
                                          *options_.rules);
  slot->faults = std::move(made.faults);
  slot->settled = !looks;
  by_key_.emplace(name, slot);
  by_number_.emplace(number, slot);
  if (clock.setting().mode != ClockMode::manual) following_.emplace(number, slot);
  if (looks) {
    visited_.push_back(slot);
    forget_visited();
  } else {
    write_opened(*slot, from);
  }
  return {slot, true};
}

void Engine::write_opened(const WorldSlot& slot, std::string_view from) {
  if (journal_ == nullptr) return;
  using enum JournalEntry::Kind;
  journal_->append({.kind = from.empty() ? open : fork,
                    .world = slot.key,
                    .from = std::string(from),
                    .wall_ms = slot.opened_wall_ms,
                    .now = slot.opened,
                    .number = std::uint64_t{slot.number} + 1});
}

/// The oldest that is not busy; the newest is the one that is wanted now.
void Engine::forget_visited() {
  for (std::size_t i = 0; visited_.size() > options_.visited_max && i + 1 < visited_.size();) {
    const std::shared_ptr<WorldSlot> slot = visited_[i];
    const std::unique_lock<std::mutex> held(slot->mutex, std::try_to_lock);
    if (!held.owns_lock() || slot->watch.watched()) {
      ++i;
      continue;
    }
    visited_.erase(visited_.begin() + static_cast<std::ptrdiff_t>(i));
    forget(*slot);
  }
}

void Engine::forget(WorldSlot& slot) {
  slot.dropped = true;
  by_key_.erase(slot.key);
  by_number_.erase(slot.number);
  following_.erase(slot.number);
  {
    const std::lock_guard counted(access_mutex_);
    dropped_coverage_.add(slot.coverage);
  }
  slot.watch.wake();  // nothing more will happen here
  will_free(slot.world);
}

bool Engine::adopt(const std::shared_ptr<WorldSlot>& slot) {
  const std::unique_lock lock(mutex_);
  if (by_key_.count(slot->key) != 0 || by_number_.count(slot->number) != 0) return false;
  by_key_.emplace(slot->key, slot);
  by_number_.emplace(slot->number, slot);
  if (slot->clock.setting().mode != ClockMode::manual) following_.emplace(slot->number, slot);
  return true;
}

void Engine::let_go(WorldSlot& slot) {
  if (slot.dropped) return;
  const std::unique_lock lock(mutex_);
  std::erase_if(visited_, [&](const auto& one) { return one.get() == &slot; });
  forget(slot);
  ++slot.epoch;  // nothing is sent from here any more
}

void Engine::drop(Session& session) {
  WorldSlot& slot = session.slot();
  if (slot.dropped) return;
  const std::unique_lock lock(mutex_);
  std::erase_if(visited_, [&](const auto& one) { return one.get() == &slot; });
  forget(slot);
  if (journal_ == nullptr || !slot.settled) return;
  journal_->append({.kind = JournalEntry::Kind::drop,
                    .world = slot.key,
                    .wall_ms = session.wall_ms(),
                    .now = slot.world.now});
}

void Engine::will_free(const World& world) { freed_ += 1 + world.events.size() / kEventsOfAWorld; }

void Engine::return_memory() {
  if (freed_ < kFreedMany) return;
  freed_ = 0;
  return_freed_memory();
}

std::size_t Engine::world_count() const {
  const std::shared_lock lock(mutex_);
  return by_key_.size() - visited_.size();
}

bool Engine::cares_for_idle() const {
  return options_.idle_ms_max != 0 || memory_.most() != 0 || homes_ != nullptr;
}

void Engine::drop_idle() {
  if (options_.idle_ms_max == 0) return;
  const std::int64_t now = options_.wall_ms();
  if (now < idle_look_ms_) return;
  const auto slots = all();
  std::int64_t next = now + options_.idle_ms_max + 1;  // nobody can be idle before
  for (const auto& slot : slots) {
    const auto idle = [&] { return now - slot->used_wall_ms > options_.idle_ms_max; };
    auto session = idle() ? try_lock(slot) : std::nullopt;
    // A call may have come while we were on our way to the lock.
    const bool goes = session && idle() && !slot->watch.watched();
    if (goes) drop(*session);
    if (session) session->end();
    if (!goes) next = std::min(next, slot->used_wall_ms + options_.idle_ms_max + 1);
  }
  // Where there are many, they are not looked through all the time.
  idle_look_ms_ =
      std::max(next, now + static_cast<std::int64_t>(slots.size() / kLookedThroughInMs));
}

void Engine::forget_for_room() {
  const std::uint64_t wanted = memory_.wanted();
  if (wanted == 0) return;
  auto slots = all();
  std::sort(slots.begin(), slots.end(), [](const auto& a, const auto& b) {
    return std::pair(a->used_wall_ms.load(), a->number) <
           std::pair(b->used_wall_ms.load(), b->number);
  });
  std::uint64_t freed = 0;
  const auto each = [&](const auto& forget) {
    for (std::size_t i = 0; i < slots.size() && freed < wanted; ++i) freed += forget(*slots[i]);
  };
  each([](WorldSlot& slot) -> std::size_t {
    const std::unique_lock<std::mutex> held(slot.mutex, std::try_to_lock);
    return held.owns_lock() ? slot.requests.forget_bodies(kBodiesKept) : 0;
  });
  each([this](const WorldSlot& slot) -> std::size_t {
    return journal_ == nullptr ? 0 : journal_->forget_world(slot.key);
  });
  return_freed_memory();
  memory_.freed_what_could_be();
}

void Engine::note_clock(const std::shared_ptr<WorldSlot>& slot) {
  const std::unique_lock lock(mutex_);
  if (slot->dropped) return;
  if (slot->clock.setting().mode == ClockMode::manual) {
    following_.erase(slot->number);
  } else {
    following_.emplace(slot->number, slot);
  }
}

std::vector<std::shared_ptr<WorldSlot>> Engine::following() const {
  const std::shared_lock lock(mutex_);
  std::vector<std::shared_ptr<WorldSlot>> slots;
  slots.reserve(following_.size());
  for (const auto& [number, slot] : following_) slots.push_back(slot);
  return slots;
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
