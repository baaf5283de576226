#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "support/play.h"
#include "support/printers.h"

using namespace lotusbox;
using namespace lotusbox::test;

namespace {

constexpr Seconds kSecond{1};

std::string amend_to(Play& play, MandateId id, std::string_view final_date) {
  ManageMandate command = good_request(play.world, Action::amend, id);
  command.maximum_amount = {};
  command.final_collection_date = text(final_date);
  return Play(play).refusal(command);
}

std::string amend_to(Play& play, MandateId id, CivilDate final_date) {
  return amend_to(play, id, format_date(final_date));
}

MandateId dated(Play& play, std::string_view date_of_mandate, std::string_view first) {
  MakeMandate command = good_mandate();
  if (!date_of_mandate.empty()) command.debit.date_of_mandate = text(date_of_mandate);
  command.debit.date_first_collection = text(first);
  return MandateId{play.must(command).index_of(ObjectKind::mandate)};
}

}  // namespace

TEST_CASE("a final date may be today in India, from its very first second to its last") {
  const Instant midnight = ist_midnight(date("2026-03-10"));
  Play play(format_ist(midnight - kSecond));
  const MandateId id = dated(play, "", "2020-01-01");
  CHECK(amend_to(play, id, "2026-03-08") == "amend.final_date_not_past");
  CHECK(amend_to(play, id, "2026-03-09") == "accepted");
  CHECK(amend_to(play, id, "2026-03-10") == "accepted");
  for (const Seconds after : {Seconds(0), kSecond, Seconds(86399)}) {
    play.advance_to(midnight + after);
    CAPTURE(after.count());
    CHECK(amend_to(play, id, "2026-03-09") == "amend.final_date_not_past");
    CHECK(amend_to(play, id, "2026-03-10") == "accepted");
    CHECK(amend_to(play, id, "2026-03-11") == "accepted");
  }
  play.advance_to(midnight + Seconds(86400));
  CHECK(amend_to(play, id, "2026-03-10") == "amend.final_date_not_past");
}

TEST_CASE("exactly forty years after the date of mandate is allowed, a day more is not") {
  const struct {
    std::string_view mandate, last;
  } rows[] = {{"2000-01-01", "2040-01-01"}, {"2024-02-29", "2064-02-29"},
              {"1996-02-29", "2036-02-29"}, {"1995-03-01", "2035-03-01"},
              {"1995-02-28", "2035-02-28"}, {"2060-02-29", "2100-02-28"},
              {"2060-03-01", "2100-03-01"}, {"2059-12-31", "2099-12-31"}};
  for (const auto& row : rows) {
    Play play;
    const MandateId id =
        dated(play, row.mandate, std::max(row.mandate, std::string_view("2020-01-01")));
    const CivilDate last = date(row.last);
    CAPTURE(row.mandate);
    CHECK(amend_to(play, id, last.plus_days(-1)) == "accepted");
    CHECK(amend_to(play, id, last) == "accepted");
    CHECK(amend_to(play, id, last.plus_days(1)) == "amend.final_date_within_40_years");
  }
}

TEST_CASE("without a date of mandate forty years count from the day of creation in India") {
  const Instant midnight = ist_midnight(date("2026-03-10"));
  const struct {
    Seconds after;
    std::string_view last;
  } rows[] = {{-kSecond, "2066-03-09"}, {Seconds(0), "2066-03-10"}, {kSecond, "2066-03-10"}};
  for (const auto& row : rows) {
    Play play(format_ist(midnight + row.after));
    const MandateId id = dated(play, "", "2020-01-01");
    play.advance_by(Seconds(400 * 86400));  // later calls count from the same day
    const CivilDate last = date(row.last);
    CAPTURE(row.last);
    CHECK(amend_to(play, id, last) == "accepted");
    CHECK(amend_to(play, id, last.plus_days(1)) == "amend.final_date_within_40_years");
  }
}

TEST_CASE("a final date may be the first collection date, and no earlier") {
  Play play;
  const MandateId id = dated(play, "", "2030-05-15");
  CHECK(amend_to(play, id, "2030-05-14") == "amend.final_date_after_first");
  CHECK(amend_to(play, id, "2030-05-15") == "accepted");
  CHECK(amend_to(play, id, "2030-05-16") == "accepted");
}

TEST_CASE("only an ISO date is a final date") {
  Play play;
  const MandateId id = dated(play, "", "2020-01-01");
  for (const std::string_view bad :
       {"", "2030", "31-01-2030", "2030-1-31", "2030-02-29", "2030-13-01", "2030-01-31T00:00:00Z",
        " 2030-01-31", "tomorrow", "20300131"}) {
    CAPTURE(bad);
    CHECK(amend_to(play, id, bad) == "amend.final_date_format");
  }
  ManageMandate command = good_request(play.world, Action::amend, id);
  for (const Field& field : {number("20300131"), boolean(true), nested()}) {
    command.final_collection_date = field;
    CHECK(play.refusal(command) == "amend.final_date_format");
  }
  command.final_collection_date = null_value();
  CHECK(play.refusal(command) == "accepted");
}

TEST_CASE("a cancel waits until two business days after the response are over, in India") {
  const struct {
    std::string_view responded, passes;
  } rows[] = {
      {"2026-01-05", "2026-01-08"},   // Monday: over after Wednesday
      {"2026-01-08", "2026-01-13"},   // Thursday: Friday and, after a second Saturday, Monday
      {"2026-01-02", "2026-01-06"},   // Friday before a first Saturday, which counts
      {"2026-01-22", "2026-01-28"},   // over a fourth Saturday and a holiday on Monday
      {"2026-01-24", "2026-01-29"},   // a response on a Saturday off
      {"2026-01-26", "2026-01-29"},   // a response on a holiday
      {"2026-12-31", "2027-01-03"}};  // into the next year, over a first Saturday
  for (const auto& row : rows) {
    const Instant passes = ist_midnight(date(row.passes));
    Play play(format_ist(passes - Seconds(10)));
    MakeMandate making = good_mandate();
    making.date_responded = text(row.responded);
    const MandateId id{play.must(making).index_of(ObjectKind::mandate)};
    const auto cancel = [&] {
      return Play(play).refusal(good_request(play.world, Action::cancel, id));
    };
    CAPTURE(row.responded);
    play.advance_to(passes - kSecond);
    CHECK(cancel() == "cancel.two_business_days");
    const StepResult refused = play.run(good_request(play.world, Action::cancel, id));
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().finding.passes_at == passes);
    play.advance_to(passes);
    CHECK(cancel() == "accepted");
    play.advance_to(passes + kSecond);
    CHECK(cancel() == "accepted");
  }
}

TEST_CASE("a first collection may be today in India, and not before") {
  const Instant midnight = ist_midnight(date("2026-03-10"));
  const struct {
    Seconds after;
    std::string_view today;
  } rows[] = {{-kSecond, "2026-03-09"}, {Seconds(0), "2026-03-10"}, {kSecond, "2026-03-10"}};
  for (const auto& row : rows) {
    Play play(format_ist(midnight + row.after));
    const CivilDate today = date(row.today);
    CreateSource source = good_source();
    const auto first_on = [&](int days) {
      source.debit.date_first_collection = text(format_date(today.plus_days(days)));
      return play.refusal(source);
    };
    CAPTURE(row.today);
    CHECK(first_on(-1) == "source.date_first_collection");
    CHECK(first_on(0) == "accepted");
    CHECK(first_on(1) == "accepted");
    source.debit.date_first_collection = {};
    const StepReport made = play.must(source);
    const Source& row_made = play.world.sources[made.index_of(ObjectKind::source)];
    CHECK(play.world.terms_of(row_made).first_collection == today);
  }
}

TEST_CASE("the final date of a source is at most thirty years after its mandate") {
  const struct {
    std::string_view of_mandate, last;
  } rows[] = {{"", "2056-01-07"},
              {"2025-12-01", "2055-12-01"},
              {"2024-02-29", "2054-02-28"},
              {"2000-02-29", "2030-02-28"},
              {"2023-03-01", "2053-03-01"}};
  for (const auto& row : rows) {
    Play play;
    CreateSource source = good_source();
    if (!row.of_mandate.empty()) source.debit.date_of_mandate = text(row.of_mandate);
    const auto final_on = [&](int days) {
      source.debit.date_final_collection = text(format_date(date(row.last).plus_days(days)));
      return play.refusal(source);
    };
    CAPTURE(row.last);
    CHECK(final_on(-1) == "accepted");
    CHECK(final_on(0) == "accepted");
    CHECK(final_on(1) == "source.final_within_30_years");
  }
  Play play;
  CreateSource source = good_source();
  source.debit.date_first_collection = text("2026-05-10");
  source.debit.date_final_collection = text("2026-05-09");
  CHECK(play.refusal(source) == "source.date_final_collection");
  source.debit.date_final_collection = text("2026-05-10");
  CHECK(play.refusal(source) == "accepted");
}

TEST_CASE("a direct mandate may lie in the past and end as late as it likes") {
  Play play;
  MakeMandate command = good_mandate("expired");
  command.debit.date_first_collection = text("2001-01-01");
  command.debit.date_final_collection = text("2002-01-01");
  CHECK(play.refusal(command) == "accepted");
  command.status = text("active");
  CHECK(play.refusal(command) == "make.end_ahead");
  command.debit.date_final_collection = text("2099-01-01");
  CHECK(play.refusal(command) == "accepted");
  command.status = text("expired");
  command.debit.date_final_collection = text("2000-12-31");
  CHECK(play.refusal(command) == "source.date_final_collection");
}
