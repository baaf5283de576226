// How a call waits for something to happen in a world: it sleeps without the world's lock, and is
// woken by a change of the world. Nothing is woken or counted while no call waits.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <set>

namespace lotusbox {

struct WorldSlot;

/// How far a world has come. When two of them differ, something happened in between.
struct Progress {
  std::uint64_t events = 0, deliveries = 0, attempts = 0, mails = 0, requests = 0, epoch = 0;
  std::int64_t now = 0;  ///< on the clock of the world
  friend bool operator==(const Progress&, const Progress&) = default;
};

/// Of one world. All but `await_change` and `wake` are called with the world locked.
class Watch {
 public:
  using Clock = std::chrono::steady_clock;

  [[nodiscard]] bool watched() const { return watchers_ > 0; }
  void begin(const Progress& now);
  void end() { --watchers_; }
  /// Wakes the sleepers when something happened since the last look.
  void look(const Progress& now);
  /// What `await_change` is to be given: changes after this moment end the sleep at once.
  [[nodiscard]] std::uint64_t ticket();

  /// False when the time is up and nothing happened.
  bool await_change(std::uint64_t ticket, Clock::time_point until);
  void wake();

 private:
  int watchers_ = 0;
  Progress seen_;
  std::mutex mutex_;
  std::condition_variable woken_;
  std::uint64_t wakes_ = 0;
};

/// Of all worlds: how many calls wait, and an end to it when the server stops.
class Waiters {
 public:
  /// Half of the threads that a server has for slow calls, so that these are never starved.
  static constexpr std::size_t kWaitersMax = 256;

  /// False when there are kWaitersMax already; who got in must leave.
  bool enter(const std::shared_ptr<WorldSlot>& slot);
  void leave(const std::shared_ptr<WorldSlot>& slot);
  /// Wakes every waiting call; from now on no call waits.
  void stop();
  [[nodiscard]] bool stopped() const;
  [[nodiscard]] std::size_t count() const;

 private:
  mutable std::mutex mutex_;
  std::multiset<std::shared_ptr<WorldSlot>> slots_;
  bool stopped_ = false;
};

}  // namespace lotusbox
