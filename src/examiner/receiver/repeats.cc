// What a receiver does with an event that comes again.
#include <algorithm>

#include "examiner/receiver/catalogue.h"
#include "scenario/state.h"

namespace lotusbox::examiner {

namespace {

/// A status that changes, money that comes in, and money that is paid out.
constexpr const char* kKinds[] = {"mandate.active", "ach_debit.confirmed", "settlement.settled"};
constexpr int kAttempts = 8;
constexpr int kRounds = 3;
constexpr int kLaterAttempt = 4;  // the one that comes more than half an hour later

Finding accepted(Bench& bench) {
  std::string wrong;
  for (const char* type : {"mandate.active", "customer.active"}) {
    for (int attempt = 1; attempt <= 3; ++attempt) {
      const Came came = bench.deliver(bench.first(type), attempt);
      if (!came.good()) {
        wrong += std::string(type) + ", time " + std::to_string(attempt) + ": " + told(came) + "\n";
      }
    }
  }
  return wrong.empty() ? Finding::good() : Finding::bad(wrong);
}

Finding same_after(const std::string& once, const std::string& now, const std::string& when) {
  if (once == now) return Finding::good();
  return Finding::bad(scenario::tell_differences(once, now, "after one delivery", when));
}

Finding ignored(Bench& bench) {
  for (const char* type : kKinds) {
    const StoryEvent& event = bench.first(type);
    bench.deliver(event);
    const std::string once = bench.state();
    bench.deliver(event);
    Finding found = same_after(once, bench.state(), "after the same body again");
    if (!found.wrong.empty()) return found;
    // A later attempt has an IV of its own, and so another body.
    bench.deliver(event, 2);
    found = same_after(once, bench.state(), "after its second attempt");
    if (!found.wrong.empty()) return found;
  }
  return Finding::good();
}

Finding together(Bench& bench) {
  std::string wrong;
  for (const char* type : {"mandate.active", "mandate.cancelled", "ach_debit.confirmed"}) {
    const StoryEvent& event = bench.first(type);
    bench.reset();
    bench.deliver(event);
    const std::string once = bench.state();
    for (int round = 0; round < kRounds && wrong.empty(); ++round) {
      bench.reset();
      bool taken = false;
      for (const Came& came : bench.deliver_together(event, 2)) taken = taken || came.good();
      if (!taken) wrong += std::string(type) + ": neither of the two was answered with 2xx\n";
      wrong += scenario::tell_differences(once, bench.state(), "after one delivery",
                                          "after two at the same moment");
    }
  }
  return wrong.empty() ? Finding::good() : Finding::bad(wrong);
}

Finding an_hour_later(Bench& bench) {
  const auto& events = bench.story().events;
  std::vector<const StoryEvent*> first;
  for (const char* type : kKinds) first.push_back(&bench.first(type));
  for (const StoryEvent* event : first) bench.deliver(*event);
  for (const StoryEvent& other : events) {
    if (std::find(first.begin(), first.end(), &other) == first.end()) bench.deliver(other);
    if (bench.line().stopped()) return Finding::good();
  }
  const std::string once = bench.state();
  for (const StoryEvent* event : first) {
    const Came came = bench.deliver(*event, kLaterAttempt);
    if (!came.good()) return Finding::bad("the later attempt: " + told(came));
  }
  return same_after(
      once, bench.state(),
      "after it came again behind " + std::to_string(events.size() - first.size()) + " others");
}

Finding eight_attempts(Bench& bench) {
  for (const char* type : kKinds) {
    const StoryEvent& event = bench.first(type);
    std::string once;
    for (int attempt = 1; attempt <= kAttempts; ++attempt) {
      const Came came = bench.deliver(event, attempt);
      if (!came.good()) {
        return Finding::bad("attempt " + std::to_string(attempt) + ": " + told(came));
      }
      if (attempt == 1) once = bench.state();
    }
    Finding found = same_after(once, bench.state(), "after eight");
    if (!found.wrong.empty()) return found;
  }
  return Finding::good();
}

constexpr Examination kExaminations[] = {
    {.id = "repeat.accepted",
     .title = "answers a repeat with 2xx",
     .why = "a repeat that is refused comes again, and again",
     .examine = accepted},
    {.id = "repeat.ignored",
     .title = "ignores a repeat of one event",
     .why = "an answer that is lost on its way makes LotusPay send the event again, in another "
            "envelope",
     .needs_probe = true,
     .examine = ignored},
    {.id = "together.once",
     .title = "survives two deliveries of one event at the same moment",
     .why = "two processes that both look whether an event is new both find that it is",
     .needs_probe = true,
     .needs_reset = true,
     .examine = together},
    {.id = "redeliver.hour",
     .title = "survives a delivery that comes again an hour later",
     .why = "a memory of the last few events has forgotten this one by then",
     .needs_probe = true,
     .examine = an_hour_later},
    {.id = "redeliver.eighth",
     .title = "survives all eight attempts of one event",
     .why = "a receiver whose answers are lost gets each event eight times",
     .needs_probe = true,
     .examine = eight_attempts},
};

}  // namespace

std::span<const Examination> repeat_examinations() { return kExaminations; }

}  // namespace lotusbox::examiner
