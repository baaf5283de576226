// Random commands against the domain: simulate_core [SEED [COMMANDS [--all]]]. Each seed is a world
// of its own. The model of the pages says what must come of each command, every invariant is
// checked as the walk goes, and some walks are done twice and must give the same world. A walk that
// fails is shortened and printed.
#include <sys/mman.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/check.h"
#include "base/text.h"
#include "simulate/core_walk.h"
#include "simulate/shorten.h"

using namespace lotusbox;
using namespace lotusbox::simulate;

namespace {

constexpr int kCommandsPerWorld = 1000;
constexpr int kRepeatEvery = 20;  ///< worlds of which one is walked twice
constexpr std::int64_t kProgressEvery = 500000;

/// What a child leaves behind when it is aborted: the seeds that its threads were at.
struct Trail {
  static constexpr std::size_t kThreads = 64;
  std::atomic<std::uint64_t> seed[kThreads];
};

class Simulation {
 public:
  Simulation(std::uint64_t seed, std::int64_t worlds, Trail& trail)
      : seed_(seed), worlds_(worlds), trail_(trail) {}

  void run(std::size_t thread) {
    Tally tally;
    for (std::int64_t i = next_++; i < worlds_ && !failed_; i = next_++) {
      const std::uint64_t seed = seed_ + static_cast<std::uint64_t>(i);
      trail_.seed[thread] = seed;
      std::vector<test::Move> moves;
      std::string wrong = walk(seed, kCommandsPerWorld, moves, tally);
      if (wrong.empty() && i % kRepeatEvery == 0 &&
          world_hash(seed, moves) != world_hash(seed, moves)) {
        wrong = "one seed gives two worlds";
      }
      if (!wrong.empty()) fail(seed);
      const std::int64_t before = done_.fetch_add(kCommandsPerWorld);
      if (before / kProgressEvery != (before + kCommandsPerWorld) / kProgressEvery) {
        std::fprintf(stderr, "%lld commands\n", static_cast<long long>(before + kCommandsPerWorld));
      }
    }
    const std::lock_guard lock(mutex_);
    tally_.add(tally);
  }

  [[nodiscard]] const Tally& tally() const { return tally_; }
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  void fail(std::uint64_t seed) {
    const std::lock_guard lock(mutex_);
    if (!failed_) trail_.seed[0] = seed;
    failed_ = true;
  }

  const std::uint64_t seed_;
  const std::int64_t worlds_;
  Trail& trail_;
  std::atomic<std::int64_t> next_{0}, done_{0};
  std::atomic<bool> failed_{false};
  std::mutex mutex_;
  Tally tally_;
};

/// All that is shared with a child must lie here.
template <class T>
T& shared() {
  void* memory =
      ::mmap(nullptr, sizeof(T), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  LOTUSBOX_CHECK(memory != MAP_FAILED, "memory to share with a child");
  return *new (memory) T();
}

/// The moves of a walk that fails: by an abort, they can be told only before the last is done.
bool print_failure(std::uint64_t seed) {
  auto& begun = shared<std::uint64_t>();
  const std::string wrong = tried([&] {
    Tally tally;
    std::vector<test::Move> moves;
    return walk(seed, kCommandsPerWorld, moves, tally, &begun);
  });
  if (wrong.empty()) return false;
  std::vector<test::Move> moves;
  Tally tally;
  const bool aborts = wrong.starts_with("ended by");
  // Without the move that aborts, which Walk still says when the others are done.
  static_cast<void>(walk(seed, static_cast<int>(begun) - (aborts ? 1 : 0), moves, tally));
  const auto some = [&](const std::vector<std::size_t>& indexes) {
    std::vector<test::Move> chosen;
    for (const std::size_t index : indexes) chosen.push_back(moves[index]);
    return chosen;
  };
  std::printf("seed %llu, move %llu: %s\n", static_cast<unsigned long long>(seed),
              static_cast<unsigned long long>(begun), wrong.c_str());
  if (aborts) return true;
  const auto kept = shortened(moves.size(), [&](const std::vector<std::size_t>& indexes) {
    return tried([&] {
             Tally trial;
             return run_moves(seed, some(indexes), trial);
           }) == wrong;
  });
  std::printf("%zu of its moves are enough:\n", kept.size());
  for (const test::Move& move : some(kept)) std::printf("  %s\n", told(move).c_str());
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  const bool in_full = argc > 1 && std::string_view(argv[argc - 1]) == "--all";
  argc -= in_full ? 1 : 0;
  const auto seed = parse_integer(argc > 1 ? argv[1] : "1");
  const auto commands = parse_integer(argc > 2 ? argv[2] : "1000000");
  if (argc > 3 || !seed || *seed < 0 || !commands || *commands < 1) {
    std::fputs("usage: simulate_core [SEED [COMMANDS]] [--all], 1 and 1000000 unless told\n",
               stderr);
    return 1;
  }
  const std::int64_t worlds = (*commands + kCommandsPerWorld - 1) / kCommandsPerWorld;
  auto& trail = shared<Trail>();
  const std::size_t cores = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 8);
  const std::string wrong = tried(
      [&]() -> std::string {
        Simulation simulation(static_cast<std::uint64_t>(*seed), worlds, trail);
        const auto start = std::chrono::steady_clock::now();
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < cores; ++i) threads.emplace_back([&, i] { simulation.run(i); });
        for (std::thread& thread : threads) thread.join();
        if (simulation.failed()) return "a walk failed";
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        simulation.tally().print(in_full);
        std::printf("%.1f s on %zu threads\n1 passed, 0 failed\n", took.count(), cores);
        std::fflush(stdout);
        return {};
      },
      86400);
  if (wrong.empty()) return 0;
  for (std::size_t i = 0; i < cores; ++i) {
    if (print_failure(trail.seed[i])) break;
  }
  std::printf("%s\n0 passed, 1 failed\n", wrong.c_str());
  return 1;
}
