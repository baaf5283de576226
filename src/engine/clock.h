// How a world's clock moves by itself. In manual mode only advance moves it; in the other modes it
// follows wall time, at a pace, from an anchor. Wall time is always handed in, never read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/values/instant.h"

namespace lotusbox {

enum class ClockMode : std::uint8_t { manual, real, fast };

struct ClockSetting {
  ClockMode mode = ClockMode::manual;
  std::int64_t speed = 1;  ///< world seconds per wall second, in mode fast; 1 to 1,000,000

  static constexpr std::int64_t kSpeedMax = 1000000;
};

/// `manual`, `real`, `fast:60`; nullopt otherwise.
std::optional<ClockSetting> parse_clock_setting(std::string_view text);
std::string to_text(const ClockSetting& setting);

class WorldClock {
 public:
  WorldClock(ClockSetting setting, Instant now, std::int64_t wall_ms)
      : setting_(setting), anchor_(now), anchor_wall_ms_(wall_ms) {}

  [[nodiscard]] const ClockSetting& setting() const { return setting_; }
  /// Where the world should be at this wall time; `now` itself in manual mode.
  [[nodiscard]] Instant target(Instant now, std::int64_t wall_ms) const;
  /// Starts to run from here: after a change of mode, and after a jump.
  void anchor(ClockSetting setting, Instant now, std::int64_t wall_ms);

 private:
  ClockSetting setting_;
  Instant anchor_;
  std::int64_t anchor_wall_ms_;
};

}  // namespace lotusbox
