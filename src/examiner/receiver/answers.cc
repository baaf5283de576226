// What a receiver answers, and when.
#include <set>
#include <string>

#include "examiner/receiver/catalogue.h"
#include "scenario/state.h"

namespace lotusbox::examiner {

namespace {

constexpr int kSlowApiMs = 1500;
constexpr std::chrono::milliseconds kBeforeWork{1000};

Finding stored(Bench& bench) {
  std::string wrong;
  for (const char* type : {"mandate.active", "mandate.expired", "mandate.cancelled"}) {
    bench.reset();
    const std::string before = bench.state();
    const Came came = bench.deliver(bench.first(type));
    if (!came.good()) {
      wrong += std::string(type) + ": " + told(came) + "\n";
    } else if (bench.state() == before) {
      wrong += std::string(type) + " was answered with " + std::to_string(came.status) +
               ", and the state is as before\n";
    }
  }
  return wrong.empty() ? Finding::good() : Finding::bad(wrong);
}

/// One event of each type: work that takes long is often that of one type.
Finding in_time(Bench& bench) {
  std::string wrong;
  std::set<std::string> types;
  for (const StoryEvent& event : bench.story().events) {
    if (!types.insert(event.type).second || bench.line().stopped()) continue;
    const Came came = bench.deliver(event);
    if (came.status != 0 && came.took_ms < bench.setting().deadline.count()) continue;
    wrong += told(event) + ": " + told(came) + "\n";
  }
  if (wrong.empty()) return Finding::good();
  return Finding::bad(wrong + "the deadline is " +
                      std::to_string(bench.setting().deadline.count()) + " ms");
}

/// A receiver that asks the API before it answers waits for an API that takes its time.
Finding before_work(Bench& bench) {
  if (bench.world().slow_down) bench.world().slow_down(kSlowApiMs);
  const Came came = bench.deliver(bench.first("mandate.active"));
  if (bench.world().slow_down) bench.world().slow_down(0);
  if (came.status != 0 && came.took_ms < kBeforeWork.count()) return Finding::good();
  return Finding::bad("answered: " + told(came) + ", while each answer of the API took " +
                      std::to_string(kSlowApiMs) + " ms\nstore the event, answer, then work");
}

Finding rotation(Bench& bench) {
  const Setting& setting = bench.setting();
  if (setting.next_key.empty()) {
    return Finding::skip("needs --next-key: a second key that your receiver takes already");
  }
  std::string wrong;
  const Came next = bench.deliver(bench.first("mandate.active"), 1, setting.next_key);
  if (!next.good()) wrong += "under the next key: " + told(next) + "\n";
  const Came old = bench.deliver(bench.first("mandate.expired"), 1, setting.key);
  if (!old.good()) wrong += "under the old key, after that: " + told(old) + "\n";
  return wrong.empty() ? Finding::good() : Finding::bad(wrong);
}

constexpr Examination kExaminations[] = {
    {.id = "answer.stored",
     .title = "answers 2xx only when it stored",
     .why = "an event that was answered with 2xx never comes again",
     .needs_probe = true,
     .needs_reset = true,
     .examine = stored},
    {.id = "answer.in-time",
     .title = "answers within the deadline",
     .why = "what is not answered in time counts as failed, and comes again",
     .examine = in_time},
    {.id = "answer.before-work",
     .title = "answers before it does slow work",
     .why = "a slow API, bank or mail server must not make deliveries fail",
     .examine = before_work},
    {.id = "key.rotation",
     .title = "takes the next key beside the old one",
     .why = "while a key is changed, deliveries under both are on their way",
     .examine = rotation},
};

}  // namespace

std::span<const Examination> answer_examinations() { return kExaminations; }

}  // namespace lotusbox::examiner
