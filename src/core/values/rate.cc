#include "core/values/rate.h"

#include "base/seeded_permutation.h"
#include "base/text.h"

namespace lotusbox {

namespace {

constexpr std::size_t kPercentDigits = 4;  // after the point: a millionth is 0.0001 percent
constexpr std::size_t kShareDigits = 6;

/// The decimal times ten to the `digits`; nullopt when it has more of them, or is no decimal.
std::optional<std::uint32_t> scaled(std::string_view text, std::size_t digits) {
  constexpr std::size_t kWholeMax = 3;
  const auto point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  if (!all_digits(whole) || whole.size() > kWholeMax) return std::nullopt;
  std::string number(whole);
  std::string_view rest;
  if (point != std::string_view::npos) {
    rest = text.substr(point + 1);
    if (!all_digits(rest) || rest.size() > digits) return std::nullopt;
  }
  number.append(rest).append(digits - rest.size(), '0');
  return static_cast<std::uint32_t>(*parse_integer(number));
}

}  // namespace

std::optional<Rate> parse_rate(std::string_view text) {
  const bool percent = text.ends_with('%');
  if (percent) text.remove_suffix(1);
  const auto number = scaled(text, percent ? kPercentDigits : kShareDigits);
  if (!number || *number > Rate::kAlways) return std::nullopt;
  return Rate{*number};
}

std::string format_rate(Rate rate) {
  constexpr std::uint32_t kOne = Rate::kAlways / 100;
  std::string text = std::to_string(rate.per_million / kOne);
  if (rate.per_million % kOne != 0) {
    text += "." + format_padded(rate.per_million % kOne, kPercentDigits);
    text.erase(text.find_last_not_of('0') + 1);
  }
  return text + "%";
}

std::uint64_t throw_dice(std::uint64_t seed, std::uint64_t number) {
  return mix(mix(seed) ^ mix(number));
}

bool falls(Rate rate, std::uint64_t seed, std::uint64_t number) {
  return throw_dice(seed, number) % Rate::kAlways < rate.per_million;
}

}  // namespace lotusbox
