#include <doctest/doctest.h>

#include <string>

#include "support/play.h"
#include "support/printers.h"

using namespace lotusbox;
using namespace lotusbox::test;

// The calendar ends on 9999-12-31, and clocks stop a thousand years before. What a caller can write
// must not lead past either.

TEST_CASE("arithmetic on days stays in the calendar") {
  const CivilDate first = date("1400-01-01");
  const CivilDate last = date("9999-12-31");
  CHECK(last.plus_days(1) == last);
  CHECK(first.plus_days(-1) == first);
  CHECK(date("9990-05-05").plus_years(40) == last);
  CHECK(date("1400-05-05").plus_months(-6) == first);
  CHECK(WorkingDays().after(last, 2) == last);
  CHECK(ist_date(instant_of(INT64_MAX / 2)) == last);
  CHECK(ist_date(instant_of(INT64_MIN / 2)) == first);
}

TEST_CASE("durations do not lead past the last instant of a clock") {
  const Instant now = instant("2026-01-07T10:00:00+05:30");
  for (const std::string_view bad :
       {"P6975Y", "P7974Y", "P7990Y", "P95999M", "P3000000D", "P999999999W", "PT999999999H"}) {
    CAPTURE(bad);
    CHECK(plus_duration(now, bad) == std::nullopt);
  }
  const auto late = plus_duration(now, "P6974Y");
  REQUIRE(late.has_value());
  CHECK(format_ist(*late) == "9000-01-07T10:00:00+05:30");
  CHECK(plus_duration(kLatestInstant - Seconds(1), "PT1S") == kLatestInstant);
  CHECK(plus_duration(kLatestInstant - Seconds(1), "PT2S") == std::nullopt);
}

TEST_CASE("a clock at its latest instant still tells the day and takes calls") {
  Play play(format_ist(kLatestInstant));
  CHECK(ist_date(play.world.now).year() == 9000);
  const MandateId id = play.authorised();
  play.request(Action::amend, id);
  play.advance_by(limits::kLinkLife);
  CHECK(play.status(id) == "active");
  CHECK(play.refusal(good_source()) == "accepted");
}

TEST_CASE("an amend of a mandate of the last century of the calendar") {
  Play play;
  MakeMandate making = good_mandate();
  making.debit.date_of_mandate = text("9980-01-01");
  const MandateId id{play.must(making).index_of(ObjectKind::mandate)};
  ManageMandate amend = good_request(play.world, Action::amend, id);
  amend.final_collection_date = text("9999-12-31");
  CHECK(play.refusal(amend) == "accepted");
}

TEST_CASE("a source of the last century of the calendar") {
  Play play;
  CreateSource source = good_source();
  source.debit.date_of_mandate = text("9980-01-01");
  source.debit.date_final_collection = text("9999-12-31");
  CHECK(play.refusal(source) == "accepted");
}

TEST_CASE("a cancel of a mandate that is answered on the last day of the calendar") {
  Play play;
  MakeMandate making = good_mandate();
  making.date_responded = text("9999-12-31");
  const MandateId id{play.must(making).index_of(ObjectKind::mandate)};
  CHECK(play.refusal(good_request(play.world, Action::cancel, id)) == "cancel.two_business_days");
}
