// Sends the deliveries that fall due and reports how they went. When to try again is decided by the
// world; here is only who sends what in which order. A call to the API never waits for it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "engine/engine.h"
#include "webhook/sender.h"

namespace lotusbox::webhook {

/// For the log: one line when an attempt begins, one when it has ended.
struct DeliveryLine {
  std::string type, event_id, url;
  int attempt = 0;
  const Report* report = nullptr;  ///< null: it begins
  std::string world;               ///< its key
};

class Dispatcher {
 public:
  /// `base_url` is asked for the address that links in payloads are under.
  Dispatcher(Engine& engine, Sender& sender, std::function<std::string()> base_url);
  Dispatcher(const Dispatcher&) = delete;
  Dispatcher& operator=(const Dispatcher&) = delete;
  ~Dispatcher();

  /// Deliveries have fallen due in this world. Starts the thread when it is the first time.
  void wake(std::shared_ptr<WorldSlot> slot);

  /// Waits until the world has no delivery due or on its way; false when the time was up first, and
  /// at once when it is called from within a `pump`.
  bool settle(const std::shared_ptr<WorldSlot>& slot, int timeout_ms);

  /// Sends no more. What is on its way must be broken off by the sender's owner.
  void stop();

  /// Without a thread of its own (the default is with one) deliveries leave when somebody pumps.
  void use_thread(bool own);
  /// Sends on the calling thread what has fallen due, for dispatchers without a thread. Does
  /// nothing when called from within itself: the outer call goes on with it.
  void pump();

  std::function<void(const DeliveryLine&)> on_line;  ///< set before the first wake, as are these
  std::function<void(DeliveryStatus)> on_status;     ///< of a delivery, when an attempt has ended
  /// Waits before an attempt until what happened so far survives; false: nothing leaves any more.
  std::function<bool()> keep;
  std::function<void()> note;  ///< writes down what happened, after a verdict

 private:
  using WallClock = std::chrono::steady_clock;
  struct Job {
    DeliveryId delivery;
    std::uint64_t epoch;  ///< of the world; a reset makes older jobs void
  };
  /// The deliveries of one world leave one after the other, so that a test sees them in order; one
  /// that takes long does not hold back the next.
  struct Lane {
    std::shared_ptr<WorldSlot> slot;
    std::deque<Job> waiting;
    int on_the_way = 0;
    WallClock::time_point last_start;
  };

  void run();
  void collect(const std::shared_ptr<WorldSlot>& slot);
  void send(const std::shared_ptr<WorldSlot>& slot, Job job);
  void finish(const std::shared_ptr<WorldSlot>& slot, Job job, DeliveryLine line, Report report);
  void leave_lane(const std::shared_ptr<WorldSlot>& slot);
  void collect_woken(std::unique_lock<std::mutex>& lock);
  /// False when no lane had anything to start; only then was the lock held throughout.
  bool start_ready(std::unique_lock<std::mutex>& lock);
  [[nodiscard]] bool busy(const WorldSlot* slot) const;

  Engine& engine_;
  Sender& sender_;
  std::function<std::string()> base_url_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<const WorldSlot*, Lane> lanes_;
  std::set<std::shared_ptr<WorldSlot>> woken_;
  std::thread thread_;
  std::set<std::thread::id> pumping_;
  bool own_thread_ = true;
  bool stopping_ = false;
};

}  // namespace lotusbox::webhook
