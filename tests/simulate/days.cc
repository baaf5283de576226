#include "simulate/days.h"

#include <algorithm>

namespace lotusbox::simulate {

namespace {

constexpr std::int64_t kDaySeconds = 86400;
constexpr std::int64_t kIndia = 5 * 3600 + 1800;

bool is_leap(std::int64_t year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int days_in(std::int64_t year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : kDays[month - 1];
}

std::int64_t floor_div(std::int64_t number, std::int64_t by) {
  return number / by - (number % by < 0 ? 1 : 0);
}

struct Civil {
  std::int64_t year;
  int month, day;
};

/// Days before the first of January of a year, counted from the year 0.
std::int64_t days_before(std::int64_t year) {
  const std::int64_t last = year - 1;
  return 365 * year + floor_div(last, 4) - floor_div(last, 100) + floor_div(last, 400) + 1;
}

Civil civil(Day day) {
  const std::int64_t number = day + days_before(1970);
  std::int64_t year = floor_div(number * 400, 146097);
  while (days_before(year + 1) <= number) ++year;
  while (days_before(year) > number) --year;
  auto rest = static_cast<int>(number - days_before(year));
  int month = 1;
  for (; rest >= days_in(year, month); ++month) rest -= days_in(year, month);
  return {year, month, rest + 1};
}

}  // namespace

Day day_of(std::int64_t year, int month, int day) {
  std::int64_t number = days_before(year) - days_before(1970) + day - 1;
  for (int i = 1; i < month; ++i) number += days_in(year, i);
  return number;
}

std::optional<Day> read_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  int numbers[3] = {0, 0, 0};
  int part = 0;
  for (const char c : text) {
    if (c == '-') {
      ++part;
      if (part > 2) return std::nullopt;
    } else if (c >= '0' && c <= '9') {
      numbers[part] = numbers[part] * 10 + (c - '0');
    } else {
      return std::nullopt;
    }
  }
  if (numbers[1] < 1 || numbers[1] > 12 || numbers[2] < 1) return std::nullopt;
  if (numbers[2] > days_in(numbers[0], numbers[1])) return std::nullopt;
  return day_of(numbers[0], numbers[1], numbers[2]);
}

Day years_after(Day day, int years) {
  const Civil from = civil(day);
  const std::int64_t year = from.year + years;
  return day_of(year, from.month, std::min(from.day, days_in(year, from.month)));
}

Day indian_day(std::int64_t second) { return floor_div(second + kIndia, kDaySeconds); }

std::int64_t begins(Day day) { return day * kDaySeconds - kIndia; }

int full_hour(std::int64_t second) {
  const std::int64_t since = second - begins(indian_day(second));
  return since % 3600 == 0 ? static_cast<int>(since / 3600) : -1;
}

Day quarter_begins(Day day, int quarters_later) {
  const Civil at = civil(day);
  const std::int64_t quarter = at.year * 4 + (at.month - 1) / 3 + quarters_later;
  return day_of(floor_div(quarter, 4),
                static_cast<int>(quarter - floor_div(quarter, 4) * 4) * 3 + 1, 1);
}

bool is_business_day(Day day, const std::vector<Day>& holidays) {
  if (std::find(holidays.begin(), holidays.end(), day) != holidays.end()) return false;
  const std::int64_t weekday = (day + 4) - floor_div(day + 4, 7) * 7;  // 1970-01-01: a Thursday
  if (weekday == 0) return false;
  if (weekday != 6) return true;
  return ((civil(day).day - 1) / 7) % 2 == 0;
}

int business_days_between(Day after, Day upto, const std::vector<Day>& holidays) {
  int count = 0;
  for (Day day = after + 1; day <= upto && count < 100; ++day) {
    count += is_business_day(day, holidays) ? 1 : 0;
  }
  return count;
}

}  // namespace lotusbox::simulate
