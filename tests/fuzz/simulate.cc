// Millions of random commands against the domain: simulate [SEED [COMMANDS]]. Each seed is a world
// of its own; every invariant is checked as the walk goes, and some walks are done twice and must
// give the same world. A failure aborts and names its seed: `simulate SEED 1` repeats that walk.
#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/check.h"
#include "base/text.h"
#include "core/run/invariants.h"
#include "support/builders.h"
#include "support/walk.h"
#include "support/world_dump.h"

using namespace lotusbox;
using namespace lotusbox::test;

namespace {

constexpr int kCommandsPerWorld = 1000;
constexpr int kCheckEvery = 50;   ///< commands between two looks at the whole world
constexpr int kRepeatEvery = 20;  ///< worlds of which one is walked twice
constexpr std::int64_t kProgressEvery = 500000;

thread_local std::uint64_t seed_under_way = 0;

/// A check that fails aborts: this says on which seed.
void name_the_seed(int /*signal*/) {
  std::fprintf(stderr, "in the walk of seed %llu\n",
               static_cast<unsigned long long>(seed_under_way));
}

World walked(std::uint64_t seed, Coverage& coverage) {
  World world = new_world(kStart, seed);
  Walk walk(seed);
  for (int i = 0; i < kCommandsPerWorld; ++i) {
    Move move{walk.next(world), Seconds(0)};
    if (!move.command) move.pause = walk.pause();
    apply(world, move, coverage);
    if (i % kCheckEvery == 0) check_world(world);
  }
  check_world(world);
  return world;
}

/// What all threads share: the next seed, and what was seen so far.
class Simulation {
 public:
  Simulation(std::uint64_t seed, std::int64_t worlds)
      : seed_(seed), worlds_(worlds), rows_(row_count()) {}

  void run() {
    for (std::int64_t i = next_++; i < worlds_; i = next_++) {
      const std::uint64_t seed = seed_ + static_cast<std::uint64_t>(i);
      seed_under_way = seed;
      Coverage coverage;
      const World world = walked(seed, coverage);
      if (i % kRepeatEvery == 0) {
        LOTUSBOX_CHECK(dump(walked(seed, coverage)) == dump(world), "one seed gives two worlds");
      }
      note(coverage, world.events.size());
    }
  }

  void print() const {
    std::size_t met = 0;
    std::string missed;
    for (std::uint16_t i = 0; i < rows_.size(); ++i) {
      met += rows_[i] ? 1U : 0U;
      if (!rows_[i]) missed += " " + std::string(row_of_ordinal(i).id);
    }
    std::printf("seeds %llu to %llu: %lld commands, %zu events, %zu of %zu rows; not met:%s\n",
                static_cast<unsigned long long>(seed_),
                static_cast<unsigned long long>(seed_ + static_cast<std::uint64_t>(worlds_) - 1),
                static_cast<long long>(worlds_ * kCommandsPerWorld), events_, met, rows_.size(),
                missed.empty() ? " none" : missed.c_str());
  }

 private:
  void note(const Coverage& coverage, std::size_t events) {
    const std::lock_guard lock(mutex_);
    events_ += events;
    for (std::uint16_t i = 0; i < rows_.size(); ++i) rows_[i] = rows_[i] || coverage.row(i) > 0;
    const std::int64_t before = done_;
    done_ += kCommandsPerWorld;
    if (before / kProgressEvery == done_ / kProgressEvery) return;
    std::fprintf(stderr, "%lld commands\n", static_cast<long long>(done_));
  }

  const std::uint64_t seed_;
  const std::int64_t worlds_;
  std::atomic<std::int64_t> next_{0};
  std::mutex mutex_;
  std::vector<bool> rows_;
  std::size_t events_ = 0;
  std::int64_t done_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  const auto seed = parse_integer(argc > 1 ? argv[1] : "1");
  const auto commands = parse_integer(argc > 2 ? argv[2] : "1000000");
  if (argc > 3 || !seed || *seed < 0 || !commands || *commands < 1) {
    std::fputs("usage: simulate [SEED [COMMANDS]], whole numbers; 1 and 1000000 unless told\n",
               stderr);
    return 1;
  }
  const std::int64_t worlds = (*commands + kCommandsPerWorld - 1) / kCommandsPerWorld;
  Simulation simulation(static_cast<std::uint64_t>(*seed), worlds);
  std::signal(SIGABRT, name_the_seed);
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i) {
    threads.emplace_back([&] { simulation.run(); });
  }
  for (std::thread& thread : threads) thread.join();
  simulation.print();
  return 0;
}
