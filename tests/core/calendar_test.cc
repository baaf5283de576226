#include "core/values/calendar.h"

#include <doctest/doctest.h>

#include <vector>

#include "support/builders.h"
#include "support/printers.h"

using namespace lotusbox;
using test::date;
using test::instant;

TEST_CASE("dates are written one way only, and exist") {
  for (const std::string_view good :
       {"1970-01-01", "2000-02-29", "2024-02-29", "2026-12-31", "1400-01-01", "9999-12-31"}) {
    CAPTURE(good);
    const auto parsed = parse_date(good);
    REQUIRE(parsed.has_value());
    CHECK(format_date(*parsed) == good);
  }
  for (const std::string_view bad : {"",
                                     "2026-1-01",
                                     "2026-01-1",
                                     "26-01-01",
                                     "2026/01/01",
                                     "2026-01-01 ",
                                     " 2026-01-01",
                                     "2026-13-01",
                                     "2026-00-01",
                                     "2026-01-00",
                                     "2026-01-32",
                                     "2026-04-31",
                                     "2025-02-29",
                                     "1900-02-29",
                                     "2100-02-29",
                                     "1399-12-31",
                                     "0000-01-01",
                                     "-026-01-01",
                                     "+026-01-01",
                                     "2026-+1-01",
                                     "2026-01-+1",
                                     "20260101",
                                     "2026-01-01T00:00:00Z",
                                     "2026-Jan-01",
                                     "31-01-2026",
                                     "2026-01-0x",
                                     "2o26-01-01"}) {
    CAPTURE(bad);
    CHECK(parse_date(bad) == std::nullopt);
  }
}

TEST_CASE("February has a 29th in leap years") {
  const struct {
    int year, last;
  } rows[] = {{1600, 29}, {1900, 28}, {1999, 28}, {2000, 29}, {2023, 28}, {2024, 29},
              {2096, 29}, {2100, 28}, {2104, 29}, {2200, 28}, {2400, 29}};
  for (const auto& row : rows) {
    CAPTURE(row.year);
    CHECK(CivilDate::make(row.year, 2, row.last).has_value());
    CHECK_FALSE(CivilDate::make(row.year, 2, row.last + 1).has_value());
    CHECK(CivilDate::make(row.year, 2, row.last)->plus_days(1) == *CivilDate::make(row.year, 3, 1));
  }
}

TEST_CASE("every day of four centuries follows the one before it") {
  CivilDate day = date("1899-12-31");
  int year = 1899;
  int month = 12;
  int of_month = 31;
  const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool right = true;
  while (year < 2300) {
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    const int length = lengths[month - 1] + (month == 2 && leap ? 1 : 0);
    if (++of_month > length) {
      of_month = 1;
      if (++month > 12) {
        month = 1;
        ++year;
      }
    }
    const int weekday = (day.weekday() + 1) % 7;
    day = day.plus_days(1);
    right = right && day.year() == year && day.month() == month && day.day() == of_month &&
            day.weekday() == weekday && CivilDate::make(year, month, of_month) == day;
  }
  CHECK(right);
}

TEST_CASE("known weekdays") {
  CHECK(date("1970-01-01").weekday() == 4);
  CHECK(date("1969-12-31").weekday() == 3);
  CHECK(date("2000-01-01").weekday() == 6);
  CHECK(date("2026-01-04").weekday() == 0);
  CHECK(date("1947-08-15").weekday() == 5);
  CHECK(date("1400-01-01").weekday() == 3);
}

TEST_CASE("months are counted from an anchor and clamped to their end") {
  const struct {
    std::string_view from;
    int months;
    std::string_view to;
  } rows[] = {{"2026-01-31", 1, "2026-02-28"},   {"2026-01-31", 2, "2026-03-31"},
              {"2026-01-31", 3, "2026-04-30"},   {"2024-01-31", 1, "2024-02-29"},
              {"2026-02-28", 1, "2026-03-28"},   {"2024-02-29", 12, "2025-02-28"},
              {"2024-02-29", 48, "2028-02-29"},  {"2026-12-31", 2, "2027-02-28"},
              {"2026-03-31", -1, "2026-02-28"},  {"2026-01-15", -1, "2025-12-15"},
              {"2026-01-31", 0, "2026-01-31"},   {"2096-02-29", 48, "2100-02-28"},
              {"2026-01-31", -13, "2024-12-31"}, {"2026-11-30", 3, "2027-02-28"}};
  for (const auto& row : rows) {
    CAPTURE(row.from);
    CAPTURE(row.months);
    CHECK(format_date(date(row.from).plus_months(row.months)) == row.to);
  }
  CHECK(format_date(date("2060-02-29").plus_years(40)) == "2100-02-28");
  CHECK(format_date(date("2024-02-29").plus_years(40)) == "2064-02-29");
}

TEST_CASE("a day in India begins at half past six in the evening before, UTC") {
  CHECK(ist_midnight(date("2026-01-01")) == instant("2025-12-31T18:30:00Z"));
  CHECK(ist_date(instant("2025-12-31T18:29:59Z")) == date("2025-12-31"));
  CHECK(ist_date(instant("2025-12-31T18:30:00Z")) == date("2026-01-01"));
  CHECK(ist_date(instant("2026-01-01T18:29:59Z")) == date("2026-01-01"));
  CHECK(ist_date(instant("1969-12-31T18:29:59Z")) == date("1969-12-31"));
  CHECK(ist_date(instant("1969-12-31T18:30:00Z")) == date("1970-01-01"));
  CHECK(format_ist(instant("1969-12-31T18:29:59Z")) == "1969-12-31T23:59:59+05:30");
  CHECK(format_ist(instant_of(1767225600)) == "2026-01-01T05:30:00+05:30");
}

TEST_CASE("instants are read with a zone, and a date alone is its midnight in India") {
  const std::int64_t second = 1767225600;  // 2026-01-01T00:00:00Z
  const struct {
    std::string_view text;
    std::int64_t at;
  } good[] = {{"2026-01-01T00:00:00Z", second},      {"2026-01-01T00:00:00z", second},
              {"2026-01-01T05:30:00+05:30", second}, {"2025-12-31T19:00:00-05:00", second},
              {"2026-01-01T14:00:00+14:00", second}, {"2026-01-01T00:00:00+00:00", second},
              {"2026-01-01T00:00:00-00:00", second}, {"2026-01-01T23:59:59Z", second + 86399},
              {"2026-01-01", second - 19800},        {"1970-01-01T00:00:00Z", 0},
              {"1969-12-31T23:59:59Z", -1},          {"2026-01-01T00:00:00.000Z", second},
              {"2026-01-01T00:00:00.999Z", second},  {"2026-01-01t00:00:00z", second},
              {"2026-01-01 00:00:00Z", second},      {"2026-01-01T05:30:00 05:30", second},
              {"2026-01-01T05:30:00+0530", second},  {"2026-01-01 05:30:00.5 05:30", second}};
  for (const auto& row : good) {
    CAPTURE(row.text);
    CHECK(parse_instant(row.text) == instant_of(row.at));
  }
  for (const std::string_view bad : {"",
                                     "2026",
                                     "2026-01",
                                     "2026-01-01T",
                                     "2026-01-01T00:00",
                                     "2026-01-01T00:00:00",
                                     "2026-01-01T00:00:00.Z",
                                     "2026-01-01T00:00:00.5",
                                     "2026-01-01T00:00:00.0123456789Z",
                                     "2026-01-01_00:00:00Z",
                                     "2026-01-01T24:00:00Z",
                                     "2026-01-01T00:60:00Z",
                                     "2026-01-01T00:00:60Z",
                                     "2026-02-30T00:00:00Z",
                                     "2026-01-01T00:00:00+5:30",
                                     "2026-01-01T00:00:00+053",
                                     "2026-01-01T00:00:00 530",
                                     "2026-01-01T00:00:00+15:00",
                                     "2026-01-01T00:00:00+05:60",
                                     "2026-01-01T00:00:00 Z",
                                     "2026-01-01T00:00:00Zz",
                                     "2026-01-01T0 :00:00Z",
                                     "2026-01-01T-1:00:00Z",
                                     "2026-01-01Z",
                                     "1767225600",
                                     "now",
                                     "2026-01-01T00-00-00Z",
                                     "2026-01-01T00:00:00UTC"}) {
    CAPTURE(bad);
    CHECK(parse_instant(bad) == std::nullopt);
  }
}

TEST_CASE("what is printed as an instant reads back as the same") {
  for (std::int64_t second = -2208900000; second < 221000000000; second += 1876543211) {
    CHECK(parse_instant(format_ist(instant_of(second))) == instant_of(second));
  }
}

TEST_CASE("durations are added on the calendar of India") {
  const struct {
    std::string_view from, duration, to;
  } good[] = {{"2026-01-10T10:00:00+05:30", "P7D", "2026-01-17T10:00:00+05:30"},
              {"2026-01-10T10:00:00+05:30", "PT30M", "2026-01-10T10:30:00+05:30"},
              {"2026-01-10T10:00:00+05:30", "PT1S", "2026-01-10T10:00:01+05:30"},
              {"2026-01-10T10:00:00+05:30", "PT1H2M3S", "2026-01-10T11:02:03+05:30"},
              {"2026-01-10T10:00:00+05:30", "P1W", "2026-01-17T10:00:00+05:30"},
              {"2026-01-10T10:00:00+05:30", "P1DT12H", "2026-01-11T22:00:00+05:30"},
              {"2026-01-10T10:00:00+05:30", "P0D", "2026-01-10T10:00:00+05:30"},
              {"2026-01-10T10:00:00+05:30", "PT36H", "2026-01-11T22:00:00+05:30"},
              {"2026-01-31T10:00:00+05:30", "P1M", "2026-02-28T10:00:00+05:30"},
              {"2026-01-31T10:00:00+05:30", "P1M1D", "2026-03-01T10:00:00+05:30"},
              {"2024-02-29T23:59:59+05:30", "P1Y", "2025-02-28T23:59:59+05:30"},
              {"2026-01-10T10:00:00+05:30", "P1Y2M3DT4H5M6S", "2027-03-13T14:05:06+05:30"},
              // 31 January begins in India while it is still the 30th in UTC.
              {"2026-01-30T20:00:00Z", "P1M", "2026-02-28T01:30:00+05:30"}};
  for (const auto& row : good) {
    CAPTURE(row.from);
    CAPTURE(row.duration);
    CHECK(plus_duration(instant(row.from), row.duration) == instant(row.to));
  }
  for (const std::string_view bad :
       {"",       "P",    "PT",    "P1",           "1D",          "P1DT",       "PD",
        "PTS",    "P1H",  "PT1D",  "P-1D",         "-P1D",        "P1.5D",      "p1d",
        "P1d",    " P1D", "P1D ",  "P1M1Y",        "PT1S1M",      "P1DT1HT1M",  "P1Y1Y",
        "PT1M1M", "P1S",  "P1W1W", "P1234567890D", "P999999999Y", "P999999999D"}) {
    CAPTURE(bad);
    CHECK(plus_duration(instant("2026-01-10"), bad) == std::nullopt);
  }
}

TEST_CASE("the last unit of a duration comes once, like all others") {
  for (const std::string_view bad : {"P1D1D", "PT1S1S", "P1DT1S2S", "P1D2DT1S"}) {
    CAPTURE(bad);
    CHECK(plus_duration(instant("2026-01-10"), bad) == std::nullopt);
  }
}

TEST_CASE("banks rest on Sundays, second and fourth Saturdays, and holidays") {
  const WorkingDays days({date("2026-04-02"), date("2026-01-26")});
  const struct {
    std::string_view day;
    bool works;
  } rows[] = {{"2026-01-03", true},   // first Saturday
              {"2026-01-04", false},  // Sunday
              {"2026-01-05", true},  {"2026-01-09", true},
              {"2026-01-10", false},  // second Saturday
              {"2026-01-17", true},   // third Saturday
              {"2026-01-24", false},  // fourth Saturday
              {"2026-01-25", false}, {"2026-01-26", false},
              {"2026-01-27", true},  {"2026-01-31", true},  // fifth Saturday
              {"2026-04-02", false}, {"2026-02-28", false},
              {"2026-08-01", true},  // a month that begins with a Saturday
              {"2026-08-08", false}, {"2026-08-22", false},
              {"2026-08-29", true}};
  for (const auto& row : rows) {
    CAPTURE(row.day);
    CHECK(days.is_working(date(row.day)) == row.works);
  }
}

TEST_CASE("working days after a day never count the day itself") {
  const WorkingDays days({date("2026-01-26")});
  CHECK(days.after(date("2026-01-07"), 0) == date("2026-01-07"));
  CHECK(days.after(date("2026-01-07"), 1) == date("2026-01-08"));
  CHECK(days.after(date("2026-01-07"), 2) == date("2026-01-09"));
  CHECK(days.after(date("2026-01-09"), 1) == date("2026-01-12"));  // over a second Saturday
  CHECK(days.after(date("2026-01-02"), 2) == date("2026-01-05"));  // a first Saturday counts
  CHECK(days.after(date("2026-01-23"), 1) == date("2026-01-27"));  // and over a holiday
  CHECK(days.after(date("2026-01-25"), 1) == date("2026-01-27"));
  CHECK(WorkingDays().after(date("2026-01-25"), 1) == date("2026-01-26"));
}
