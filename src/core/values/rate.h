// How often something happens: a share of all cases, exact to a millionth and without floating
// point, and the dice that are thrown for it. The same seed and number always fall the same way.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lotusbox {

struct Rate {
  static constexpr std::uint32_t kAlways = 1000000;
  std::uint32_t per_million = 0;  ///< at most kAlways

  friend bool operator==(Rate, Rate) = default;
};

/// `25%`, `0.5%` or a decimal from 0 to 1 such as `0.25`; nullopt when it is neither, or finer than
/// a millionth.
[[nodiscard]] std::optional<Rate> parse_rate(std::string_view text);
/// `25%`, `0.5%`
[[nodiscard]] std::string format_rate(Rate rate);

/// What the dice with this number show: each number is a throw of its own.
[[nodiscard]] std::uint64_t throw_dice(std::uint64_t seed, std::uint64_t number);
/// True in the given share of all numbers.
[[nodiscard]] bool falls(Rate rate, std::uint64_t seed, std::uint64_t number);

}  // namespace lotusbox
