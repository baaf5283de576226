#include "net/worker_pool.h"

#include <doctest/doctest.h>

#include <atomic>
#include <future>

namespace lotusbox::net {
namespace {

using std::chrono::milliseconds;

TEST_CASE("threads come with the work and go without it") {
  WorkerPool pool({.threads_max = 3, .queue_max = 2, .idle_time_max = milliseconds(30)});
  CHECK(pool.thread_count() == 0);
  std::promise<void> open;
  const auto gate = open.get_future().share();
  std::atomic<int> done = 0;
  const auto job = [&done, gate] {
    gate.wait_for(std::chrono::seconds(5));
    ++done;
  };
  for (int i = 0; i < 5; ++i) CHECK(pool.run(job));
  CHECK(pool.thread_count() == 3);
  CHECK_FALSE(pool.run(job));  // three run, two wait
  open.set_value();
  for (int i = 0; i < 500 && pool.thread_count() != 0; ++i) {
    std::this_thread::sleep_for(milliseconds(10));
  }
  CHECK(pool.thread_count() == 0);
  CHECK(done == 5);
  CHECK(pool.run(job));
  pool.stop();
  CHECK(done == 6);
  CHECK_FALSE(pool.run(job));
}

TEST_CASE("every job that was taken is done, whoever stops when") {
  for (int round = 0; round < 50; ++round) {
    std::atomic<int> taken = 0;
    std::atomic<int> done = 0;
    WorkerPool pool({.threads_max = 4, .queue_max = 100, .idle_time_max = milliseconds(1)});
    std::thread other([&] {
      for (int i = 0; i < 100; ++i) taken += pool.run([&done] { ++done; }) ? 1 : 0;
    });
    for (int i = 0; i < 20; ++i) taken += pool.run([&done] { ++done; }) ? 1 : 0;
    pool.stop();
    other.join();
    CHECK(taken == done);
  }
}

}  // namespace
}  // namespace lotusbox::net
