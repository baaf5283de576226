#include "net/worker_pool.h"

#include <csignal>
#include <system_error>
#include <utility>

namespace lotusbox::net {

void block_signals_in_this_thread() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

WorkerPool::WorkerPool(PoolLimits limits) : limits_(limits) {}

WorkerPool::~WorkerPool() { stop(); }

bool WorkerPool::run(std::function<void()> job) {
  std::unique_lock lock(mutex_);
  if (stopped_) return false;
  join_ended(lock);
  if (stopped_) return false;
  // Jobs in the queue have first claim on idle threads, hence the comparison of both.
  if (idle_ <= jobs_.size()) {
    const bool may_wait = jobs_.size() < limits_.queue_max + idle_;
    const bool added = threads_.size() < limits_.threads_max && add_thread();
    if (!added && (threads_.empty() || !may_wait)) return false;
  }
  jobs_.push_back(std::move(job));
  job_came_.notify_one();
  return true;
}

bool WorkerPool::add_thread() {
  const auto self = threads_.emplace(threads_.end());
  try {
    // Counted as idle from now on, so that the job it is made for is not taken for a waiting one.
    // The new thread waits for the mutex, which the caller holds until `*self` is in place.
    *self = std::thread([this, self] { work(self); });
    ++idle_;
    return true;
  } catch (const std::system_error&) {  // the system has no thread to give
    threads_.erase(self);
    return false;
  }
}

void WorkerPool::work(Threads::iterator self) {
  block_signals_in_this_thread();
  std::unique_lock lock(mutex_);
  while (true) {
    const bool woken = job_came_.wait_for(lock, limits_.idle_time_max,
                                          [this] { return stopped_ || !jobs_.empty(); });
    --idle_;
    if (!woken || jobs_.empty()) break;
    auto job = std::move(jobs_.front());
    jobs_.pop_front();
    lock.unlock();
    job();
    job = nullptr;  // what it holds may be costly to free
    lock.lock();
    ++idle_;
  }
  ended_.splice(ended_.end(), threads_, self);
  thread_ended_.notify_all();
}

void WorkerPool::join_ended(std::unique_lock<std::mutex>& lock) {
  while (!ended_.empty()) {
    Threads to_join;
    to_join.swap(ended_);
    lock.unlock();
    for (auto& thread : to_join) thread.join();
    lock.lock();
  }
}

void WorkerPool::stop() {
  std::unique_lock lock(mutex_);
  stopped_ = true;
  job_came_.notify_all();
  thread_ended_.wait(lock, [this] { return threads_.empty(); });
  join_ended(lock);
}

std::size_t WorkerPool::thread_count() const {
  const std::lock_guard lock(mutex_);
  return threads_.size();
}

}  // namespace lotusbox::net
