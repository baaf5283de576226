// Days and instants at a boundary, counted here from what the rules say: by the civil calendar and
// by the working days of banks, Monday to Friday and the first, third and fifth Saturday.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/values/calendar.h"

namespace lotusbox::examiner {

/// The same day of the month so many years on, or the 28 February where there is no 29.
std::string years_later(std::string_view date, int years);
std::string months_later(std::string_view first_of_month, int months);
std::string days_later(std::string_view date, int days);
/// The `count`-th working day after a date.
std::string working_days_later(std::string_view date, int count);
bool is_holiday(CivilDate date);

/// An instant, `seconds` after another.
std::string seconds_later(std::string_view instant, std::int64_t seconds);
/// The midnight in India that begins a day.
std::string midnight(std::string_view date);

/// An instant near the midnight that begins a day in India, and whether the day before it is not
/// over yet.
struct Moment {
  std::string at;
  std::string said;
  bool first_day_is_today = false;
};
/// The last second before it, the first after it, and two in the morning, when UTC is a day behind.
std::vector<Moment> around_midnight(std::string_view date);

}  // namespace lotusbox::examiner
