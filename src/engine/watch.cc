#include "engine/watch.h"

#include "engine/session.h"

namespace lotusbox {

void Watch::begin(const Progress& now) {
  if (watchers_++ == 0) seen_ = now;
}

void Watch::look(const Progress& now) {
  if (now == seen_) return;
  seen_ = now;
  wake();
}

std::uint64_t Watch::ticket() {
  const std::lock_guard lock(mutex_);
  return wakes_;
}

bool Watch::await_change(std::uint64_t ticket, Clock::time_point until) {
  std::unique_lock lock(mutex_);
  return woken_.wait_until(lock, until, [&] { return wakes_ != ticket; });
}

void Watch::wake() {
  const std::lock_guard lock(mutex_);
  ++wakes_;
  woken_.notify_all();
}

bool Waiters::enter(const std::shared_ptr<WorldSlot>& slot) {
  const std::lock_guard lock(mutex_);
  if (slots_.size() >= kWaitersMax) return false;
  slots_.insert(slot);
  return true;
}

void Waiters::leave(const std::shared_ptr<WorldSlot>& slot) {
  const std::lock_guard lock(mutex_);
  slots_.erase(slots_.find(slot));
}

void Waiters::stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  for (const auto& slot : slots_) slot->watch.wake();
}

bool Waiters::stopped() const {
  const std::lock_guard lock(mutex_);
  return stopped_;
}

std::size_t Waiters::count() const {
  const std::lock_guard lock(mutex_);
  return slots_.size();
}

}  // namespace lotusbox
