#include <doctest/doctest.h>

#include <vector>

#include "core/run/invariants.h"
#include "core/run/step.h"
#include "support/play.h"
#include "support/printers.h"
#include "support/world_dump.h"

using namespace lotusbox;
using namespace lotusbox::test;

TEST_CASE("timers come in the order of their time, and of their setting within a second") {
  Timers timers;
  CHECK(timers.first() == nullptr);
  const int times[] = {5, 3, 5, 1, 3, 3, 9, 1, 5};
  std::uint32_t index = 0;
  for (const int at : times) timers.set(instant_of(at), TimerKind::link_lapse, index++);
  std::vector<std::uint32_t> order;
  while (const Timer* first = timers.first()) {
    order.push_back(first->index);
    timers.pop();
  }
  CHECK(order == std::vector<std::uint32_t>{3, 7, 1, 4, 5, 0, 2, 8, 6});
  CHECK(timers.size() == 0);
}

TEST_CASE("in one second ends and ways back come first, messages last") {
  Timers timers;
  const TimerKind kinds[] = {TimerKind::delivery_retry,   TimerKind::settlement_settle,
                             TimerKind::collection_close, TimerKind::debit_answer,
                             TimerKind::debit_morning,    TimerKind::subscription_due,
                             TimerKind::bank_mandate,     TimerKind::juspay_pause_end,
                             TimerKind::source_quarter,   TimerKind::link_lapse};
  for (const TimerKind kind : kinds) timers.set(instant_of(5), kind, 0);
  timers.set(instant_of(4), TimerKind::delivery_retry, 0);
  timers.pop();  // an earlier second is earlier, whatever is due then
  std::vector<TimerKind> order;
  while (const Timer* first = timers.first()) {
    order.push_back(first->kind);
    timers.pop();
  }
  CHECK(order == std::vector<TimerKind>(std::rbegin(kinds), std::rend(kinds)));
}

TEST_CASE("time stands still in a world that is full, but what is due by now happens") {
  Play play;
  const MandateId id = play.mandate();
  Mandate& mandate = play.world.mandates.edit(id.index);
  mandate.state.final_collection = ist_date(play.world.now).plus_days(-1);
  play.world.timers.set(play.world.now, TimerKind::final_day, id.index);
  const Instant before = play.world.now;
  const Instant later = before + Seconds(86400);
  const AdvanceReport full =
      advance(play.world, later, play.coverage, {.world = WorldLimits{.bytes = 0}});
  CHECK_FALSE(full.reached);
  CHECK(full.fired_count == 0);
  CHECK(play.world.now == before);
  catch_up(play.world, play.coverage);
  CHECK(play.world.mandates[id.index].state.status == MandateStatus::expired);
  CHECK(advance(play.world, later, play.coverage).reached);
  CHECK(play.world.now == later);
}

TEST_CASE("what is due happens before a command, whoever set it") {
  Play play;
  const MandateId id = play.mandate();
  Mandate& mandate = play.world.mandates.edit(id.index);
  mandate.state.final_collection = ist_date(play.world.now).plus_days(-1);
  play.world.timers.set(play.world.now, TimerKind::final_day, id.index);
  // The refused command changes nothing; what was due before it happened all the same.
  const StepResult refused =
      step(play.world, good_request(play.world, Action::pause, id), play.coverage);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().rule->id == "pause.mandate_active");
  CHECK(play.world.mandates[id.index].state.status == MandateStatus::expired);
}

TEST_CASE("a sweep keeps what matters, in its order, and waits until it pays") {
  Timers timers;
  for (std::uint32_t i = 0; i < 10000; ++i) {
    timers.set(instant_of(10000 - i), TimerKind::link_lapse, i);
  }
  for (int i = 0; i < 5000; ++i) timers.forsake();
  CHECK_FALSE(timers.wants_sweep());
  timers.forsake();
  CHECK(timers.wants_sweep());
  timers.sweep([](const Timer& timer) { return timer.index % 2 == 1; });
  CHECK(timers.size() == 5000);
  CHECK_FALSE(timers.wants_sweep());
  std::uint32_t expected = 9999;
  bool right = true;
  while (const Timer* first = timers.first()) {
    right = right && first->index == expected;
    expected -= 2;
    timers.pop();
  }
  CHECK(right);
  // A small queue is never worth it.
  for (int i = 0; i < 100; ++i) {
    timers.set(instant_of(i), TimerKind::link_lapse, 0);
    timers.forsake();
  }
  CHECK_FALSE(timers.wants_sweep());
}

TEST_CASE("advancing moves the clock to the second it was asked for") {
  Play play;
  const Instant start = play.world.now;
  AdvanceReport report = play.advance_by(Seconds(1));
  CHECK(play.world.now == start + Seconds(1));
  CHECK(report.fired_count == 0);
  CHECK(report.reached);
  report = play.advance_to(start);
  CHECK(play.world.now == start + Seconds(1));
  play.advance_by(Seconds(0));
  CHECK(play.world.now == start + Seconds(1));
}

TEST_CASE("one long advance comes to the same as many short ones") {
  Play play;
  play.must(good_webhook());
  for (int i = 0; i < 5; ++i) {
    play.request(Action::amend, play.mandate());
    play.request(Action::cancel, play.mandate());
    play.advance_by(Seconds(7919));
  }
  play.must(ReportDelivery{DeliveryId{0}, Verdict::answered, 500, 1});
  Play stepwise = play;
  const Instant end = play.world.now + Seconds(9 * 86400);
  std::int64_t fired = 0;
  while (stepwise.world.now < end) {
    fired += stepwise.advance_to(std::min(end, stepwise.world.now + Seconds(1801))).fired_count;
  }
  const AdvanceReport report = play.advance_to(end);
  CHECK(report.fired_count == fired);
  CHECK(report.fired_count == 6);  // five amends lapse, one delivery is tried again
  CHECK(first_difference(dump(play.world), dump(stepwise.world)).empty());
}

TEST_CASE("timers see the moment at which they were due") {
  Play play;
  const LinkId link = play.request(Action::pause, play.mandate());
  const Instant expires = *play.world.links[link.index].expires_at;
  play.advance_by(Seconds(30 * 86400));
  const Event& event = play.world.events[play.world.events.size() - 1];
  CHECK(event.type == EventType::mandate_pause_failed);
  CHECK(event.created == expires);
}

TEST_CASE("the report keeps the first timers and counts all") {
  Play play;
  Coverage coverage;
  const MandateId id = play.mandate();
  SetPolicy policy;
  policy.cancel_link_minutes = text("1");
  play.must(policy);
  // Deliveries to nowhere are timers at will: each failed attempt sets one.
  play.must(good_webhook());
  for (int i = 0; i < 520; ++i) {
    static_cast<void>(step(play.world, good_request(play.world, Action::pause, id), coverage));
    const LinkId link{static_cast<std::uint32_t>(play.world.links.size() - 1)};
    static_cast<void>(step(play.world, answer(link, "rejected"), coverage));
  }
  for (std::uint32_t i = 0; i < play.world.deliveries.size(); ++i) {
    static_cast<void>(
        step(play.world, ReportDelivery{DeliveryId{i}, Verdict::timed_out, 0, 1}, coverage));
  }
  const AdvanceReport report = play.advance_by(Seconds(5));
  CHECK(report.fired_count == 1040);
  CHECK(report.fired.size() == AdvanceReport::kFiredKept);
  CHECK(report.reached);
}

TEST_CASE("many used links leave no heap of dead timers behind") {
  Play play;
  Coverage coverage;
  const MandateId id = play.mandate();
  for (int i = 0; i < 5000; ++i) {
    const StepResult asked =
        step(play.world, good_request(play.world, Action::pause, id), coverage);
    const LinkId link{asked->index_of(ObjectKind::link)};
    static_cast<void>(step(play.world, answer(link, "rejected"), coverage));
  }
  const LinkId live = play.request(Action::amend, id);
  CHECK(play.world.timers.size() == 5001);
  play.advance_by(Seconds(1));
  CHECK(play.world.timers.size() == 1);
  CHECK(play.advance_by(limits::kLinkLife).fired_count == 1);
  CHECK(play.status(live) == "expired");
}
