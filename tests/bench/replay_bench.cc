// How many of the shipped scenarios run in a second, in process: the sandbox is made once, every
// scenario has a world of its own. Shows the slowest ones, which are what a goal missed is about.
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "base/check.h"
#include "goals.h"
#include "sandbox/drivers.h"
#include "scenario/files.h"
#include "scenario/runner.h"
#include "scenario/verbs.h"

namespace lotusbox::bench {
namespace {

constexpr int kRounds = 3;
constexpr std::size_t kSlowestShown = 5;

using scenario::Script;

std::vector<Script> load(const std::string& folder) {
  std::vector<Script> scripts;
  auto files = scenario::find_scenarios({folder});
  LOTUSBOX_CHECK(files.ok(), folder);
  for (const std::string& file : *files) {
    auto script = scenario::load_script(file, scenario::read_file(file).value());
    LOTUSBOX_CHECK(script.ok(), file);
    scripts.push_back(std::move(*script));
  }
  return scripts;
}

bool opens_sockets(const Script& script) {
  return std::any_of(script.blocks.begin(), script.blocks.end(), [](const scenario::Block& block) {
    return block.verb.find("receiver") != std::string::npos ||
           block.verb.find("webhook") != std::string::npos;
  });
}

struct Timing {
  const Script* script = nullptr;
  std::vector<double> seconds;
  bool passed = true;
};

struct Runs {
  std::vector<Timing> timings;
  double processor_seconds = 0;  ///< of one round
};

Runs run_all(const std::vector<Script>& scripts) {
  std::vector<Timing> timings;
  for (const Script& script : scripts) timings.push_back({&script, {}, true});
  const double start = processor_seconds();
  for (int round = 0; round < kRounds; ++round) {
    const auto sandbox = Sandbox::make({});
    for (Timing& timing : timings) {
      timing.seconds.push_back(seconds_of([&] {
        InProcessDriver driver(*sandbox.value());
        timing.passed = scenario::run(*timing.script, driver).passed() && timing.passed;
      }));
    }
  }
  return {std::move(timings), (processor_seconds() - start) / kRounds};
}

/// Scenarios a second, each at the median of its rounds.
double rate(const std::vector<const Timing*>& timings) {
  double sum = 0;
  for (const Timing* timing : timings) sum += median(timing->seconds);
  return sum > 0 ? static_cast<double>(timings.size()) / sum : 0;
}

void print_slowest(std::vector<const Timing*> timings) {
  std::sort(timings.begin(), timings.end(), [](const Timing* left, const Timing* right) {
    return median(left->seconds) > median(right->seconds);
  });
  std::puts("\nslowest, ms:");
  for (std::size_t i = 0; i < std::min(kSlowestShown, timings.size()); ++i) {
    std::printf("%8.2f  %s  %s\n", median(timings[i]->seconds) * 1000,
                timings[i]->script->id.c_str(), timings[i]->script->title.c_str());
  }
}

int run(const std::string& folder) {
  const std::vector<Script> scripts = load(folder);
  const Runs runs = run_all(scripts);
  std::vector<const Timing*> all;
  std::vector<const Timing*> quiet;
  double failed = 0;
  for (const Timing& timing : runs.timings) {
    all.push_back(&timing);
    if (!opens_sockets(*timing.script)) quiet.push_back(&timing);
    if (!timing.passed) ++failed;
  }
  Figures figures;
  figures.at_least("P8", "shipped scenarios", rate(all), "/s", 2000);
  figures.note("those that receive no webhooks", rate(quiet), "/s");
  figures.note("a second of processor time, all",
               static_cast<double>(all.size()) / runs.processor_seconds, "/s");
  figures.note("scenarios", static_cast<double>(all.size()), "");
  figures.note("of them failed", failed, "");
  figures.print();
  print_slowest(all);
  return 0;
}

}  // namespace
}  // namespace lotusbox::bench

/// Argument: the folder of scenarios.
int main(int argument_count, char** arguments) {
  return lotusbox::bench::run(argument_count > 1 ? arguments[1] : "scenarios");
}
