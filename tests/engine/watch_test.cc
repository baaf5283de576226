#include "engine/watch.h"

#include <doctest/doctest.h>

#include "engine/session.h"

using namespace lotusbox;

namespace {
constexpr Watch::Clock::time_point kAtOnce{};
}

TEST_CASE("a change between the ticket and the sleep ends the sleep at once") {
  Watch watch;
  watch.begin({});
  const std::uint64_t ticket = watch.ticket();
  CHECK_FALSE(watch.await_change(ticket, kAtOnce));
  watch.look({.events = 1});
  CHECK(watch.await_change(ticket, Watch::Clock::time_point::max()));
}

TEST_CASE("nobody is woken when nothing happened, so that sleepers do not wake each other") {
  Watch watch;
  watch.begin({.events = 3});
  const std::uint64_t ticket = watch.ticket();
  watch.look({.events = 3});
  CHECK_FALSE(watch.await_change(ticket, kAtOnce));
  watch.look({.events = 3, .requests = 1});
  CHECK(watch.await_change(ticket, kAtOnce));
}

TEST_CASE("it is watched for as long as somebody waits") {
  Watch watch;
  CHECK_FALSE(watch.watched());
  watch.begin({});
  watch.begin({});
  watch.end();
  CHECK(watch.watched());
  watch.end();
  CHECK_FALSE(watch.watched());
}
