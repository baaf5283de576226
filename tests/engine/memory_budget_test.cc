// What is forgotten when memory runs short, in which order, and when there is nothing to forget.
#include "engine/memory_budget.h"

#include <doctest/doctest.h>

#include "engine_support.h"

using namespace lotusbox;
using namespace lotusbox::test;

namespace {

constexpr std::uint64_t kMost = 1000000000;
constexpr std::uint64_t kComfort = kMost / 100 * MemoryBudget::kComfortPercent;

/// Takes nothing down; tells which worlds it was asked to forget, and frees so much for each.
class Forgetful : public Journal {
 public:
  void append(JournalEntry) override {}
  std::optional<std::string> flush() override { return std::nullopt; }
  std::optional<std::string> visit_world(std::string_view, const Visit&) const override {
    return std::nullopt;
  }
  std::size_t forget_world(std::string_view key) override {
    forgotten += std::string(key) + " ";
    return bytes_each;
  }

  std::string forgotten;
  std::size_t bytes_each = 0;
};

void keep_calls(WorldSlot& slot, int count) {
  for (int i = 0; i < count; ++i) {
    slot.requests.record_for(slot.requests.next_number())->request.body = std::string(100, 'x');
  }
}

bool remembers_first_call(const WorldSlot& slot) {
  return !slot.requests.find(1)->request.body.empty();
}

}  // namespace

TEST_CASE("a budget is reached at its limit, and measured no oftener than it must be") {
  std::uint64_t used = kMost - 1;
  int measured = 0;
  MemoryBudget budget(kMost, [&] {
    ++measured;
    return used;
  });
  CHECK(budget.has_room_for(MemoryBudget::kUnmeasuredMax));
  CHECK(measured == 1);
  CHECK(budget.has_room_for(0));
  CHECK(measured == 1);
  used = kMost;
  CHECK_FALSE(budget.has_room_for(MemoryBudget::kUnmeasuredMax));
  CHECK(budget.reached());
  CHECK_FALSE(budget.has_room_for(0));
  used = kMost - 1;
  CHECK(budget.has_room_for(0));  // once it is reached, each call asks again
  CHECK(measured == 4);
}

TEST_CASE("without a limit nothing is measured") {
  MemoryBudget budget(0, [] {
    FAIL("measured");
    return std::uint64_t{0};
  });
  CHECK(budget.has_room_for(SIZE_MAX / 2));
  CHECK(budget.wanted() == 0);
}

TEST_CASE("room is wanted from a share of the limit on, and not again when none could be made") {
  std::uint64_t used = kComfort - 1;
  MemoryBudget budget(kMost, [&] { return used; });
  CHECK(budget.wanted() == 0);
  used = kComfort;
  CHECK(budget.wanted() == kMost / 50);
  budget.freed_what_could_be();
  CHECK(budget.wanted() == 0);
  used = kComfort + kMost / 50 - 1;
  CHECK(budget.wanted() == 0);
  used = kComfort + kMost / 50;
  CHECK(budget.wanted() > 0);
}

TEST_CASE("bodies of old calls go first, then journals, of the worlds first that rest longest") {
  FakeWall wall;
  std::uint64_t used = 0;
  EngineOptions options = engine_options(wall);
  options.memory_max = kMost;
  options.memory_used = [&used] { return used; };
  Engine engine(std::move(options));
  Forgetful journal;
  engine.write_to(&journal);
  const auto old = engine.open("sk_test_old");
  const auto young = engine.open("sk_test_young");
  young->used_wall_ms = old->used_wall_ms + 1;
  for (const auto& slot : {young, old}) keep_calls(*slot, 30);
  used = kComfort - 1;
  engine.forget_for_room();
  CHECK(remembers_first_call(*old));
  used = kComfort;
  SUBCASE("all bodies, and the journal of the older is enough") {
    journal.bytes_each = kMost;
    engine.forget_for_room();
    CHECK(journal.forgotten == "sk_test_old ");
  }
  SUBCASE("all bodies, and all journals") {
    engine.forget_for_room();
    CHECK(journal.forgotten == "sk_test_old sk_test_young ");
  }
  SUBCASE("what somebody is busy with stays") {
    Session busy = engine.lock(young);
    std::thread([&engine] { engine.forget_for_room(); }).join();
    CHECK(remembers_first_call(*young));
    CHECK_FALSE(remembers_first_call(*old));
    return;
  }
  CHECK_FALSE(remembers_first_call(*old));
  CHECK_FALSE(remembers_first_call(*young));
  CHECK_FALSE(old->requests.find(30)->request.body.empty());
}

TEST_CASE("only worlds whose clocks follow wall time are looked after without a call") {
  FakeWall wall;
  Engine engine(engine_options(wall));
  const auto slot = engine.open("sk_test_a");
  static_cast<void>(engine.open("sk_test_b"));
  CHECK(engine.following().empty());
  const auto set = [&](ClockMode mode) {
    Session at = engine.lock(slot);
    at.set_clock({mode, 1});
    at.end();
  };
  set(ClockMode::real);
  REQUIRE(engine.following().size() == 1);
  CHECK(engine.following()[0] == slot);
  SUBCASE("until they are set by hand again") { set(ClockMode::manual); }
  SUBCASE("until they are reset") {
    Session at = engine.lock(slot);
    CHECK_FALSE(at.reset({}));
    at.end();
  }
  SUBCASE("until they are gone") {
    Session at = engine.lock(slot);
    engine.drop(at);
    at.end();
  }
  CHECK(engine.following().empty());
}

TEST_CASE("worlds that begin with a clock of wall time are followed from the start, copies too") {
  FakeWall wall;
  EngineOptions options = engine_options(wall);
  options.clock = {ClockMode::fast, 60};
  Engine engine(std::move(options));
  const auto slot = engine.open("sk_test_a");
  CHECK(engine.following().size() == 1);
  CHECK(engine.open_copy("sk_test_copy", engine.lock(slot)) != nullptr);
  CHECK(engine.following().size() == 2);
}
