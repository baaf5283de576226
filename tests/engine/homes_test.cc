// Worlds that move between engines, and answers to calls that may come again.
#include <doctest/doctest.h>

#include "engine/engine.h"
#include "engine_support.h"

using namespace lotusbox;
using namespace lotusbox::test;

TEST_CASE("a world that was let go of lives on in another engine, under its number") {
  FakeWall wall;
  Engine first(engine_options(wall));
  const auto slot = first.open("sk_test_one", Visit::changes, 77);
  const std::string before = dump_of(first, "sk_test_one");
  {
    const Session held = first.lock(slot);
    first.let_go(*slot);
  }
  CHECK(slot->dropped);
  CHECK(first.find("sk_test_one") == nullptr);
  CHECK(first.find_number(77) == nullptr);

  Engine second(engine_options(wall));
  const auto moved = std::make_shared<WorldSlot>("sk_test_one", 77, slot->world, slot->clock, 0,
                                                 *second.options().rules);
  CHECK(second.adopt(moved));
  CHECK(second.find_number(77) == moved);
  CHECK(second.world_count() == 1);
  CHECK(dump_of(second, "sk_test_one") == before);
}

TEST_CASE("a key or a number that has a world takes no other") {
  FakeWall wall;
  Engine engine(engine_options(wall));
  const auto slot = engine.open("sk_test_one", Visit::changes, 77);
  const auto like = [&](const char* key, std::uint32_t number) {
    return std::make_shared<WorldSlot>(key, number, slot->world, slot->clock, 0,
                                       *engine.options().rules);
  };
  CHECK_FALSE(engine.adopt(like("sk_test_one", 78)));
  CHECK_FALSE(engine.adopt(like("sk_test_two", 77)));
  CHECK(engine.find("sk_test_two") == nullptr);
  CHECK(engine.find_number(78) == nullptr);
  CHECK(engine.adopt(like("sk_test_two", 78)));
}

TEST_CASE("what is on its way from a world that was let go of is void") {
  FakeWall wall;
  Engine engine(engine_options(wall));
  const auto slot = engine.open("sk_test_one");
  const std::uint64_t epoch = slot->epoch;
  const Session held = engine.lock(slot);
  engine.let_go(*slot);
  CHECK(slot->epoch != epoch);
  engine.let_go(*slot);  // once more changes nothing
  CHECK(engine.all().empty());
}

TEST_CASE("the last answers are kept, and the oldest go") {
  OnceAnswers once;
  CHECK(once.find("a") == nullptr);
  once.begin("a");
  REQUIRE(once.find("a") != nullptr);
  CHECK_FALSE(once.find("a")->answer);
  Response answer;
  answer.status = 201;
  once.finish("a", answer);
  CHECK(once.find("a")->answer->status == 201);
  once.begin("b");
  once.forget("b");
  CHECK(once.find("b") == nullptr);
  for (std::size_t i = 1; i < OnceAnswers::kKept; ++i) once.begin(std::to_string(i));
  CHECK(once.find("a") != nullptr);
  once.begin("one more");
  CHECK(once.find("a") == nullptr);
  CHECK(once.find("1") != nullptr);
}
