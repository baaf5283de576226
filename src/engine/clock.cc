#include "engine/clock.h"

#include <algorithm>

#include "base/text.h"
#include "core/values/calendar.h"

namespace lotusbox {

namespace {
constexpr std::string_view kFastPrefix = "fast:";
constexpr std::int64_t kMillisecondsPerSecond = 1000;
}  // namespace

std::optional<ClockSetting> parse_clock_setting(std::string_view text) {
  if (text == "manual") return ClockSetting{ClockMode::manual, 1};
  if (text == "real") return ClockSetting{ClockMode::real, 1};
  if (text.substr(0, kFastPrefix.size()) != kFastPrefix) return std::nullopt;
  const auto speed = parse_integer(text.substr(kFastPrefix.size()));
  if (!speed || *speed < 1 || *speed > ClockSetting::kSpeedMax) return std::nullopt;
  return ClockSetting{ClockMode::fast, *speed};
}

std::string to_text(const ClockSetting& setting) {
  switch (setting.mode) {
    case ClockMode::manual: return "manual";
    case ClockMode::real: return "real";
    case ClockMode::fast: return std::string(kFastPrefix) + std::to_string(setting.speed);
  }
  return "manual";
}

Instant WorldClock::target(Instant now, std::int64_t wall_ms) const {
  if (setting_.mode == ClockMode::manual) return now;
  // Wall time may jump however far; a product that nothing can hold is beyond the end anyway.
  const std::int64_t wall_passed = wall_ms - anchor_wall_ms_;
  const std::int64_t left = std::max<std::int64_t>((kLatestInstant - anchor_).count(), 0);
  const bool beyond = wall_passed / kMillisecondsPerSecond > left / setting_.speed;
  if (beyond || wall_passed <= 0) return beyond ? std::max(now, kLatestInstant) : now;
  const Instant target = anchor_ + Seconds(wall_passed * setting_.speed / kMillisecondsPerSecond);
  return std::clamp(target, now, std::max(now, kLatestInstant));
}

void WorldClock::anchor(ClockSetting setting, Instant now, std::int64_t wall_ms) {
  setting_ = setting;
  anchor_ = now;
  anchor_wall_ms_ = wall_ms;
}

}  // namespace lotusbox
