#include "core/behaviour/delivery/decide.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/play.h"
#include "support/printers.h"

using namespace lotusbox;
using namespace lotusbox::test;

namespace {

Play with_webhook() {
  Play play;
  play.must(good_webhook());
  return play;
}

ReportDelivery verdict(DeliveryId id, int http_status) {
  return {id, http_status == 0 ? Verdict::timed_out : Verdict::answered, http_status, 12};
}

std::string_view status(const Play& play, DeliveryId id) {
  return to_text(play.world.deliveries[id.index].status);
}

std::vector<Seconds> waits_of_plan() {
  return {Seconds(5),        Seconds(300),       Seconds(1800),     Seconds(2 * 3600),
          Seconds(5 * 3600), Seconds(10 * 3600), Seconds(10 * 3600)};
}

}  // namespace

TEST_CASE("every event has a delivery that is due at once, and none without a webhook") {
  Play silent;
  silent.authorised();
  CHECK(silent.world.deliveries.empty());
  CHECK(silent.world.outbox.empty());

  Play play = with_webhook();
  play.authorised();
  REQUIRE(play.world.deliveries.size() == play.world.events.size());
  for (std::uint32_t i = 0; i < play.world.events.size(); ++i) {
    const Delivery& delivery = play.world.deliveries[i];
    CHECK(delivery.event == EventId{i});
    CHECK(delivery.due_at == play.world.now);
    CHECK(play.world.targets[delivery.target].url == "http://127.0.0.1:9/hook");
    CHECK(play.world.outbox[i] == DeliveryId{i});
  }
}

TEST_CASE("the plan of retries is R10, counted from when each attempt was due") {
  CHECK(waits_of_plan() ==
        std::vector<Seconds>(std::begin(limits::kRetryWaits), std::end(limits::kRetryWaits)));
  Play play = with_webhook();
  play.source();
  const DeliveryId id{0};
  Instant due = play.world.now;
  for (const Seconds wait : waits_of_plan()) {
    play.world.outbox.clear();
    play.must(verdict(id, 500));
    due += wait;
    CAPTURE(wait.count());
    CHECK(status(play, id) == "waiting");
    CHECK(play.world.deliveries[0].due_at == due);
    play.advance_to(due - Seconds(1));
    CHECK(status(play, id) == "waiting");
    CHECK(play.world.outbox.empty());
    const AdvanceReport report = play.advance_to(due);
    CHECK(report.fired_count == 1);
    CHECK(row_of_ordinal(report.fired[0].row.ordinal).id == "delivery.wait_over");
    CHECK(status(play, id) == "due");
    CHECK(play.world.outbox == std::vector<DeliveryId>{id});
  }
  play.must(verdict(id, 500));
  CHECK(status(play, id) == "given_up");
  CHECK(play.world.deliveries[0].attempts == 8);
  CHECK(play.advance_by(Seconds(30 * 86400)).fired_count == 0);
  CHECK(play.world.attempts.size() == 8);
}

TEST_CASE("a slow verdict does not move the plan") {
  Play play = with_webhook();
  play.source();
  const Instant start = play.world.now;
  play.advance_by(Seconds(3));
  play.must(verdict(DeliveryId{0}, 0));
  CHECK(play.world.deliveries[0].due_at == start + Seconds(5));
  // The verdict of the second attempt comes when the third should long have been due.
  play.advance_by(Seconds(2));
  play.advance_by(Seconds(86400));
  play.must(verdict(DeliveryId{0}, 0));
  CHECK(play.world.deliveries[0].due_at == start + Seconds(305));
  CHECK(status(play, DeliveryId{0}) == "waiting");
  // Advancing to the present fires what is overdue and does not turn the clock back.
  const Instant now = play.world.now;
  CHECK(play.advance_to(now).fired_count == 1);
  CHECK(play.world.now == now);
  CHECK(status(play, DeliveryId{0}) == "due");
}

TEST_CASE("every attempt is kept with its own time and verdict") {
  Play play = with_webhook();
  play.source();
  const Instant start = play.world.now;
  play.must(ReportDelivery{DeliveryId{0}, Verdict::unreachable, 0, 7, "reset: sending"});
  play.advance_by(Seconds(5));
  play.must(ReportDelivery{DeliveryId{0}, Verdict::answered, 204, 9});
  CHECK(status(play, DeliveryId{0}) == "delivered");
  const World& world = play.world;
  const Attempt& last = world.attempts[*world.deliveries[0].last_attempt];
  CHECK(last.at == start + Seconds(5));
  CHECK(last.http_status == 204);
  CHECK(last.took_ms == 9);
  REQUIRE(last.previous.has_value());
  const Attempt& first = world.attempts[*last.previous];
  CHECK(first.at == start);
  CHECK(first.verdict == Verdict::unreachable);
  CHECK(world.text(first.reason) == "reset: sending");
  CHECK(world.text(last.reason).empty());
  CHECK_FALSE(first.previous.has_value());
}

TEST_CASE("only an answer in the 200s is a success") {
  const struct {
    Verdict verdict;
    int http_status;
    std::string_view after;
  } rows[] = {{Verdict::answered, 200, "delivered"},  {Verdict::answered, 299, "delivered"},
              {Verdict::answered, 199, "waiting"},    {Verdict::answered, 300, "waiting"},
              {Verdict::answered, 302, "waiting"},    {Verdict::answered, 404, "waiting"},
              {Verdict::answered, 0, "waiting"},      {Verdict::timed_out, 200, "waiting"},
              {Verdict::unreachable, 200, "waiting"}, {Verdict::aborted, 200, "waiting"}};
  for (const auto& row : rows) {
    Play play = with_webhook();
    play.source();
    play.must(ReportDelivery{DeliveryId{0}, row.verdict, row.http_status, 1});
    CAPTURE(row.http_status);
    CHECK(status(play, DeliveryId{0}) == row.after);
  }
}

TEST_CASE("deliveries do not wait for each other") {
  Play play = with_webhook();
  play.authorised();
  play.must(verdict(DeliveryId{0}, 500));
  play.must(verdict(DeliveryId{3}, 200));
  play.must(verdict(DeliveryId{1}, 200));
  CHECK(status(play, DeliveryId{0}) == "waiting");
  CHECK(status(play, DeliveryId{1}) == "delivered");
  CHECK(status(play, DeliveryId{2}) == "due");
  CHECK(status(play, DeliveryId{3}) == "delivered");
}

TEST_CASE("an event sent again has a delivery of its own and keeps its id") {
  Play play = with_webhook();
  play.source();
  play.must(verdict(DeliveryId{0}, 200));
  const std::size_t events = play.world.events.size();
  const ResendEvent again{event_id_text(play.world, EventId{0})};
  const StepReport report = play.must(again);
  CHECK(Play::rows_of(report) == "delivery.resend");
  CHECK(report.index_of(ObjectKind::delivery) == 1);
  CHECK(play.world.events.size() == events);
  CHECK(play.world.deliveries[1].event == EventId{0});
  play.must(verdict(DeliveryId{1}, 500));
  CHECK(status(play, DeliveryId{0}) == "delivered");
  CHECK(status(play, DeliveryId{1}) == "waiting");
  CHECK(play.refusal(ResendEvent{"EV00ABCDEFGHIJ"}) == "event.unknown");
  CHECK(play.refusal(ResendEvent{""}) == "event.unknown");
}

TEST_CASE("a webhook that is taken away stops new deliveries, not those on their way") {
  Play play = with_webhook();
  play.source();
  play.must(verdict(DeliveryId{0}, 500));
  SetWebhook none;
  none.clear = true;
  play.must(none);
  play.source();
  CHECK(play.world.deliveries.size() == 1);
  CHECK(play.refusal(ResendEvent{event_id_text(play.world, EventId{0})}) ==
        "event.webhook_configured");
  play.advance_by(Seconds(5));
  CHECK(status(play, DeliveryId{0}) == "due");
  CHECK(play.world.targets[play.world.deliveries[0].target].url == "http://127.0.0.1:9/hook");
}

TEST_CASE("settings of a webhook") {
  Play play;
  SetWebhook command;
  for (const std::string_view bad :
       {"", "ftp://127.0.0.1/", "127.0.0.1", "http://", "https://", "http://a b", "/hook"}) {
    command.url = text(bad);
    CAPTURE(bad);
    CHECK(play.refusal(command) == "webhook.url");
  }
  command.url = number("5");
  CHECK(play.refusal(command) == "webhook.url");
  command.url = {};
  CHECK(play.refusal(command) == "webhook.url");
  command.url = text("https://127.0.0.1/");
  CHECK(play.refusal(command) == "accepted");
  command.url = text("http://127.0.0.1:1234/x");
  command.key = text("whk_123456789012");
  CHECK(play.refusal(command) == "accepted");
  CHECK(play.world.webhook.key == "whk_123456789012");
  CHECK(play.world.webhook.format == WebhookFormat::encrypted);
  for (const std::string_view bad : {"", "whk_12345678901", "whk_1234567890123"}) {
    command.key = text(bad);
    CHECK(play.refusal(command) == "webhook.key");
  }
  command.key = number("1234567890123456");
  CHECK(play.refusal(command) == "webhook.key");
  // A key that is not named is made, and is the same each time.
  command.key = {};
  play.must(command);
  const std::string made = play.world.webhook.key;
  CHECK(made.size() == limits::kWebhookKeyBytes);
  CHECK(made.substr(0, 4) == "whk_");
  play.must(command);
  CHECK(play.world.webhook.key == made);
  command.format = text("xml");
  CHECK(play.refusal(command) == "webhook.format");
  command.format = text("plain");
  CHECK(play.refusal(command) == "accepted");
  CHECK(play.world.webhook.format == WebhookFormat::plain);
}
