// The caller who waits for the answer to one request. Long work asks whether the caller is still
// there, and work that sleeps is woken when the caller has gone.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>

namespace lotusbox {

class Caller {
 public:
  [[nodiscard]] bool gone() const { return gone_; }

  /// Calls `told` when the caller goes, on the thread that notices it, and at once when it has gone
  /// already. Nothing ends that: when this returns, it is not running any more.
  void on_gone(std::function<void()> told) {
    const std::lock_guard lock(mutex_);
    told_ = std::move(told);
    if (gone_ && told_) told_();
  }

  /// How the work for this caller lets others go before it; set before the work begins.
  void on_step_aside(std::function<void()> told) { step_aside_ = std::move(told); }
  /// The work sleeps from now on and holds nothing that others want: they need not wait for it.
  void step_aside() {
    if (step_aside_) step_aside_();
  }

  /// The caller has gone.
  void leave() {
    const std::lock_guard lock(mutex_);
    if (!gone_.exchange(true) && told_) told_();
  }

 private:
  std::mutex mutex_;
  std::function<void()> told_;
  std::function<void()> step_aside_;
  std::atomic<bool> gone_ = false;
};

}  // namespace lotusbox
