// Chaos on deliveries: by seed and number alone, and each kind through a row of its own.
#include "core/behaviour/delivery/chaos.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/play.h"
#include "support/printers.h"

using namespace lotusbox;
using namespace lotusbox::test;

namespace {

SetChaos chaos(std::string_view seed) {
  SetChaos command;
  command.seed = number(seed);
  return command;
}

Play with(const SetChaos& command) {
  Play play;
  play.must(good_webhook());
  play.must(command);
  return play;
}

/// What would leave in which order: the deliveries in the outbox, by their events.
std::string leaving(Play& play) {
  std::string text;
  for (const DeliveryId id : play.world.outbox) {
    text += (text.empty() ? "" : " ") + std::to_string(play.world.deliveries[id.index].event.index);
  }
  play.world.outbox.clear();
  return text;
}

std::string kinds(const Play& play) {
  std::string text;
  for (std::uint32_t i = 0; i < play.world.deliveries.size(); ++i) {
    text += (i == 0 ? "" : " ") + std::string(to_text(play.world.deliveries[i].chaos)) + ".";
  }
  return text;
}

/// Everything that a run with this seed delivers, in order, with the times.
std::string run_of(std::string_view seed) {
  SetChaos command = chaos(seed);
  command.duplicate = text("25%");
  command.delay = text("25%");
  command.delay_up_to = text("PT6H");
  command.reorder = text("30%");
  command.drop = text("10%");
  Play play = with(command);
  std::string all;
  for (int i = 0; i < 40; ++i) {
    play.source();
    play.advance_by(Seconds(600));
    all += leaving(play) + "|";
  }
  play.advance_by(Seconds(7 * 3600));
  return all + leaving(play) + " " + kinds(play);
}

std::string refused(Play& play, Field SetChaos::*field, const Field& value) {
  SetChaos command = chaos("1");
  command.*field = value;
  return play.refusal(command);
}

}  // namespace

TEST_CASE("the same seed delivers the same in the same order, another seed does not") {
  const std::string seven = run_of("7");
  CHECK(run_of("7") == seven);
  CHECK(run_of("8") != seven);
  for (const std::string_view kind : {"delayed", "reordered", "lost", "duplicate"}) {
    CAPTURE(kind);
    CHECK(seven.find(kind) != std::string::npos);
  }
}

TEST_CASE("what was delivered otherwise, or asked for by hand, moves no dice") {
  SetChaos command = chaos("7");
  command.drop = text("50%");
  Play plain = with(command);
  Play other = with(command);
  for (int i = 0; i < 20; ++i) {
    plain.source();
    other.source();
    other.must(ResendEvent{event_id_text(other.world, EventId{0})});
  }
  std::string lost_plain;
  std::string lost_other;
  for (std::uint32_t i = 0; i < plain.world.deliveries.size(); ++i) {
    const Delivery& delivery = plain.world.deliveries[i];
    if (delivery.chaos == ChaosKind::lost) lost_plain += std::to_string(delivery.event.index) + " ";
  }
  for (std::uint32_t i = 0; i < other.world.deliveries.size(); ++i) {
    const Delivery& delivery = other.world.deliveries[i];
    if (delivery.chaos == ChaosKind::lost) lost_other += std::to_string(delivery.event.index) + " ";
  }
  CHECK(lost_plain == lost_other);
  CHECK_FALSE(lost_plain.empty());
}

TEST_CASE("a lost delivery is never sent, not even later; by hand it is") {
  SetChaos command = chaos("1");
  command.drop = text("100%");
  command.duplicate = text("100%");
  Play play = with(command);
  play.source();
  CHECK(play.world.deliveries.size() == 1);
  CHECK(play.world.deliveries[0].status == DeliveryStatus::lost);
  CHECK(leaving(play).empty());
  CHECK(play.advance_by(Seconds(3 * 86400)).fired_count == 0);
  CHECK(leaving(play).empty());
  play.must(ResendEvent{event_id_text(play.world, EventId{0})});
  CHECK(leaving(play) == "0");
}

TEST_CASE("a delayed delivery leaves in its time, and its retries count from there") {
  SetChaos command = chaos("1");
  command.delay = text("100%");
  command.delay_up_to = text("PT6H");
  Play play = with(command);
  play.source();
  const Delivery made = play.world.deliveries[0];
  CHECK(made.status == DeliveryStatus::waiting);
  CHECK(made.due_at > made.created);
  CHECK(made.due_at <= made.created + Seconds(6 * 3600));
  CHECK(leaving(play).empty());
  play.advance_to(made.due_at - Seconds(1));
  CHECK(leaving(play).empty());
  play.advance_to(made.due_at);
  CHECK(leaving(play) == "0");
  play.must(ReportDelivery{DeliveryId{0}, Verdict::answered, 500, 1});
  CHECK(play.world.deliveries[0].due_at == made.due_at + limits::kRetryWaits[0]);
}

TEST_CASE("delays are spread over the span, none is nothing, none is more") {
  SetChaos command = chaos("3");
  command.delay = text("100%");
  command.delay_up_to = text("PT10S");
  Play play = with(command);
  std::vector<int> count(11);
  for (int i = 0; i < 200; ++i) play.source();
  for (std::uint32_t i = 0; i < play.world.deliveries.size(); ++i) {
    const Delivery& delivery = play.world.deliveries[i];
    ++count.at(static_cast<std::size_t>((delivery.due_at - delivery.created).count()));
  }
  CHECK(count[0] == 0);
  for (std::size_t i = 1; i <= 10; ++i) CHECK(count[i] > 0);
}

TEST_CASE("a twin leaves at once, also when the first waits") {
  SetChaos command = chaos("1");
  command.duplicate = text("100%");
  Play play = with(command);
  const StepReport report = play.must(good_source());
  CHECK(leaving(play) == "0 0");
  CHECK(Play::rows_of(report).find("delivery.event_raised delivery.duplicated") !=
        std::string::npos);
  command.delay = text("100%");
  play.must(command);
  play.source();
  CHECK(leaving(play) == "1");
  play.advance_by(Seconds(3600));
  CHECK(leaving(play) == "1");
}

TEST_CASE("two neighbours change places") {
  SetChaos command = chaos("1");
  command.reorder = text("100%");
  Play play = with(command);
  play.source();
  CHECK(leaving(play).empty());
  CHECK(play.world.deliveries[0].status == DeliveryStatus::held);
  const StepReport report = play.must(good_source());
  CHECK(Play::rows_of(report).find("delivery.event_raised delivery.overtaken") !=
        std::string::npos);
  CHECK(leaving(play) == "1 0");
  CHECK(play.world.deliveries[0].due_at == play.world.now);
  play.source();
  play.source();
  CHECK(leaving(play) == "3 2");
  CHECK(play.advance_by(Seconds(3600)).fired_count == 0);
}

TEST_CASE("one that is not overtaken leaves when its time is over") {
  SetChaos command = chaos("1");
  command.reorder = text("100%");
  command.reorder_within = text("PT30S");
  Play play = with(command);
  play.source();
  play.advance_by(Seconds(29));
  CHECK(leaving(play).empty());
  const AdvanceReport report = play.advance_by(Seconds(1));
  REQUIRE(report.fired_count == 1);
  CHECK(row_of_ordinal(report.fired[0].row.ordinal).id == "delivery.hold_over");
  CHECK(leaving(play) == "0");
  CHECK_FALSE(play.world.held_delivery.has_value());
}

TEST_CASE("a retry overtakes, too; a twin and a delayed one do not") {
  Play play;
  play.must(good_webhook());
  play.source();
  play.must(ReportDelivery{DeliveryId{0}, Verdict::timed_out, 0, 1});
  play.world.outbox.clear();
  SetChaos command = chaos("1");
  command.reorder = text("100%");
  command.duplicate = text("100%");
  play.must(command);
  play.source();
  CHECK(leaving(play) == "1");  // the twin
  play.advance_by(Seconds(5));
  CHECK(leaving(play) == "0 1");
  play.source();
  leaving(play);
  command.reorder = text("0%");
  command.duplicate = text("0%");
  command.delay = text("100%");
  play.must(command);
  play.source();
  CHECK(leaving(play).empty());
  CHECK(play.world.held_delivery.has_value());
}

TEST_CASE("without chaos all is as ever; what it did before goes on") {
  SetChaos command = chaos("1");
  command.delay = text("100%");
  command.delay_up_to = text("PT1S");
  Play play = with(command);
  play.source();
  SetChaos none;
  none.clear = true;
  play.must(none);
  CHECK_FALSE(play.world.chaos.on);
  play.source();
  CHECK(leaving(play) == "1");
  play.advance_by(Seconds(1));
  CHECK(leaving(play) == "0");
}

TEST_CASE("a seed that is not sent comes from the world's, and is short") {
  Play one(kStart, 1);
  Play same(kStart, 1);
  Play two(kStart, 2);
  for (Play* play : {&one, &same, &two}) play->must(SetChaos{});
  CHECK(one.world.chaos.seed == same.world.chaos.seed);
  CHECK(one.world.chaos.seed != two.world.chaos.seed);
  CHECK(one.world.chaos.seed < 1000000);
}

TEST_CASE("what chaos refuses") {
  Play play;
  using C = SetChaos;
  CHECK(refused(play, &C::seed, number("-1")) == "chaos.seed");
  CHECK(refused(play, &C::seed, text("lucky")) == "chaos.seed");
  CHECK(refused(play, &C::seed, text("7")) == "accepted");
  for (Field C::*rate : {&C::duplicate, &C::delay, &C::reorder, &C::drop}) {
    CHECK(refused(play, rate, text("101%")) == "chaos.rate");
    CHECK(refused(play, rate, boolean(true)) == "chaos.rate");
    CHECK(refused(play, rate, text("100%")) == "accepted");
  }
  for (Field C::*span : {&C::delay_up_to, &C::reorder_within}) {
    for (const std::string_view bad : {"6h", "PT0S", "P367D", ""}) {
      CHECK(refused(play, span, text(bad)) == "chaos.span");
    }
    CHECK(refused(play, span, number("60")) == "chaos.span");
    CHECK(refused(play, span, text("P366D")) == "accepted");
  }
  SetChaos unknown;
  unknown.unknown_keys = {"dealy"};
  CHECK(play.refusal(unknown) == "chaos.body_malformed");
}
