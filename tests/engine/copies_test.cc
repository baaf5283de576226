// Worlds as values: what a copy holds, and that it lives on by itself.
#include <doctest/doctest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "engine_support.h"
#include "support/printers.h"

using namespace lotusbox;
using namespace lotusbox::test;

namespace {

constexpr std::string_view kKey = "sk_test_lotusbox";

/// A webhook, a mandate, and a request whose event is due for delivery.
MandateId furnish(Session& at) {
  REQUIRE(at.submit(good_webhook()).ok());
  make_mandate(at);
  request(at, Action::pause, MandateId{0});
  return MandateId{0};
}

}  // namespace

TEST_CASE("a world that goes back is what it was, and its epoch grows") {
  FakeWall wall;
  Engine engine(engine_options(wall));
  Session at = session(engine, kKey);
  furnish(at);
  const Snapshot kept = at.copy();
  const std::string before = dump(at.world());
  const std::uint64_t epoch = at.slot().epoch;
  at.advance(at.world().now + Seconds(40 * 86400));
  CHECK_FALSE(first_difference(dump(at.world()), before).empty());
  at.replace(kept);
  CHECK(first_difference(dump(at.world()), before).empty());
  CHECK(at.slot().epoch == epoch + 1);
}

TEST_CASE("what was on its way when the copy was made is due again") {
  FakeWall wall;
  Engine engine(engine_options(wall));
  Session at = session(engine, kKey);
  furnish(at);
  const std::vector<DeliveryId> taken = at.take_due();
  REQUIRE_FALSE(taken.empty());
  const Snapshot kept = at.copy();
  ReportDelivery report;
  report.delivery = taken[0];
  report.http_status = 200;
  REQUIRE(at.submit(report).ok());
  at.replace(kept);
  CHECK(at.take_due() == taken);
}

TEST_CASE("a fork lives on by itself, under a link number of its own") {
  FakeWall wall;
  Engine engine(engine_options(wall));
  Session at = session(engine, kKey);
  furnish(at);
  const std::string before = dump(at.world());
  const auto slot = engine.open_copy("sk_test_copy", at);
  REQUIRE(slot != nullptr);
  CHECK(slot->number != at.slot().number);
  CHECK(engine.open_copy("sk_test_copy", at) == nullptr);
  CHECK(engine.open_copy(kKey, at) == nullptr);
  {
    Session copy = engine.lock(slot);
    copy.advance(copy.world().now + Seconds(8 * 86400));
    make_mandate(copy);
  }
  CHECK(first_difference(dump(at.world()), before).empty());
}

TEST_CASE("a dropped world is forgotten, and only that one") {
  FakeWall wall;
  Engine engine(engine_options(wall));
  const std::string fresh = dump_of(engine, kKey);
  const auto old = engine.open(kKey);
  {
    Session at = engine.lock(old);
    make_mandate(at);
    engine.drop(at);
  }
  CHECK(old->dropped);
  CHECK(engine.find(kKey) == nullptr);
  CHECK(engine.find_number(old->number) == nullptr);
  CHECK(dump_of(engine, kKey) == fresh);
  const auto present = engine.open(kKey);
  {
    Session late = engine.lock(old);
    engine.drop(late);  // once more: the key has another world now
  }
  CHECK(engine.open(kKey) == present);
}

TEST_CASE("of two that fork to one key at once, one is told that it came late") {
  FakeWall wall;
  Engine engine(engine_options(wall));
  const auto original = engine.open(kKey);
  constexpr int kRounds = 100;
  int won = 0;
  for (int round = 0; round < kRounds; ++round) {
    const std::string key = "sk_test_wanted" + std::to_string(round);
    std::atomic<int> here{0};
    std::atomic<int> opened{0};
    const auto fork = [&](std::string_view from) {
      const auto source = engine.open(from);
      ++here;
      while (here != 2) std::this_thread::yield();
      if (engine.open_copy(key, engine.lock(source))) ++opened;
    };
    std::thread one(fork, kKey);
    std::thread other(fork, "sk_test_other");
    one.join();
    other.join();
    won += opened;
  }
  CHECK(won == kRounds);
}

TEST_CASE("many threads fork one world and end it differently") {
  FakeWall wall;
  Engine engine(engine_options(wall));
  {
    Session at = session(engine, kKey);
    for (int i = 0; i < 100; ++i) make_mandate(at);
  }
  const auto original = engine.open(kKey);
  constexpr int kThreads = 4;
  constexpr int kForks = 50;
  std::vector<std::thread> threads;
  std::atomic<int> right{0};
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kForks; ++i) {
        const std::string key = "sk_test_" + std::to_string(t) + "x" + std::to_string(i);
        const auto slot = engine.open_copy(key, engine.lock(original));
        if (!slot) continue;
        Session fork = engine.lock(slot);
        fork.advance(fork.world().now + Seconds(86400 * (i + 1)));
        for (int m = 0; m < t; ++m) make_mandate(fork);
        if (fork.world().mandates.size() == std::size_t(100 + t)) ++right;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(right == kThreads * kForks);
  CHECK(engine.lock(original).world().mandates.size() == 100);
}
