// Lives of whole sandboxes: simulate [SEED [STEPS|HOURSh]] [--all], or simulate --play SEED FILE.
// Each seed is a life of its own, on one thread; the same seed gives the same answers to the byte,
// which the last line but one sums up. A life that fails is shortened and printed as steps.
#include <sys/mman.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "base/check.h"
#include "base/text.h"
#include "simulate/product.h"
#include "simulate/shorten.h"
#include "support/journals.h"

using namespace lotusbox;
using namespace lotusbox::simulate;

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t kStepsPerLife = 400;
constexpr int kDay = 86400;

struct Wish {
  std::uint64_t seed = 1;
  std::int64_t steps = 20000;
  double hours = 0;  ///< 0: by steps
  bool in_full = false;
};

/// What a child leaves behind when it is aborted.
std::uint64_t& shared_seed() {
  void* memory = ::mmap(nullptr, sizeof(std::uint64_t), PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  LOTUSBOX_CHECK(memory != MAP_FAILED, "memory to share with a child");
  return *static_cast<std::uint64_t*>(memory);
}

std::string all_lives(const Wish& wish, const std::string& file, std::uint64_t& at) {
  Tally tally;
  std::uint64_t sum = 0;
  std::int64_t lives = 0;
  const auto start = Clock::now();
  const auto passed = [&] { return std::chrono::duration<double>(Clock::now() - start).count(); };
  const auto goes_on = [&] {
    return wish.hours > 0 ? passed() < wish.hours * 3600
                          : lives * static_cast<std::int64_t>(kStepsPerLife) < wish.steps;
  };
  for (; goes_on(); ++lives) {
    at = wish.seed + static_cast<std::uint64_t>(lives);
    std::uint64_t hash = 0;
    std::string wrong = live(at, steps_of(at, kStepsPerLife), file, tally, hash);
    if (!wrong.empty()) return wrong;
    sum = (sum ^ hash) * 1099511628211U;
    if (lives % 100 == 99) std::fprintf(stderr, "%lld lives\n", static_cast<long long>(lives + 1));
  }
  tally.print(wish.in_full);
  std::printf("%lld lives of %zu steps, hash %016llx\n", static_cast<long long>(lives),
              kStepsPerLife, static_cast<unsigned long long>(sum));
  std::fprintf(stderr, "%.1f s, %.0f calls a minute\n", passed(),
               static_cast<double>(tally.commands) * 60 / passed());
  std::printf("1 passed, 0 failed\n");
  std::fflush(stdout);
  return {};
}

int print_failure(std::uint64_t seed, const std::string& wrong, const std::string& file) {
  const std::vector<Step> steps = steps_of(seed, kStepsPerLife);
  const auto some = [&](const std::vector<std::size_t>& indexes) {
    std::vector<Step> chosen;
    for (const std::size_t index : indexes) chosen.push_back(steps[index]);
    return chosen;
  };
  // What went wrong, without the ids in it, which differ when steps are left out.
  const auto kind_of = [](const std::string& said) {
    return said.substr(0, said.find_first_of("\n:#0123456789"));
  };
  std::string last = wrong;
  const auto kept = shortened(steps.size(), [&](const std::vector<std::size_t>& indexes) {
    const std::string said = tried([&] {
      Tally tally;
      std::uint64_t hash = 0;
      return live(seed, some(indexes), file, tally, hash);
    });
    if (said.empty() || kind_of(said) != kind_of(wrong)) return false;
    last = said;
    return true;
  });
  std::printf("seed %llu: %s\nof its steps these are enough (simulate --play %llu FILE):\n",
              static_cast<unsigned long long>(seed), last.c_str(),
              static_cast<unsigned long long>(seed));
  for (const Step& step : some(kept)) std::printf("%s\n", told(step).c_str());
  std::printf("0 passed, 1 failed\n");
  return 1;
}

int play(std::uint64_t seed, const char* name, const std::string& file) {
  std::ifstream in(name);
  std::vector<Step> steps;
  for (std::string line; std::getline(in, line);) {
    if (const auto step = read_step(line)) steps.push_back(*step);
  }
  Tally tally;
  std::uint64_t hash = 0;
  const std::string wrong = live(seed, steps, file, tally, hash);
  std::printf("%zu steps, hash %016llx\n%s\n", steps.size(), static_cast<unsigned long long>(hash),
              wrong.empty() ? "1 passed, 0 failed" : wrong.c_str());
  return wrong.empty() ? 0 : 1;
}

int refuse() {
  std::fputs(
      "usage: simulate [SEED [STEPS|HOURSh]] [--all], whole numbers; 1 and 20000 unless told\n"
      "       simulate --play SEED FILE\n",
      stderr);
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  const test::TempFolder folder;
  const std::string file = folder.file("journal.db");
  std::vector<std::string> words(argv + 1, argv + argc);
  Wish wish;
  if (!words.empty() && words[0] == "--play") {
    const auto seed = parse_integer(words.size() == 3 ? words[1] : "");
    return seed ? play(static_cast<std::uint64_t>(*seed), words[2].c_str(), file) : refuse();
  }
  if (!words.empty() && words.back() == "--all") {
    wish.in_full = true;
    words.pop_back();
  }
  if (!words.empty()) {
    const auto seed = parse_integer(words[0]);
    if (!seed || *seed < 0) return refuse();
    wish.seed = static_cast<std::uint64_t>(*seed);
  }
  if (words.size() > 1) {
    const bool hours = words[1].ends_with("h");
    const auto number = parse_integer(hours ? words[1].substr(0, words[1].size() - 1) : words[1]);
    if (!number || *number < 1 || words.size() > 2) return refuse();
    if (hours) wish.hours = static_cast<double>(*number);
    wish.steps = *number;
  }
  std::uint64_t& seed = shared_seed();
  const std::string wrong = tried([&] { return all_lives(wish, file, seed); },
                                  std::max(1, static_cast<int>(wish.hours) + 1) * kDay);
  return wrong.empty() ? 0 : print_failure(seed, wrong, file);
}
