#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/text.h"
#include "core/behaviour/subscription/rules.h"
#include "support/money.h"
#include "support/precedence.h"

using namespace lotusbox;
using namespace lotusbox::test;

namespace {

/// The first dates of a schedule, separated by blanks.
std::string dates(const Schedule& schedule, std::uint32_t count) {
  std::string list;
  for (std::uint32_t n = 0; n < count; ++n) {
    list += (n == 0 ? "" : " ") + format_date(occurrence(schedule, n));
  }
  return list;
}

Schedule monthly(std::string_view start, int day, int every = 1) {
  Schedule schedule;
  schedule.start = date(start);
  schedule.day_of_month = static_cast<std::uint8_t>(day);
  schedule.interval_count = static_cast<std::uint16_t>(every);
  return schedule;
}

std::string charged(const Play& play) {
  std::string list;
  for (std::size_t i = 0; i < play.world.ledger.debits.size(); ++i) {
    list += (i == 0 ? "" : " ") + format_date(play.world.ledger.debits[i].charge);
  }
  return list;
}

struct Subscribing {
  Subscribing() {
    MakeMandate making = good_mandate();
    making.debit.date_final_collection = text("2027-01-10");
    fine = make(making);
    making.status = text("paused");
    paused = make(making);
    command = good_subscription(play.world, fine, "2026-01-31");
    command.count = number("3");
  }
  MandateId make(const MakeMandate& making) {
    return MandateId{play.must(making).index_of(ObjectKind::mandate)};
  }
  std::string refusal() { return play.refusal(command); }

  Play play = Play();
  MandateId fine, paused;
  CreateSubscription command;
};

}  // namespace

TEST_CASE("dates follow from the first, and months end where they end") {
  CHECK(dates(monthly("2026-01-31", 31), 13) ==
        "2026-01-31 2026-02-28 2026-03-31 2026-04-30 2026-05-31 2026-06-30 2026-07-31 2026-08-31 "
        "2026-09-30 2026-10-31 2026-11-30 2026-12-31 2027-01-31");
  CHECK(dates(monthly("2028-01-31", 30), 3) == "2028-02-29 2028-03-30 2028-04-30");
  CHECK(dates(monthly("2026-02-10", 31), 3) == "2026-02-28 2026-03-31 2026-04-30");
  CHECK(dates(monthly("2026-02-10", 5, 2), 3) == "2026-03-05 2026-05-05 2026-07-05");
  Schedule schedule = monthly("2024-02-29", 29);
  schedule.interval = SubscriptionInterval::year;
  schedule.month = 2;
  CHECK(dates(schedule, 5) == "2024-02-29 2025-02-28 2026-02-28 2027-02-28 2028-02-29");
  schedule.start = date("2026-06-01");
  CHECK(dates(schedule, 2) == "2027-02-28 2028-02-29");
  schedule.interval = SubscriptionInterval::week;
  schedule.interval_count = 2;
  CHECK(dates(schedule, 3) == "2026-06-01 2026-06-15 2026-06-29");
  schedule.interval = SubscriptionInterval::day;
  schedule.interval_count = 45;
  CHECK(dates(schedule, 3) == "2026-06-01 2026-07-16 2026-08-30");
}

TEST_CASE("a subscription charges its dates in one advance, and is completed") {
  Play play;
  CreateSubscription command = good_subscription(play.world, play.mandate(), "2026-01-31");
  command.count = number("12");
  play.must(command);
  play.advance_to(instant("2027-03-01"));
  CHECK(charged(play) ==
        "2026-01-31 2026-02-28 2026-03-31 2026-04-30 2026-05-31 2026-06-30 2026-07-31 2026-08-31 "
        "2026-09-30 2026-10-31 2026-11-30 2026-12-31");
  for (std::size_t i = 0; i < 12; ++i) {
    const Debit& made = play.world.ledger.debits[i];
    CHECK(to_text(made.state.status) == "confirmed");
    CHECK(made.created == ist_midnight(made.charge));
    CHECK(made.amount == Paise(10000));
  }
  CHECK(to_text(play.world.ledger.subscriptions[0].status) == "completed");
  CHECK(play.world.timers.size() == 0);
}

TEST_CASE("a year in one advance is a year in many") {
  const auto year = [](Seconds step) {
    Play play;
    play.must(good_subscription(play.world, play.mandate(), "2026-01-31"));
    const Instant end = instant("2027-02-01");
    while (play.world.now < end) {
      advance(play.world, std::min(end, play.world.now + step), play.coverage);
    }
    return play;
  };
  const Play one = year(Seconds(500LL * 86400));
  const Play many = year(Seconds(7 * 3600));
  CHECK(charged(one) == charged(many));
  CHECK(one.world.ledger.debits.size() == 13);
  CHECK(one.events_since(0) == many.events_since(0));
}

TEST_CASE("a date on which the mandate cannot be charged is missed, and counts") {
  Play play;
  const MandateId id = play.mandate();
  CreateSubscription command = good_subscription(play.world, id, "2026-01-31");
  command.count = number("3");
  play.must(command);
  play.advance_to(instant("2026-02-10"));
  play.must(answer(play.request(Action::pause, id)));
  play.advance_to(instant("2026-03-10"));
  play.must(answer(play.request(Action::resume, id)));
  play.advance_to(instant("2026-06-10"));
  CHECK(charged(play) == "2026-01-31 2026-03-31");
  CHECK(to_text(play.world.ledger.subscriptions[0].status) == "completed");
  REQUIRE(play.world.ledger.missed.size() == 1);
  const MissedDate& missed = play.world.ledger.missed[0];
  CHECK(format_date(missed.date) == "2026-02-28");
  CHECK(missed.refusal.rule->id == "ach_debit.mandate_active");
}

TEST_CASE("a subscription without a count ends with its mandate, and not before") {
  Play play;
  MakeMandate making = good_mandate();
  making.debit.date_final_collection = text("2026-04-29");
  const MandateId id{play.must(making).index_of(ObjectKind::mandate)};
  play.must(good_subscription(play.world, id, "2026-01-31"));
  play.advance_to(instant("2026-04-01"));
  CHECK(charged(play) == "2026-01-31 2026-02-28 2026-03-31");
  CHECK(to_text(play.world.ledger.subscriptions[0].status) == "active");
  play.advance_to(instant("2026-04-30"));
  CHECK(to_text(play.world.ledger.subscriptions[0].status) == "cancelled");
}

TEST_CASE("a cancelled mandate cancels its subscriptions; a new amount counts from the next date") {
  Play play;
  const MandateId id = play.mandate();
  play.must(good_subscription(play.world, id, "2026-01-31"));
  const std::string name = id_text(play.world, {ObjectKind::subscription, 0});
  play.advance_to(instant("2026-02-10"));
  UpdateSubscription update;
  update.subscription = name;
  update.amount = number("20000");
  play.must(update);
  play.advance_to(instant("2026-03-10"));
  CHECK(play.world.ledger.debits[0].amount == Paise(10000));
  CHECK(play.world.ledger.debits[1].amount == Paise(20000));
  const StepReport report = play.must(answer(play.request(Action::cancel, id)));
  CHECK(play.events_of(report) == "mandate.cancel.success mandate.cancelled customer.inactive");
  CHECK(to_text(play.world.ledger.subscriptions[0].status) == "cancelled");
  CHECK(play.refusal(update) == "subscription.active");
  CHECK(play.refusal(CancelSubscription{name}) == "subscription.active");
  play.advance_to(instant("2026-06-10"));
  CHECK(play.world.ledger.debits.size() == 2);
}

TEST_CASE("which refusal of a subscription wins") {
  using Rows = std::vector<Break<Subscribing>>;
  const Rows rows = {
      {"subscription.body_malformed", [](Subscribing& s) { s.command.body_problem = "broken"; }},
      {"subscription.mandate_unknown", [](Subscribing& s) { s.command.mandate = text("MD"); }},
      {"subscription.mandate_active",
       [](Subscribing& s) {
         s.command.mandate = text(id_text(s.play.world, {ObjectKind::mandate, s.paused.index}));
       }},
      {"subscription.amount", [](Subscribing& s) { s.command.amount = text("10.00"); }},
      {"subscription.amount_permitted",
       [](Subscribing& s) { s.command.amount = number("500001"); }},
      {"subscription.name", [](Subscribing& s) { s.command.name = text("a\nb"); }},
      {"subscription.interval", [](Subscribing& s) { s.command.interval_count = number("367"); }},
      {"subscription.day_of_month", [](Subscribing& s) { s.command.day_of_month = number("32"); }},
      {"subscription.count", [](Subscribing& s) { s.command.count = number("0"); }},
      {"subscription.start_date", [](Subscribing& s) { s.command.start_date = text("soon"); }},
      {"subscription.first_date",
       [](Subscribing& s) { s.command.start_date = text("2026-01-08"); }},
      {"subscription.final_date", [](Subscribing& s) { s.command.count = number("13"); }},
      {"subscription.metadata", [](Subscribing& s) { s.command.metadata = text("no hash"); }},
  };
  CHECK(check_precedence(Subscribing(), rows) == ids_of(rules_of(subscription_rules())));
}

TEST_CASE("three working days lie between the last payment and the end of the mandate") {
  // 2026-03-31 is a Tuesday; 2026-04-02 is a holiday, the 3rd a Friday, the 4th a first Saturday.
  for (const char* last : {"2026-04-03", "2026-04-04"}) {
    for (const char* profile : {"documented", "lenient"}) {
      Play play;
      SetPolicy policy;
      policy.profile = text(profile);
      play.must(policy);
      MakeMandate making = good_mandate();
      making.debit.date_final_collection = text(last);
      const MandateId id{play.must(making).index_of(ObjectKind::mandate)};
      CreateSubscription command = good_subscription(play.world, id, "2026-01-31");
      command.count = number("3");
      CAPTURE(last);
      CAPTURE(profile);
      const bool passes =
          std::string_view(last) == "2026-04-04" || std::string_view(profile) == "lenient";
      CHECK(play.refusal(command) == (passes ? "accepted" : "subscription.final_date"));
    }
  }
}
