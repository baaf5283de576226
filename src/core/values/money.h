// Money as integer paise (a hundredth of a rupee), and the vendor's two notations for it. There is
// no floating point and no implicit conversion.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lotusbox {

class Paise {
 public:
  Paise() = default;
  explicit constexpr Paise(std::int64_t count) : count_(count) {}
  [[nodiscard]] constexpr std::int64_t count() const { return count_; }
  friend constexpr auto operator<=>(Paise, Paise) = default;

 private:
  std::int64_t count_ = 0;
};

/// More than any mandate allows: what a number of more digits is read as, so that it is refused as
/// too high and not as malformed.
inline constexpr Paise kBeyondPaise{1000000000000000000};

/// Digits alone, as paise. nullopt for anything else.
[[nodiscard]] std::optional<Paise> parse_paise(std::string_view text);

/// The notation of the amend call: "1000" is 1000 paise (10 rupees), "1000.00" and "1000.5" are
/// rupees. nullopt for anything else: signs, exponents, commas, blanks and three decimals.
/// (seed 1, reading R21)
[[nodiscard]] std::optional<Paise> parse_amount(std::string_view text);

/// `Rs 1234.50`
[[nodiscard]] std::string format_rupees(Paise amount);

}  // namespace lotusbox
