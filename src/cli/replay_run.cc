#include "cli/replay_run.h"

#include <pthread.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <thread>

#include "cli/terminal.h"

namespace lotusbox::cli {

namespace {

using scenario::RunResult;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kLongRun{500};          // from here on progress is worth showing
constexpr milliseconds kGrace{2000};           // for scripts that run when we are interrupted
constexpr milliseconds kAnyTime{60 * 60'000};  // until something happens

/// What the threads share; each of them keeps it alive.
struct Shared {
  RunPlan plan;
  pthread_t waiting{};
  std::mutex mutex;
  std::vector<RunResult> results;
  std::size_t next = 0;
  std::size_t done = 0;
  std::size_t threads = 0;
  std::string stop_because;

  bool take(std::size_t& index) {
    const std::lock_guard lock(mutex);
    if (!stop_because.empty() || next == plan.scripts.size()) return false;
    index = next++;
    return true;
  }
  void put(std::size_t index, RunResult result) {
    const std::lock_guard lock(mutex);
    const bool failed = !result.passed();
    results[index] = std::move(result);
    ++done;
    if (failed && plan.fail_fast) stop_because = "not run: --fail-fast, and one before it failed";
  }
  void stop(std::string why) {
    const std::lock_guard lock(mutex);
    if (stop_because.empty()) stop_because = std::move(why);
  }
};

void work(const std::shared_ptr<Shared>& shared) {
  std::size_t index = 0;
  while (shared->take(index)) {
    const auto start = Clock::now();
    RunResult result = shared->plan.run(shared->plan.scripts[index]);
    result.took_ms = std::chrono::duration_cast<milliseconds>(Clock::now() - start).count();
    shared->put(index, std::move(result));
    pthread_kill(shared->waiting, SIGUSR1);
  }
  const std::lock_guard lock(shared->mutex);
  --shared->threads;
  pthread_kill(shared->waiting, SIGUSR1);
}

/// One line that is written over and at last erased.
class Progress {
 public:
  explicit Progress(std::size_t all) : all_(all), wanted_(isatty(STDERR_FILENO) == 1) {}
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() {
    if (shown_) std::fputs("\r\x1b[K", stderr);
  }
  void show(std::size_t done) {
    if (!wanted_ || Clock::now() - start_ < kLongRun) return;
    std::fprintf(stderr, "\r\x1b[K%zu of %zu", done, all_);
    shown_ = true;
  }

 private:
  std::size_t all_;
  bool wanted_;
  bool shown_ = false;
  Clock::time_point start_ = Clock::now();
};

/// Returns when all threads have ended, or will not in time; tells the signal that came, or 0.
int wait_for_all(Shared& shared, const HeldSignals& signals) {
  Progress progress(shared.plan.scripts.size());
  int interrupted_by = 0;
  Clock::time_point deadline;
  for (;;) {
    {
      const std::lock_guard lock(shared.mutex);
      if (shared.threads == 0) return interrupted_by;
      progress.show(shared.done);
    }
    const auto left = std::chrono::duration_cast<milliseconds>(deadline - Clock::now());
    const int signal =
        signals.wait(interrupted_by == 0 ? kAnyTime : std::max(left, milliseconds(0)));
    const bool again = interrupted_by != 0 && signal != SIGUSR1;  // time is up, or told twice
    if (again) return interrupted_by;
    if (signal != SIGINT && signal != SIGTERM) continue;
    interrupted_by = signal;
    deadline = Clock::now() + kGrace;
    shared.stop(signal == SIGINT ? "not run: interrupted by SIGINT"
                                 : "not run: interrupted by SIGTERM");
  }
}

}  // namespace

RunEnd run_all(RunPlan plan, const HeldSignals& signals) {
  const auto shared = std::make_shared<Shared>();
  shared->plan = std::move(plan);
  shared->waiting = pthread_self();
  for (const auto& script : shared->plan.scripts) {
    shared->results.push_back(scenario::not_run(script, "not run"));
  }
  shared->threads = std::clamp<std::size_t>(shared->plan.jobs, 1,
                                            std::max<std::size_t>(1, shared->results.size()));
  std::vector<std::thread> threads;
  for (std::size_t i = shared->threads; i > 0; --i) threads.emplace_back(work, shared);
  RunEnd end;
  end.signal = wait_for_all(*shared, signals);
  {
    const std::lock_guard lock(shared->mutex);
    end.threads_left = shared->threads > 0;
    end.results = shared->results;
    for (RunResult& result : end.results) {
      if (result.skipped() && !shared->stop_because.empty()) result.not_run = shared->stop_because;
    }
  }
  for (std::thread& thread : threads) end.threads_left ? thread.detach() : thread.join();
  return end;
}

}  // namespace lotusbox::cli
