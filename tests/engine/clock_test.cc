#include "engine/clock.h"

#include <doctest/doctest.h>

#include "core/values/calendar.h"
#include "support/printers.h"

using namespace lotusbox;

TEST_CASE("clock settings are read and written") {
  for (const std::string_view good : {"manual", "real", "fast:1", "fast:60", "fast:1000000"}) {
    const auto setting = parse_clock_setting(good);
    CAPTURE(good);
    REQUIRE(setting.has_value());
    CHECK(to_text(*setting) == good);
  }
  for (const std::string_view bad :
       {"", "Manual", "fast", "fast:", "fast:0", "fast:-1", "fast:1.5", "fast:1000001", "fast: 1",
        "real:1", "manual ", "fast:99999999999999999999"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_clock_setting(bad).has_value());
  }
}

TEST_CASE("a manual clock stands still") {
  const WorldClock clock({ClockMode::manual, 1}, instant_of(100), 5000);
  CHECK(clock.target(instant_of(100), 5000) == instant_of(100));
  CHECK(clock.target(instant_of(100), 5000000) == instant_of(100));
}

TEST_CASE("a real clock moves a second a second, and whole ones only") {
  const WorldClock clock({ClockMode::real, 1}, instant_of(100), 5000);
  CHECK(clock.target(instant_of(100), 5000) == instant_of(100));
  CHECK(clock.target(instant_of(100), 5999) == instant_of(100));
  CHECK(clock.target(instant_of(100), 6000) == instant_of(101));
  CHECK(clock.target(instant_of(100), 65000) == instant_of(160));
}

TEST_CASE("a fast clock moves at its pace, parts of a second included") {
  const WorldClock clock({ClockMode::fast, 60}, instant_of(100), 0);
  CHECK(clock.target(instant_of(100), 1000) == instant_of(160));
  CHECK(clock.target(instant_of(100), 500) == instant_of(130));
  CHECK(clock.target(instant_of(100), 16) == instant_of(100));
  CHECK(clock.target(instant_of(100), 17) == instant_of(101));
}

TEST_CASE("no clock goes back, whatever the wall does") {
  const WorldClock clock({ClockMode::real, 1}, instant_of(100), 5000);
  CHECK(clock.target(instant_of(100), 0) == instant_of(100));
  CHECK(clock.target(instant_of(500), 6000) == instant_of(500));
}

TEST_CASE("a clock that runs beyond the calendar stops at its end") {
  constexpr std::int64_t kFar = std::int64_t{1} << 62U;
  const WorldClock fast({ClockMode::fast, ClockSetting::kSpeedMax}, instant_of(100), 0);
  CHECK(fast.target(instant_of(100), kFar) == kLatestInstant);
  CHECK(fast.target(instant_of(100), 221876908199) == kLatestInstant);
  const WorldClock real({ClockMode::real, 1}, instant_of(100), 0);
  CHECK(real.target(instant_of(100), kFar) == kLatestInstant);
  CHECK(real.target(kLatestInstant, kFar) == kLatestInstant);
}

TEST_CASE("an anchor is where the clock runs on from") {
  WorldClock clock({ClockMode::manual, 1}, instant_of(100), 0);
  clock.anchor({ClockMode::fast, 10}, instant_of(1000), 50000);
  CHECK(clock.setting().mode == ClockMode::fast);
  CHECK(clock.target(instant_of(1000), 51000) == instant_of(1010));
  clock.anchor({ClockMode::manual, 1}, instant_of(1010), 51000);
  CHECK(clock.target(instant_of(1010), 99000) == instant_of(1010));
}
