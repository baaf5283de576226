// What the core costs in seconds of one core, whoever else uses the machine: cycles of amend and
// accept with and without their events rendered, memory, a week that passes over many live links,
// forks and fresh worlds.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "engine/engine.h"
#include "goals.h"
#include "population.h"
#include "sandbox/internals.h"
#include "wire/json_shapes.h"

namespace lotusbox::bench {
namespace {

constexpr int kRounds = 3;
constexpr std::uint32_t kFew = 10'000;
constexpr std::uint32_t kMany = 1'000'000;
constexpr Seconds kWeek{7 * 86400};

std::size_t resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  std::size_t pages = 0;
  std::size_t resident = 0;
  statm >> pages >> resident;
  return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

/// Renders the events from `first` on; returns the bytes that came out.
std::size_t render_events(const World& world, std::size_t first) {
  const LinkNames names(1);
  const wire::View view{world, names, 1, "http://127.0.0.1:5688"};
  std::size_t bytes = 0;
  for (std::size_t i = first; i < world.events.size(); ++i) {
    JsonWriter out;
    wire::write_event(out, view, EventId{static_cast<std::uint32_t>(i)});
    bytes += out.take().size();
  }
  return bytes;
}

double cycles_per_second(Population& people, std::uint64_t count) {
  return static_cast<double>(count) / processor_seconds_of([&] { people.run_cycles(count); });
}

double rendered_cycles_per_second(Population& people, std::uint64_t count) {
  const double seconds = processor_seconds_of([&] {
    for (std::uint64_t i = 0; i < count; ++i) {
      const std::size_t first = people.world().events.size();
      people.run_cycles(1);
      use(render_events(people.world(), first));
    }
  });
  return static_cast<double>(count) / seconds;
}

void measure_cycles(Population& few, Population& many, Figures& figures) {
  std::vector<double> at_few;
  std::vector<double> at_many;
  std::vector<double> rendered_few;
  std::vector<double> rendered_many;
  for (int round = 0; round < kRounds; ++round) {
    at_few.push_back(cycles_per_second(few, 300'000));
    at_many.push_back(cycles_per_second(many, 300'000));
    rendered_few.push_back(rendered_cycles_per_second(few, 100'000));
    rendered_many.push_back(rendered_cycles_per_second(many, 100'000));
  }
  figures.at_least("P4", "amend and accept, 10,000 mandates", median(at_few), "/s", 1'000'000);
  figures.at_least("P4", "amend and accept, 1,000,000 mandates", median(at_many), "/s", 300'000);
  figures.at_least("P4", "the same, events rendered, 10,000", median(rendered_few), "/s", 200'000);
  figures.note("the same, events rendered, 1,000,000", median(rendered_many), "/s");
  const std::size_t events = few.world().events.size();
  const std::size_t last = events - 10'000;
  std::size_t bytes = 0;
  const double seconds = processor_seconds_of([&] { bytes = render_events(few.world(), last); });
  figures.note("events rendered by themselves", static_cast<double>(events - last) / seconds, "/s");
  figures.note("bytes of a rendered event",
               static_cast<double>(bytes) / static_cast<double>(events - last), "B");
}

/// One live link on every mandate, then the week passes. Returns the seconds of the advance.
double advance_over(Population& people, const World& base) {
  World world = base;
  for (std::uint32_t i = 0; i < people.size(); ++i) people.amend(world, people.scattered(i));
  Coverage coverage;
  AdvanceReport report;
  const double seconds =
      processor_seconds_of([&] { report = advance(world, world.now + kWeek, coverage); });
  LOTUSBOX_CHECK(report.fired_count == people.size(), "every link lapses");
  return seconds;
}

void measure_advance(Population& tenth, Population& many, Figures& figures) {
  // What earlier cycles left in the queue of timers is not part of this.
  Coverage coverage;
  for (Population* people : {&tenth, &many}) {
    advance(people->world(), people->world().now + kWeek, coverage);
  }
  std::vector<double> over_tenth;
  std::vector<double> over_many;
  for (int round = 0; round < kRounds; ++round) {
    over_tenth.push_back(advance_over(tenth, tenth.world()));
    over_many.push_back(advance_over(many, many.world()));
  }
  const double growth = median(over_many) / median(over_tenth);
  constexpr double kLogarithmic = 10 * 20.0 / 16.6;  // 10 times n, log2 of 1,000,000 and 100,000
  figures.note("a week over 100,000 live links", median(over_tenth), "s");
  figures.at_most("P6", "a week over 1,000,000 live links", median(over_many), "s", 1.5);
  figures.at_most("P6", "growth from 100,000 to 1,000,000", growth, "times", kLogarithmic);
}

void measure_memory(const World& world, std::size_t before, Figures& figures) {
  const auto count = static_cast<double>(world.mandates.size());
  const auto resident = static_cast<double>(resident_bytes() - before);
  constexpr double kGibibyte = 1024.0 * 1024 * 1024;
  figures.at_most("P5", "1,000,000 mandates from sources, resident", resident / kGibibyte, "GiB",
                  1.2);
  figures.at_most("P5", "record of a mandate: Mandate and Terms",
                  static_cast<double>(sizeof(Mandate) + sizeof(Terms)), "B", 300);
  figures.note("resident a mandate, all that belongs to it", resident / count, "B");
  figures.note("its texts", static_cast<double>(world.texts.bytes()) / count, "B");
  figures.note("its events", static_cast<double>(world.events.size()) / count, "");
}

void print_sizes() {
  std::printf(
      "\nbytes a row: Mandate %zu (State %zu), Terms %zu, Source %zu (State %zu), "
      "Customer %zu (State %zu),\n  BankAccount %zu, ManagementRequest %zu, Link %zu, "
      "Event %zu, Timer %zu, Delivery %zu, World %zu\n",
      sizeof(Mandate), sizeof(Mandate::State), sizeof(Terms), sizeof(Source), sizeof(Source::State),
      sizeof(Customer), sizeof(Customer::State), sizeof(BankAccount), sizeof(ManagementRequest),
      sizeof(Link), sizeof(Event), sizeof(Timer), sizeof(Delivery), sizeof(World));
}

constexpr double kMicroseconds = 1e6;

/// Microseconds of one call, over enough calls that the clock does not matter.
template <class Work>
double microseconds_of(int calls, Work&& work) {
  const double seconds = processor_seconds_of([&] {
    for (int i = 0; i < calls; ++i) work(i);
  });
  return seconds * kMicroseconds / calls;
}

void measure_worlds(const std::shared_ptr<const Reference>& reference, Figures& figures) {
  Population people(reference, 1000);
  people.run_cycles(2000);
  EngineOptions options;
  options.reference = reference;
  options.start = people.world().now;
  options.wall_ms = [] { return std::int64_t{0}; };
  std::vector<double> forks;
  std::vector<double> written;
  std::vector<double> fresh;
  for (int round = 0; round < kRounds; ++round) {
    forks.push_back(microseconds_of(2000, [&](int) {
      const World fork = people.world();
      use(fork.mandates.size());
    }));
    written.push_back(microseconds_of(500, [&](int i) {
      World fork = people.world();
      people.amend(fork, people.scattered(static_cast<std::uint64_t>(i)));
    }));
    Engine engine(options);
    fresh.push_back(microseconds_of(5000, [&](int i) {
      use(engine.open("sk_test_" + std::to_string(i))->world.mandates.size());
    }));
  }
  figures.at_most("P7", "fork of a world with 1,000 mandates", median(forks), "us", 300);
  figures.note("the same and an amend in the fork", median(written), "us");
  figures.at_most("P7", "a fresh world, opened by its key", median(fresh), "us", 50);
}

int run() {
  const auto reference = std::make_shared<const Reference>(wire::built_in_reference());
  Figures figures;
  const std::size_t before = resident_bytes();
  std::unique_ptr<Population> many;
  const double seconds =
      processor_seconds_of([&] { many = std::make_unique<Population>(reference, kMany); });
  const std::size_t with_ids = before + kMany * sizeof(std::string);  // of the benchmark
  measure_memory(many->world(), with_ids, figures);
  figures.note("sources made and accepted", kMany / seconds, "/s");
  Population few(reference, kFew);
  measure_cycles(few, *many, figures);
  Population tenth(reference, kMany / 10);
  measure_advance(tenth, *many, figures);
  measure_worlds(reference, figures);
  figures.print();
  print_sizes();
  return 0;
}

}  // namespace
}  // namespace lotusbox::bench

int main() { return lotusbox::bench::run(); }
