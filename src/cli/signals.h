// Signals that are waited for instead of interrupting: blocked before any thread starts, so that
// all threads leave them to the one that waits.
#pragma once

#include <signal.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <initializer_list>

namespace lotusbox::cli {

class HeldSignals {
 public:
  explicit HeldSignals(std::initializer_list<int> signals);
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;
  ~HeldSignals();

  /// The signal that came, or 0 when none came in that time.
  [[nodiscard]] int wait(std::chrono::milliseconds time) const;

  /// From now on they do to this thread what signals do to a program that lets them.
  void release() const;

  [[nodiscard]] const sigset_t& set() const { return set_; }
  /// What was blocked before, as a child is to have it.
  [[nodiscard]] const sigset_t& before() const { return before_; }

 private:
  sigset_t set_{};
  sigset_t before_{};
};

/// A shell starts programs in the background with SIGINT ignored; who stops cleanly on it must
/// hear of it nevertheless.
void stop_ignoring(std::initializer_list<int> signals);

/// Does the work on a thread of its own, and waits for its end, which SIGUSR1 tells. Any other of
/// these signals sets `stop`, which the work looks at. The last one that came, or 0.
int run_until_signal(const HeldSignals& signals, std::atomic<bool>& stop,
                     const std::function<void()>& work);

}  // namespace lotusbox::cli
