// Whether a receiver ends in the same state whatever order events come in, takes what it does not
// know, and asks the API where an event may be stale.
#include <algorithm>

#include "base/check.h"
#include "base/seeded_permutation.h"
#include "examiner/orders/plan.h"
#include "examiner/receiver/catalogue.h"
#include "scenario/json_value.h"
#include "scenario/state.h"

namespace lotusbox::examiner {

namespace {

constexpr std::size_t kShuffles = 8;

using Events = std::vector<const StoryEvent*>;

/// The order in reverse, those in which one delivery comes late, and some by the seed.
std::vector<Order> orders_to_try(std::size_t events, std::uint64_t seed) {
  Subjects subjects;
  subjects.count = events;
  subjects.related.assign(events, std::vector<bool>(events, true));
  subjects.successors.resize(events);
  subjects.may_be_late.assign(events, false);
  std::vector<Order> orders;
  Plan plan(subjects, {.moves = 1});
  while (auto order = plan.next()) orders.push_back(std::move(*order));
  Order reverse = in_order(events);
  std::reverse(reverse.begin(), reverse.end());
  orders.push_back(reverse);
  for (std::uint64_t shuffle = 1; shuffle <= kShuffles; ++shuffle) {
    Order order = in_order(events);
    for (std::size_t i = events; i > 1; --i) {
      std::swap(order[i - 1], order[mix(seed ^ mix(shuffle * 64 + i)) % i]);
    }
    orders.push_back(order);
  }
  return orders;
}

std::string told(const Events& events, const Order& order) {
  std::string text;
  for (const Step& step : order) text += (text.empty() ? "" : ", ") + events[step.event]->type;
  return text;
}

Finding any_order(Bench& bench) {
  const Events events = bench.of_object(bench.first("mandate.cancelled").object);
  std::string in_order_state;
  for (const Order& order : orders_to_try(events.size(), bench.setting().seed)) {
    bench.reset();
    Events refused;
    for (const Step& step : order) {
      if (!bench.deliver(*events[step.event]).good()) refused.push_back(events[step.event]);
    }
    // What is refused comes again later, when the others have been told.
    for (const StoryEvent* event : refused) bench.deliver(*event, 2);
    const std::string state = bench.state();
    if (in_order_state.empty()) in_order_state = state;
    if (state != in_order_state) {
      return Finding::bad("in the order " + told(events, order) + ":\n" +
                          scenario::tell_differences(in_order_state, state, "in order", "so"));
    }
    if (bench.line().stopped()) break;
  }
  return Finding::good();
}

/// The event with a piece of its text replaced.
StoryEvent rewritten(const StoryEvent& event, const std::string& from, const std::string& to) {
  StoryEvent other = event;
  const auto at = other.json.find(from);
  LOTUSBOX_CHECK(at != std::string::npos, from);
  other.json.replace(at, from.size(), to);
  return other;
}

Finding unknown_type(Bench& bench) {
  const StoryEvent& event = bench.first("mandate.active");
  const Came unknown =
      bench.deliver(rewritten(event, R"("type":"mandate.active")", R"("type":"mandate.mended")"));
  if (!unknown.good()) return Finding::bad("mandate.mended: " + told(unknown));
  const Came known = bench.deliver(bench.first("mandate.expired"));
  if (known.good()) return Finding::good();
  return Finding::bad("mandate.expired after that: " + told(known));
}

Finding unknown_keys(Bench& bench) {
  const StoryEvent& event = bench.first("mandate.active");
  StoryEvent other = rewritten(event, R"("data":{)", R"("data":{"brand_new":{"a":[1]},)");
  other = rewritten(other, R"("object":"event",)", R"("object":"event","request":"req_1",)");
  std::string plain_state;
  if (bench.has_probe() && bench.line().has_reset()) {
    bench.deliver(event);
    plain_state = bench.state();
    bench.reset();
  }
  const Came came = bench.deliver(other);
  if (!came.good()) return Finding::bad("with keys more: " + told(came));
  if (plain_state.empty() || bench.state() == plain_state) return Finding::good();
  return Finding::bad(
      scenario::tell_differences(plain_state, bench.state(), "without the new keys", "with them"));
}

/// The mandate was cancelled since; the event says that it is active. What a receiver holds that
/// asks the API does not depend on what the event says.
Finding stale(Bench& bench) {
  const std::string mandate = bench.first("mandate.cancelled").object;
  const Events events = bench.of_object(mandate);
  const auto active = std::find_if(events.begin(), events.end(), [](const StoryEvent* event) {
    return event->type == "mandate.active";
  });
  LOTUSBOX_CHECK(active != events.end(), "a mandate was active before it was cancelled");
  const std::size_t calls_before = bench.world().calls ? bench.world().calls() : 0;
  bench.deliver(**active);
  const std::string stale_state = bench.state();
  bench.reset();
  bench.deliver(rewritten(**active, R"("status":"active")", R"("status":"cancelled")"));
  const std::string fresh_state = bench.state();
  const bool asked = bench.world().calls && bench.world().calls() > calls_before;
  if (!asked && !bench.setting().knows_world) {
    return Finding::skip(
        "your receiver asked the API nothing: start it with LOTUSPAY_BASE_URL at the world that "
        "examine serves, on a port of your choice (--port)");
  }
  if (stale_state == fresh_state && asked) return Finding::good();
  if (!asked) return Finding::bad("the receiver knows the world (--port), and asked it nothing");
  return Finding::bad(
      "the API says that the mandate is cancelled; the state follows what the "
      "event says:\n" +
      scenario::tell_differences(stale_state, fresh_state, "when the event says active",
                                 "when it says cancelled"));
}

constexpr Examination kExaminations[] = {
    {.id = "order.any",
     .title = "ends the same in any order of the events of a mandate",
     .why = "deliveries are independent: one that failed comes hours after those behind it",
     .needs_probe = true,
     .needs_reset = true,
     .examine = any_order},
    {.id = "unknown.type",
     .title = "accepts a type of event that it does not know",
     .why = "the list of types may grow",
     .examine = unknown_type},
    {.id = "unknown.keys",
     .title = "accepts keys that it does not know",
     .why = "objects gain fields without notice",
     .examine = unknown_keys},
    {.id = "stale.asks",
     .title = "asks the API where an event may be stale",
     .why = "an event tells what was; by the time it comes the mandate may be cancelled",
     .needs_probe = true,
     .needs_reset = true,
     .examine = stale},
};

}  // namespace

std::span<const Examination> order_examinations() { return kExaminations; }

}  // namespace lotusbox::examiner
