// Days as the model counts them: its own arithmetic on the Gregorian calendar and Indian time, so
// that a mistake in the product's cannot hide. Days are numbers since 1970-01-01, seconds are Unix
// seconds.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace lotusbox::simulate {

using Day = std::int64_t;

[[nodiscard]] Day day_of(std::int64_t year, int month, int day);
/// `2026-01-31`, exactly, of a day that exists; nullopt otherwise.
[[nodiscard]] std::optional<Day> read_day(std::string_view text);
/// So many years on; 29 February falls on the 28th where that year has no 29th.
[[nodiscard]] Day years_after(Day day, int years);

[[nodiscard]] Day indian_day(std::int64_t second);
/// The second in which the day begins in India.
[[nodiscard]] std::int64_t begins(Day day);
/// Whole hours since midnight in India; -1 when the second is not a full hour.
[[nodiscard]] int full_hour(std::int64_t second);

/// The first day of the quarter that the day lies in, and of a later one.
[[nodiscard]] Day quarter_begins(Day day, int quarters_later = 0);

/// Monday to Friday and the 1st, 3rd and 5th Saturday, less holidays.
[[nodiscard]] bool is_business_day(Day day, const std::vector<Day>& holidays);
/// How many business days lie after the first day, up to and with the last one.
[[nodiscard]] int business_days_between(Day after, Day upto, const std::vector<Day>& holidays);

}  // namespace lotusbox::simulate
