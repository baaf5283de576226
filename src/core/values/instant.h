// A moment of a world's own time, in Unix seconds. Its clock has no now(): wall time does not
// convert to it, so nothing in the core can read the real clock by accident.
#pragma once

#include <chrono>
#include <cstdint>

namespace lotusbox {

struct WorldTime {
  using rep = std::int64_t;
  using period = std::ratio<1>;
  using duration = std::chrono::seconds;
  using time_point = std::chrono::time_point<WorldTime>;
  static constexpr bool is_steady = false;
};

using Instant = WorldTime::time_point;
using Seconds = WorldTime::duration;

[[nodiscard]] constexpr Instant instant_of(std::int64_t unix_seconds) {
  return Instant(Seconds(unix_seconds));
}
[[nodiscard]] constexpr std::int64_t unix_seconds(Instant at) {
  return at.time_since_epoch().count();
}

}  // namespace lotusbox
