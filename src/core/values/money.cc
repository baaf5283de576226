#include "core/values/money.h"

#include "base/text.h"

namespace lotusbox {

namespace {
constexpr std::size_t kDigitsMax = 15;
constexpr std::int64_t kPaisePerRupee = 100;
}  // namespace

std::optional<Paise> parse_amount(std::string_view text) {
  const auto dot = text.find('.');
  const std::string_view whole = text.substr(0, dot);
  if (!all_digits(whole) || whole.size() > kDigitsMax) return std::nullopt;
  if (dot == std::string_view::npos) return Paise(*parse_integer(whole));
  const std::string_view decimals = text.substr(dot + 1);
  if (!all_digits(decimals) || decimals.size() > 2) return std::nullopt;
  std::int64_t paise = *parse_integer(decimals);
  if (decimals.size() == 1) paise *= 10;
  return Paise(*parse_integer(whole) * kPaisePerRupee + paise);
}

std::string format_rupees(Paise amount) {
  const bool negative = amount.count() < 0;
  const auto count = static_cast<std::uint64_t>(negative ? -amount.count() : amount.count());
  return "Rs " + std::string(negative ? "-" : "") + std::to_string(count / kPaisePerRupee) + "." +
         format_padded(count % kPaisePerRupee, 2);
}

}  // namespace lotusbox
