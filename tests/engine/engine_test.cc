#include "engine/engine.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "base/seeded_permutation.h"
#include "engine_support.h"
#include "support/death.h"

using namespace lotusbox;
using namespace lotusbox::test;

TEST_CASE("one key is one world, and another key is another") {
  FakeWall wall;
  Engine engine(engine_options(wall));
  const auto one = engine.open("sk_test_one");
  const auto two = engine.open("sk_test_two");
  REQUIRE(one != nullptr);
  CHECK(engine.open("sk_test_one") == one);
  CHECK(one != two);
  CHECK(one->number != two->number);
  CHECK(engine.find_number(one->number) == one);
  CHECK(engine.find_number(two->number) == two);
  CHECK(engine.all().size() == 2);

  const std::string untouched = dump_of(engine, "sk_test_two");
  {
    Session at = session(engine, "sk_test_one");
    make_mandate(at);
    at.advance(at.world().now + Seconds(86400));
  }
  CHECK(dump_of(engine, "sk_test_two") == untouched);
  CHECK(session(engine, "sk_test_one").world().mandates.size() == 1);
}

TEST_CASE("a number that no world has finds nothing") {
  FakeWall wall;
  Engine engine(engine_options(wall));
  const auto slot = engine.open("sk_test_one");
  CHECK(engine.find_number((slot->number + 1) % LinkNames::kWorldNumbers) == nullptr);
}

TEST_CASE("ids are decided by seed and key alone") {
  const auto first_id = [](std::uint64_t seed, std::string_view key, bool late) {
    FakeWall wall;
    EngineOptions options = engine_options(wall);
    options.seed = seed;
    Engine engine(std::move(options));
    if (late) {
      for (const char* other : {"sk_test_a", "sk_test_b", "sk_test_c"}) engine.open(other);
      wall.pass(123456);
    }
    Session at = session(engine, key);
    return make_mandate(at);
  };
  std::set<std::string> met;
  for (const std::uint64_t seed : {std::uint64_t{1}, std::uint64_t{2}, UINT64_MAX}) {
    for (const char* key : {"sk_test_one", "sk_test_two", "sk_test_on"}) {
      const std::string id = first_id(seed, key, false);
      CHECK(first_id(seed, key, true) == id);
      CHECK(met.insert(id).second);
    }
  }
}

TEST_CASE("an id of one world names nothing in another") {
  FakeWall wall;
  Engine engine(engine_options(wall));
  std::string id;
  {
    Session at = session(engine, "sk_test_one");
    id = make_mandate(at);
  }
  Session at = session(engine, "sk_test_two");
  make_mandate(at);
  CHECK(find_mandate(at.world(), id) == std::nullopt);
}

TEST_CASE("every world starts with the fixtures, the policy and the webhook of the options") {
  FakeWall wall;
  EngineOptions options = engine_options(wall);
  options.fixtures = {good_mandate(), good_mandate("paused")};
  options.policy.profile = Profile::strict;
  options.webhook = {"http://127.0.0.1:9/hook", "whk_123456789012", WebhookFormat::plain};
  Engine engine(std::move(options));
  for (const char* key : {"sk_test_one", "sk_test_two"}) {
    const Session at = session(engine, key);
    CHECK(at.world().mandates.size() == 2);
    CHECK(at.world().policy.profile == Profile::strict);
    CHECK(at.world().webhook.url == "http://127.0.0.1:9/hook");
    CHECK(at.world().now == instant(kStart));
  }
}

TEST_CASE("the list of keys, when there is one") {
  FakeWall wall;
  EngineOptions options = engine_options(wall);
  CHECK_FALSE(Engine(options).list_closed());
  options.only_keys = {"sk_test_one", "sk_test_two"};
  const Engine engine(std::move(options));
  CHECK(engine.list_closed());
  CHECK(engine.on_list("sk_test_two"));
  CHECK_FALSE(engine.on_list("sk_test_three"));
  CHECK_FALSE(engine.on_list(""));
}

TEST_CASE("numbers of many worlds never collide, and lead back to their worlds") {
  FakeWall wall;
  Engine engine(engine_options(wall));
  std::set<std::uint32_t> numbers;
  std::set<std::uint64_t> wished;
  bool found = true;
  constexpr int kWorlds = 3000;  // of 2^20 numbers: some four pairs wish for the same
  for (int i = 0; i < kWorlds; ++i) {
    const std::string key = "sk_test_" + std::to_string(i);
    const auto slot = engine.open(key);
    REQUIRE(slot != nullptr);
    numbers.insert(slot->number);
    wished.insert(fingerprint(engine.options().seed, key) % LinkNames::kWorldNumbers);
    found = found && slot->number < LinkNames::kWorldNumbers && slot->key == key &&
            engine.find_number(slot->number) == slot;
  }
  CHECK(found);
  CHECK(wished.size() < kWorlds);  // or this test proves nothing
  CHECK(numbers.size() == kWorlds);
  CHECK(engine.all().size() == kWorlds);
}

TEST_CASE("a link finds its world by its text alone") {
  FakeWall wall;
  Engine engine(engine_options(wall));
  engine.open("sk_test_one");
  const auto slot = engine.open("sk_test_two");
  const std::string text = engine.link_names().format({slot->number, LinkId{3}});
  const auto name = engine.link_names().parse(text);
  REQUIRE(name.has_value());
  CHECK(engine.find_number(name->world_number) == slot);
  CHECK(name->link == LinkId{3});
}

TEST_CASE("who was let in is counted apart from the worlds") {
  FakeWall wall;
  static const AskedRules kDoor{"door", "", [] { return core_asked_rules()[0]->rules(); }};
  static const AskedRules* const kAsked[] = {&kDoor};
  static const RuleSets kSets(kAsked);
  EngineOptions options = engine_options(wall);
  options.rules = &kSets;
  options.access = &kDoor;
  Engine engine(options);
  engine.open("sk_test_one");
  engine.count_access(kDoor, nullptr);
  const Coverage coverage = engine.access_coverage();
  CHECK(coverage.passed(0) == 2);
  CHECK(coverage.refused(0) == 0);
}

TEST_CASE("an engine without reference data or wall time is a bug") {
  CHECK(aborts([] {
    EngineOptions options;
    options.wall_ms = [] { return std::int64_t{0}; };
    Engine engine(options);
  }));
  CHECK(aborts([] {
    EngineOptions options;
    options.reference = reference();
    Engine engine(options);
  }));
}
