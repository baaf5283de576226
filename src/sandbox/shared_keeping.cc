// How a server keeps the worlds that it has, gives back those that nobody wants, and takes those
// that nobody has.
#include <algorithm>
#include <utility>

#include "sandbox/options.h"
#include "sandbox/shared_worlds.h"

namespace lotusbox {

namespace {

constexpr int kBeatsPerLease = 10;
constexpr std::chrono::milliseconds kLookEvery{1000};
constexpr std::chrono::milliseconds kTryAgain{200};
constexpr std::chrono::milliseconds kDrainPause{20};
constexpr std::chrono::seconds kDrainPatience{15};
constexpr std::int64_t kMillisecondsPerSecond = 1000;

/// When, by wall time, something falls due in a world by itself; nothing: only a call moves it.
std::optional<std::int64_t> wake_of(const WorldSlot& slot, std::int64_t wall_ms) {
  const ClockSetting& clock = slot.clock.setting();
  const Timer* first = slot.world.timers.first();
  if (clock.mode == ClockMode::manual || first == nullptr) return std::nullopt;
  const std::int64_t ahead = std::max<std::int64_t>((first->at - slot.world.now).count(), 0);
  return wall_ms + ahead * kMillisecondsPerSecond / clock.speed;
}

}  // namespace

void SharedWorlds::keep_fresh() {
  const auto beat = nodes_->lease() / kBeatsPerLease;
  for (;;) {
    const bool ended = nodes_->session_ended(beat);
    if (ended) nodes_->doubt();  // whoever sees the session ended may soon take our worlds
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) return;
      for (std::string& key : nodes_->asked_for()) asked_for_.push_back(std::move(key));
      if (!asked_for_.empty()) changed_.notify_all();
    }
    auto fresh = nodes_->freshen(drains_);
    if (!fresh) {
      {
        const std::lock_guard lock(mutex_);
        problem_ = fresh.error();
      }
      journal_->reconnect();
      back_since_ms_ = 0;
      if (!pause(kTryAgain)) return;
      continue;
    }
    if (!*fresh) {
      // Declared dead: what was ours is anybody's.
      nodes_->doubt();
      forget_all();
      std::string address;
      {
        const std::lock_guard lock(mutex_);
        address = address_;
      }
      if (nodes_->join(address)) continue;
      journal_->name_sessions(nodes_->id());
    }
    if (back_since_ms_ == 0) back_since_ms_ = wall_milliseconds();
  }
}

void SharedWorlds::look_around() {
  auto next = Clock::now();
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait_until(lock, next, [this] { return stopping_ || !asked_for_.empty(); });
      if (stopping_) return;
    }
    give_what_was_asked_for();
    if (Clock::now() < next) continue;
    next = Clock::now() + kLookEvery;
    if (journal_->losses() != losses_seen_) forget_lost();
    if (drains_ || out_of_touch()) continue;
    free_lost();
    let_go_all(Going::idle);
    hand_back_unopened();
    // When the database was gone, others come back as well, and are not dead.
    const std::int64_t since = back_since_ms_;
    const bool settled = since != 0 && wall_milliseconds() - since >= nodes_->lease().count() / 2;
    if (settled) take_orphans();
  }
}

void SharedWorlds::forget(const std::string& key) {
  const Turn turn(*this, key);
  if (const auto slot = parts_->engine.find(key)) {
    Session session = parts_->engine.lock(slot);
    parts_->engine.let_go(*slot);
    session.end();
  }
  journal_->release(key);
  const std::lock_guard lock(mutex_);
  const auto found = fences_.find(key);
  if (found == fences_.end()) return;
  to_free_.emplace_back(key, found->second);
  fences_.erase(found);
}

/// Who comes second waits: before all that is lost is forgotten, nothing may be read from it.
void SharedWorlds::forget_lost() {
  const std::lock_guard in_turn(lost_mutex_);
  const std::uint64_t losses = journal_->losses();
  for (const std::string& key : journal_->take_lost()) forget(key);
  losses_seen_ = losses;
}

/// Somebody is to look at them soon: what was due in them is due still, though no call comes.
void SharedWorlds::free_lost() {
  std::vector<std::pair<std::string, std::int64_t>> lost;
  {
    const std::lock_guard lock(mutex_);
    lost.swap(to_free_);
  }
  for (auto& [key, fence] : lost) {
    if (!nodes_->release(key, fence, 0)) continue;
    const std::lock_guard lock(mutex_);
    to_free_.emplace_back(std::move(key), fence);
  }
}

void SharedWorlds::forget_all() {
  std::vector<std::string> keys;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [key, fence] : fences_) keys.push_back(key);
  }
  for (const std::string& key : keys) forget(key);
}

void SharedWorlds::let_go(const std::shared_ptr<WorldSlot>& slot, Going why) {
  Engine& engine = parts_->engine;
  // What is on its way gets its verdict first: else it would be sent again by the next owner.
  if (!parts_->dispatcher.settle(slot, 0)) return;
  const Turn turn(*this, slot->key);
  std::int64_t fence = 0;
  {
    const std::lock_guard lock(mutex_);
    const auto found = fences_.find(slot->key);
    if (found == fences_.end()) return;
    fence = found->second;
  }
  auto session = engine.try_lock(slot);
  if (!session || slot->dropped) return;
  const bool is_quiet =
      slot->world.outbox.empty() && (why == Going::draining || !slot->watch.watched());
  if (!is_quiet || journal_->flush()) return;
  const auto wake_ms = wake_of(*slot, session->wall_ms());
  engine.let_go(*slot);
  session.reset();
  journal_->release(slot->key);
  static_cast<void>(nodes_->release(slot->key, fence, wake_ms));
  const std::lock_guard lock(mutex_);
  fences_.erase(slot->key);
}

void SharedWorlds::let_go_all(Going why) {
  const std::int64_t idle_ms = parts_->options.let_go_s * kMillisecondsPerSecond;
  for (const auto& slot : parts_->engine.all()) {
    const bool is_idle = wall_milliseconds() - slot->used_wall_ms > idle_ms;
    if (why != Going::idle || is_idle) let_go(slot, why);
  }
}

/// Only worlds in which nothing has happened: another server makes a copy under their key.
void SharedWorlds::give_what_was_asked_for() {
  std::vector<std::string> keys;
  {
    const std::lock_guard lock(mutex_);
    keys.swap(asked_for_);
  }
  for (const std::string& key : keys) {
    const auto slot = parts_->engine.find(key);
    if (slot && !slot->settled) let_go(slot, Going::draining);
  }
  if (!keys.empty()) hand_back_unopened();
}

/// Worlds that were only looked at, and that the engine has forgotten.
void SharedWorlds::hand_back_unopened() {
  std::vector<std::string> keys;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [key, fence] : fences_) {
      if (turns_.count(key) == 0 && !parts_->engine.find(key)) keys.push_back(key);
    }
  }
  for (const std::string& key : keys) {
    const Turn turn(*this, key);
    if (parts_->engine.find(key) || journal_->flush()) continue;
    std::int64_t fence = 0;
    {
      const std::lock_guard lock(mutex_);
      const auto found = fences_.find(key);
      if (found == fences_.end()) continue;
      fence = found->second;
      fences_.erase(found);
    }
    journal_->release(key);
    static_cast<void>(nodes_->release(key, fence, std::nullopt));
  }
}

void SharedWorlds::take_orphans() {
  auto keys = nodes_->orphans(wall_milliseconds());
  if (!keys) return;
  for (const std::string& key : *keys) {
    if (drains_ || out_of_touch() || parts_->engine.find(key)) continue;
    static_cast<void>(open(key, Make::known_only));
  }
}

void SharedWorlds::drain() {
  if (!nodes_ || drains_.exchange(true)) return;
  const auto until = Clock::now() + kDrainPatience;
  while (!out_of_touch() && Clock::now() < until) {
    const auto slots = parts_->engine.all();
    if (slots.empty()) break;
    let_go_all(Going::draining);
    if (!pause(kDrainPause)) break;
  }
  // What is left is anybody's when this server leaves.
  if (!out_of_touch()) hand_back_unopened();
}

}  // namespace lotusbox
