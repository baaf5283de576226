#include "core/values/calendar.h"

#include <algorithm>
#include <boost/date_time/gregorian/greg_calendar.hpp>

#include "base/text.h"

namespace lotusbox {

namespace {

using Gregorian = boost::gregorian::gregorian_calendar;

constexpr int kFirstYear = 1400;
constexpr int kLastYear = 9999;
constexpr std::int64_t kIstOffsetSeconds = 19800;
constexpr std::int64_t kDaySeconds = 86400;

std::int32_t julian_of_1970() {
  static const auto kDay =
      static_cast<std::int32_t>(Gregorian::day_number(Gregorian::ymd_type(1970, 1, 1)));
  return kDay;
}

Gregorian::ymd_type parts(std::int32_t days) {
  return Gregorian::from_day_number(static_cast<unsigned>(days + julian_of_1970()));
}

int last_day(int year, int month) {
  return Gregorian::end_of_month_day(static_cast<unsigned short>(year),
                                     static_cast<unsigned short>(month));
}

std::int64_t floor_divide(std::int64_t number, std::int64_t by) {
  return number >= 0 ? number / by : -((-number + by - 1) / by);
}

/// Takes "12H" style pieces off the front of an ISO 8601 duration.
struct DurationPiece {
  std::int64_t count;
  char unit;
};

std::optional<DurationPiece> take_piece(std::string_view& text) {
  std::size_t digits = 0;
  while (digits < text.size() && is_digit(text[digits])) ++digits;
  if (digits == 0 || digits > 9 || digits == text.size()) return std::nullopt;
  const DurationPiece piece{*parse_integer(text.substr(0, digits)), text[digits]};
  text.remove_prefix(digits + 1);
  return piece;
}

std::optional<int> two_digits(std::string_view text, std::size_t from) {
  const std::string_view piece = text.substr(from, 2);
  if (piece.size() != 2 || !all_digits(piece)) return std::nullopt;
  return (piece[0] - '0') * 10 + (piece[1] - '0');
}

/// Seconds east of UTC of `Z`, `+05:30` or `-0330`; nullopt otherwise. A plus that a form did not
/// escape arrives as a blank.
std::optional<std::int64_t> parse_zone(std::string_view zone) {
  if (zone == "Z" || zone == "z") return 0;
  const bool with_colon = zone.size() == 6 && zone[3] == ':';
  if (!with_colon && zone.size() != 5) return std::nullopt;
  if (zone[0] != '+' && zone[0] != '-' && zone[0] != ' ') return std::nullopt;
  const auto hours = two_digits(zone, 1);
  const auto minutes = two_digits(zone, with_colon ? 4 : 3);
  if (!hours || !minutes || *hours > 14 || *minutes > 59) return std::nullopt;
  const std::int64_t seconds = *hours * 3600 + *minutes * 60;
  return zone[0] == '-' ? -seconds : seconds;
}

/// What follows the seconds: a fraction is left out, because a world counts whole seconds.
std::string_view without_fraction(std::string_view rest) {
  constexpr std::size_t kDigitsMax = 9;
  if (!rest.starts_with('.')) return rest;
  const std::size_t end = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
  return end == 1 || end - 1 > kDigitsMax ? rest : rest.substr(end);
}

}  // namespace

std::optional<CivilDate> CivilDate::make(int year, int month, int day) {
  if (year < kFirstYear || year > kLastYear || month < 1 || month > 12 || day < 1) {
    return std::nullopt;
  }
  if (day > last_day(year, month)) return std::nullopt;
  const Gregorian::ymd_type ymd(static_cast<unsigned short>(year),
                                static_cast<unsigned short>(month),
                                static_cast<unsigned short>(day));
  return CivilDate(static_cast<std::int32_t>(Gregorian::day_number(ymd)) - julian_of_1970());
}

int CivilDate::year() const { return static_cast<int>(parts(days_).year); }
int CivilDate::month() const { return static_cast<int>(parts(days_).month.as_number()); }
int CivilDate::day() const { return static_cast<int>(parts(days_).day); }
int CivilDate::weekday() const { return static_cast<int>(((days_ % 7) + 11) % 7); }

CivilDate CivilDate::plus_months(int count) const {
  const auto ymd = parts(days_);
  const int months =
      static_cast<int>(ymd.year) * 12 + static_cast<int>(ymd.month.as_number()) - 1 + count;
  const int year = months / 12;
  const int month = months % 12 + 1;
  if (year > kLastYear) return *make(kLastYear, 12, 31);
  if (year < kFirstYear) return *make(kFirstYear, 1, 1);
  const int day = std::min<int>(static_cast<int>(ymd.day), last_day(year, month));
  const auto moved = make(year, month, day);
  return moved ? *moved : CivilDate(*this);
}

std::optional<CivilDate> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto century = two_digits(text, 0);
  const auto years = two_digits(text, 2);
  const auto month = two_digits(text, 5);
  const auto day = two_digits(text, 8);
  if (!century || !years || !month || !day) return std::nullopt;
  return CivilDate::make(*century * 100 + *years, *month, *day);
}

std::string format_date(CivilDate date) {
  const auto ymd = parts(date.day_number());
  const int year = static_cast<int>(ymd.year);
  const int month = static_cast<int>(ymd.month.as_number());
  const int day = static_cast<int>(ymd.day);
  const auto digit = [](int number, int unit) {
    return static_cast<char>('0' + number / unit % 10);
  };
  return {digit(year, 1000),
          digit(year, 100),
          digit(year, 10),
          digit(year, 1),
          '-',
          digit(month, 10),
          digit(month, 1),
          '-',
          digit(day, 10),
          digit(day, 1)};
}

CivilDate ist_date(Instant at) {
  return CivilDate::from_day_number(
      floor_divide(unix_seconds(at) + kIstOffsetSeconds, kDaySeconds));
}

Instant ist_midnight(CivilDate date) {
  return instant_of(date.day_number() * kDaySeconds - kIstOffsetSeconds);
}

std::string format_ist(Instant at) {
  const CivilDate date = ist_date(at);
  const std::int64_t second = (at - ist_midnight(date)).count();
  const auto two = [](std::int64_t n) { return format_padded(static_cast<std::uint64_t>(n), 2); };
  return format_date(date) + "T" + two(second / 3600) + ":" + two(second / 60 % 60) + ":" +
         two(second % 60) + "+05:30";
}

std::optional<Instant> parse_instant(std::string_view text) {
  const auto date = parse_date(text.substr(0, 10));
  if (!date) return std::nullopt;
  if (text.size() == 10) {
    const Instant midnight = ist_midnight(*date);
    return midnight <= kLatestInstant ? std::optional(midnight) : std::nullopt;
  }
  const bool timed = text.size() >= 20 && (text[10] == 'T' || text[10] == 't' || text[10] == ' ');
  if (!timed || text[13] != ':' || text[16] != ':') return std::nullopt;
  const auto hour = two_digits(text, 11);
  const auto minute = two_digits(text, 14);
  const auto second = two_digits(text, 17);
  const auto zone = parse_zone(without_fraction(text.substr(19)));
  if (!hour || !minute || !second || !zone || *hour > 23 || *minute > 59 || *second > 59) {
    return std::nullopt;
  }
  const Instant at =
      instant_of(date->day_number() * kDaySeconds + *hour * 3600 + *minute * 60 + *second - *zone);
  const bool in_calendar =
      at >= ist_midnight(*CivilDate::make(kFirstYear, 1, 1)) && at <= kLatestInstant;
  return in_calendar ? std::optional(at) : std::nullopt;
}

std::optional<Instant> plus_duration(Instant from, std::string_view duration) {
  constexpr std::size_t kDurationLength = 40;  // so that no sum of its pieces can overflow
  if (duration.size() < 3 || duration.size() > kDurationLength || duration[0] != 'P') {
    return std::nullopt;
  }
  duration.remove_prefix(1);
  std::int64_t months = 0;
  std::int64_t seconds = 0;
  bool clock = false;               // behind the T
  std::string_view units = "YMWD";  // units come in this order, each at most once
  while (!duration.empty()) {
    if (duration[0] == 'T') {
      if (clock || duration.size() == 1) return std::nullopt;
      clock = true;
      units = "HMS";
      duration.remove_prefix(1);
      continue;
    }
    const auto piece = take_piece(duration);
    if (!piece) return std::nullopt;
    const auto index = units.find(piece->unit);
    if (index == std::string_view::npos) return std::nullopt;
    units.remove_prefix(index + 1);
    if (piece->unit == 'Y') months += piece->count * 12;
    if (piece->unit == 'M') (clock ? seconds : months) += piece->count * (clock ? 60 : 1);
    if (piece->unit == 'W') seconds += piece->count * 7 * kDaySeconds;
    if (piece->unit == 'D') seconds += piece->count * kDaySeconds;
    if (piece->unit == 'H') seconds += piece->count * 3600;
    if (piece->unit == 'S') seconds += piece->count;
  }
  const CivilDate day = ist_date(from);
  constexpr std::int64_t kLastMonth = kLastYear * 12 + 11;
  if (day.year() * 12 + day.month() - 1 + months > kLastMonth) return std::nullopt;
  const Instant start =
      ist_midnight(day.plus_months(static_cast<int>(months))) + (from - ist_midnight(day));
  const std::int64_t end = unix_seconds(start) + seconds;
  const std::int64_t latest = unix_seconds(kLatestInstant);
  if (seconds > latest || end > latest) return std::nullopt;
  return instant_of(end);
}

WorkingDays::WorkingDays(std::vector<CivilDate> holidays) : holidays_(std::move(holidays)) {
  std::sort(holidays_.begin(), holidays_.end());
}

bool WorkingDays::is_working(CivilDate date) const {
  constexpr int kSunday = 0;
  constexpr int kSaturday = 6;
  const int weekday = date.weekday();
  if (weekday == kSunday) return false;
  const int day = date.day();
  const bool second_or_fourth = (day >= 8 && day <= 14) || (day >= 22 && day <= 28);
  if (weekday == kSaturday && second_or_fourth) return false;
  return !std::binary_search(holidays_.begin(), holidays_.end(), date);
}

CivilDate WorkingDays::after(CivilDate date, int count) const {
  while (count > 0) {
    date = date.plus_days(1);
    if (is_working(date)) --count;
  }
  return date;
}

}  // namespace lotusbox
