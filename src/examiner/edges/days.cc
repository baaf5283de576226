#include "examiner/edges/days.h"

#include "examiner/edges/bases.h"

namespace lotusbox::examiner {

namespace {

constexpr int kSaturday = 6;
constexpr int kDaysOfWeek = 7;

bool is_open(CivilDate date) {
  if (date.weekday() == 0) return false;
  const int which = (date.day() - 1) / kDaysOfWeek + 1;  // the first Saturday, the second …
  if (date.weekday() == kSaturday && which % 2 == 0) return false;
  return bases::reference().working_days.is_working(date);  // of the list of holidays
}

CivilDate read(std::string_view date) { return parse_date(date).value(); }

}  // namespace

bool is_holiday(CivilDate date) {
  const bool weekend = date.weekday() == 0 || date.weekday() == kSaturday;
  return !weekend && !bases::reference().working_days.is_working(date);
}

std::string years_later(std::string_view date, int years) {
  const CivilDate from = read(date);
  const auto same = CivilDate::make(from.year() + years, from.month(), from.day());
  return format_date(same ? *same : CivilDate::make(from.year() + years, from.month(), 28).value());
}

std::string months_later(std::string_view first_of_month, int months) {
  const CivilDate from = read(first_of_month);
  const int count = from.month() - 1 + months;
  return format_date(CivilDate::make(from.year() + count / 12, count % 12 + 1, 1).value());
}

std::string days_later(std::string_view date, int days) {
  return format_date(read(date).plus_days(days));
}

std::string working_days_later(std::string_view date, int count) {
  CivilDate day = read(date);
  while (count > 0) {
    day = day.plus_days(1);
    if (is_open(day)) --count;
  }
  return format_date(day);
}

std::string seconds_later(std::string_view instant, std::int64_t seconds) {
  return format_ist(parse_instant(instant).value() + Seconds(seconds));
}

std::string midnight(std::string_view date) { return std::string(date) + "T00:00:00+05:30"; }

std::vector<Moment> around_midnight(std::string_view date) {
  const std::string first = midnight(date);
  return {{seconds_later(first, -1), "a second before midnight in India", true},
          {first, "at midnight in India", false},
          {seconds_later(first, 2 * 3600), "at two in India, when UTC is a day behind", false}};
}

}  // namespace lotusbox::examiner
