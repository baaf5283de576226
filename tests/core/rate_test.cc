// Shares written as percent or as decimals, and the dice that fall by them.
#include "core/values/rate.h"

#include <doctest/doctest.h>

#include <vector>

using namespace lotusbox;

TEST_CASE("a share is percent or a decimal, exact to a millionth") {
  const auto share = [](std::string_view text) { return parse_rate(text)->per_million; };
  CHECK(share("0") == 0);
  CHECK(share("0%") == 0);
  CHECK(share("1") == 1000000);
  CHECK(share("1.0") == 1000000);
  CHECK(share("100%") == 1000000);
  CHECK(share("25%") == 250000);
  CHECK(share("0.25") == 250000);
  CHECK(share("0.5%") == 5000);
  CHECK(share("0.000001") == 1);
  CHECK(share("0.0001%") == 1);
  for (const std::string_view text :
       {"", "%", "25", "101%", "1.000001", "-1%", "+1%", "1e-1", "0.0000001", "0.00001%", ".5",
        "5.", "25 %", "25%%", "0,25", "1000", "99999999999999999999%", "NaN"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_rate(text).has_value());
  }
}

TEST_CASE("a share is written as percent, and read again it is the same") {
  CHECK(format_rate(Rate{0}) == "0%");
  CHECK(format_rate(Rate{1000000}) == "100%");
  CHECK(format_rate(Rate{5000}) == "0.5%");
  CHECK(format_rate(Rate{1}) == "0.0001%");
  CHECK(format_rate(Rate{123456}) == "12.3456%");
  for (std::uint32_t n = 0; n <= Rate::kAlways; n += 997) {
    CHECK(parse_rate(format_rate(Rate{n})) == Rate{n});
  }
}

TEST_CASE("dice fall the same way every time, and in the share that was asked for") {
  const auto count = [](Rate rate, std::uint64_t seed) {
    int fallen = 0;
    for (std::uint64_t n = 0; n < 10000; ++n) fallen += falls(rate, seed, n) ? 1 : 0;
    return fallen;
  };
  CHECK(count(Rate{0}, 7) == 0);
  CHECK(count(Rate{Rate::kAlways}, 7) == 10000);
  for (const std::uint64_t seed : {0U, 1U, 2U, 7U, 1000U}) {
    CAPTURE(seed);
    const int quarter = count(Rate{250000}, seed);
    CHECK(quarter > 2300);
    CHECK(quarter < 2700);
    CHECK(count(Rate{250000}, seed) == quarter);
  }
}

TEST_CASE("neighbouring seeds have nothing in common") {
  int same = 0;
  for (std::uint64_t n = 0; n < 1000; ++n) {
    same += falls(Rate{500000}, 7, n) == falls(Rate{500000}, 8, n) ? 1 : 0;
  }
  CHECK(same > 400);
  CHECK(same < 600);
}
