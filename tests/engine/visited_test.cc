// Worlds that were only looked at: they cost little, and are forgotten when there are many.
#include <doctest/doctest.h>

#include <algorithm>

#include "base/example_key.h"
#include "engine_support.h"

using namespace lotusbox;
using namespace lotusbox::test;

namespace {

EngineOptions few_worlds(FakeWall& wall) {
  EngineOptions options = engine_options(wall);
  options.worlds_max = 2;
  options.visited_max = 3;
  return options;
}

std::string key(int number) { return "sk_test_" + std::to_string(number); }

}  // namespace

TEST_CASE("worlds that are only looked at count for nothing, and the oldest are forgotten") {
  FakeWall wall;
  Engine engine(few_worlds(wall));
  for (int i = 0; i < 50; ++i) CHECK(engine.open(key(i), Visit::looks) != nullptr);
  CHECK(engine.world_count() == 0);
  CHECK(engine.all().size() == 3);
  CHECK(engine.find(key(0)) == nullptr);
  CHECK(engine.find(key(49)) != nullptr);
  // Looked at again, it is the same world.
  CHECK(engine.open(key(49), Visit::looks) == engine.find(key(49)));
}

TEST_CASE("a world that something happens in stays, up to as many as there may be") {
  FakeWall wall;
  Engine engine(few_worlds(wall));
  const auto kept = engine.open(key(0), Visit::looks);
  CHECK_FALSE(kept->settled);
  CHECK(engine.settle(*kept));
  CHECK(engine.settle(*kept));
  for (int i = 1; i < 20; ++i) engine.open(key(i), Visit::looks);
  CHECK(engine.find(key(0)) == kept);
  CHECK(engine.open(key(19)) == engine.find(key(19)));  // looked at before, and now for good
  CHECK(engine.world_count() == 2);
  CHECK(engine.open(key(100)) == nullptr);
  CHECK_FALSE(engine.settle(*engine.open(key(101), Visit::looks)));
  CHECK(engine.world_count() == 2);
  {
    Session session = engine.lock(kept);
    engine.drop(session);
  }
  CHECK(engine.world_count() == 1);
  CHECK(engine.open(key(100)) != nullptr);
}

TEST_CASE("the example world is served however many others there are") {
  FakeWall wall;
  Engine engine(few_worlds(wall));
  CHECK(engine.open(key(0)) != nullptr);
  CHECK(engine.open(key(1)) != nullptr);
  CHECK(engine.open(key(2)) == nullptr);
  const auto looked = engine.open(kExampleKey, Visit::looks);
  CHECK(engine.settle(*looked));
  {
    Session session = engine.lock(looked);
    engine.drop(session);
  }
  CHECK(engine.open(kExampleKey) != nullptr);
  CHECK(engine.open(key(2)) == nullptr);
}

TEST_CASE("a world that somebody holds or waits for is not forgotten") {
  FakeWall wall;
  Engine engine(few_worlds(wall));
  const auto held = engine.open(key(0), Visit::looks);
  const auto watched = engine.open(key(1), Visit::looks);
  engine.lock(watched).slot().watch.begin({});
  {
    const Session session = engine.lock(held);
    for (int i = 2; i < 20; ++i) engine.open(key(i), Visit::looks);
    CHECK(engine.find(key(0)) == held);
  }
  for (int i = 20; i < 30; ++i) engine.open(key(i), Visit::looks);
  CHECK(engine.find(key(0)) == nullptr);
  CHECK(held->dropped);
  CHECK_FALSE(engine.settle(*held));
  CHECK(engine.find(key(1)) == watched);
}

TEST_CASE("what was tried in a world that is forgotten is remembered") {
  FakeWall wall;
  Engine engine(few_worlds(wall));
  const auto slot = engine.open(key(0), Visit::looks);
  const AskedRules& form = *core_asked_rules()[0];
  engine.lock(slot).slot().coverage.count_asked(form, nullptr);
  const auto passed = [&] {
    return engine.whole_coverage().passed(core_rule_sets().ordinal_of(*form.rules()[0]));
  };
  const std::uint64_t counted = passed();
  CHECK(counted == 1);
  for (int i = 1; i < 10; ++i) engine.open(key(i), Visit::looks);
  CHECK(engine.find(key(0)) == nullptr);
  CHECK(passed() == counted);
}
