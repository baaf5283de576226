// Threads for work that may block: one is made whenever a job comes and none is idle, up to a
// limit, and ends after a while without work. Knows nothing of what the jobs do; they must return
// for the pool to stop.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <list>
#include <mutex>
#include <thread>

namespace lotusbox::net {

struct PoolLimits {
  std::size_t threads_max = 1;
  std::size_t queue_max = 1;  ///< jobs that wait for a thread
  std::chrono::milliseconds idle_time_max{10'000};
};

class WorkerPool {
 public:
  explicit WorkerPool(PoolLimits limits);
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;
  ~WorkerPool();

  /// False when the pool has stopped, its queue is full, or no thread at all can be made.
  bool run(std::function<void()> job);

  /// Takes no more jobs, lets all that were taken finish and joins the threads.
  void stop();

  [[nodiscard]] std::size_t thread_count() const;

 private:
  using Threads = std::list<std::thread>;

  bool add_thread();
  void work(Threads::iterator self);
  void join_ended(std::unique_lock<std::mutex>& lock);

  const PoolLimits limits_;
  mutable std::mutex mutex_;
  std::condition_variable job_came_;
  std::condition_variable thread_ended_;
  std::deque<std::function<void()>> jobs_;
  Threads threads_;
  Threads ended_;  ///< took themselves out of `threads_` and wait to be joined
  std::size_t idle_ = 0;
  bool stopped_ = false;
};

/// Signals are for the thread that the program chose, never for the ones made here.
void block_signals_in_this_thread();

}  // namespace lotusbox::net
