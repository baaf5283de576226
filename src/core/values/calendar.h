// Calendar days and their arithmetic, Indian Standard Time, and working days. A CivilDate is a
// day, not a span: "two working days later" and "a month later" are functions of this file.
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/values/instant.h"

namespace lotusbox {

/// A day of the Gregorian calendar from 1400-01-01 to 9999-12-31; always valid.
class CivilDate {
 public:
  CivilDate() = default;  ///< 1970-01-01

  /// nullopt when there is no such day.
  static std::optional<CivilDate> make(int year, int month, int day);
  /// Clamped to the calendar, like all arithmetic on days.
  static CivilDate from_day_number(std::int64_t days_since_1970) {
    return CivilDate(
        static_cast<std::int32_t>(std::clamp<std::int64_t>(days_since_1970, kFirstDay, kLastDay)));
  }

  [[nodiscard]] std::int32_t day_number() const { return days_; }  ///< days since 1970-01-01
  [[nodiscard]] int year() const;
  [[nodiscard]] int month() const;    ///< 1 to 12
  [[nodiscard]] int day() const;      ///< 1 to 31
  [[nodiscard]] int weekday() const;  ///< 0 Sunday to 6 Saturday

  [[nodiscard]] CivilDate plus_days(int count) const {
    return from_day_number(std::int64_t{days_} + count);
  }
  /// The same day of the month, `count` months on; clamped to the month's last day. Compute the
  /// n-th occurrence from its anchor and never by repeated steps: clamping forgets the day.
  [[nodiscard]] CivilDate plus_months(int count) const;
  [[nodiscard]] CivilDate plus_years(int count) const { return plus_months(12 * count); }

  friend auto operator<=>(CivilDate, CivilDate) = default;

 private:
  static constexpr std::int64_t kFirstDay = -208188;
  static constexpr std::int64_t kLastDay = 2932896;

  explicit CivilDate(std::int32_t days) : days_(days) {}
  std::int32_t days_ = 0;
};

/// `2026-01-31`, exactly; nullopt otherwise.
[[nodiscard]] std::optional<CivilDate> parse_date(std::string_view text);
[[nodiscard]] std::string format_date(CivilDate date);

/// No world's clock goes beyond 9000-12-31T23:59:59+05:30: what is reckoned from it has room.
inline constexpr Instant kLatestInstant = instant_of(221876908199);

// Indian Standard Time, UTC+05:30, without summer time.
[[nodiscard]] CivilDate ist_date(Instant at);
[[nodiscard]] Instant ist_midnight(CivilDate date);  ///< the midnight that begins the day
/// `2026-01-01T05:30:00+05:30`
[[nodiscard]] std::string format_ist(Instant at);
/// An ISO 8601 instant with seconds and a zone (`Z` or `+05:30`); a date alone is its IST midnight.
/// nullopt also when its IST day is not in the calendar.
[[nodiscard]] std::optional<Instant> parse_instant(std::string_view text);
/// `from` moved by an ISO 8601 duration (`P7D`, `PT30M`, `P1Y2M`); years and months are counted on
/// the IST calendar. nullopt when the text is no duration or the result leaves the calendar.
[[nodiscard]] std::optional<Instant> plus_duration(Instant from, std::string_view duration);

/// Which days banks work: Monday to Friday and the 1st, 3rd and 5th Saturday, less holidays (the
/// reading R15; holidays come from fixtures).
class WorkingDays {
 public:
  WorkingDays() = default;
  explicit WorkingDays(std::vector<CivilDate> holidays);

  [[nodiscard]] bool is_working(CivilDate date) const;
  /// The `count`-th working day after `date`; `date` itself is never counted.
  [[nodiscard]] CivilDate after(CivilDate date, int count) const;

 private:
  std::vector<CivilDate> holidays_;  // sorted
};

}  // namespace lotusbox
