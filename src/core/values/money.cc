#include "core/values/money.h"

#include <algorithm>

#include "base/text.h"

namespace lotusbox {

namespace {
constexpr std::size_t kDigitsMax = 15;
constexpr std::int64_t kPaisePerRupee = 100;
}  // namespace

std::optional<Paise> parse_paise(std::string_view text) {
  if (!all_digits(text)) return std::nullopt;
  text.remove_prefix(std::min(text.find_first_not_of('0'), text.size() - 1));
  return text.size() > kDigitsMax ? kBeyondPaise : Paise(*parse_integer(text));
}

std::optional<Paise> parse_amount(std::string_view text) {
  const auto dot = text.find('.');
  const std::string_view whole = text.substr(0, dot);
  const auto number = parse_paise(whole);
  if (!number || dot == std::string_view::npos) return number;
  const std::string_view decimals = text.substr(dot + 1);
  if (!all_digits(decimals) || decimals.size() > 2) return std::nullopt;
  std::int64_t paise = *parse_integer(decimals);
  if (decimals.size() == 1) paise *= 10;
  if (*number == kBeyondPaise) return number;
  return Paise(number->count() * kPaisePerRupee + paise);
}

std::string format_rupees(Paise amount) {
  const bool negative = amount.count() < 0;
  const auto count = static_cast<std::uint64_t>(negative ? -amount.count() : amount.count());
  return "Rs " + std::string(negative ? "-" : "") + std::to_string(count / kPaisePerRupee) + "." +
         format_padded(count % kPaisePerRupee, 2);
}

}  // namespace lotusbox
