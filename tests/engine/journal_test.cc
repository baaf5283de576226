// What an engine writes down about worlds that come and go, and worlds that are not used.
#include <doctest/doctest.h>

#include "engine/engine_support.h"

using namespace lotusbox;
using namespace lotusbox::test;

namespace {

constexpr std::string_view kKey = "sk_test_written";

/// Keeps what it is told, as words.
class Words : public Journal {
 public:
  void append(JournalEntry entry) override {
    std::string word = std::string(to_text(entry.kind)) + " " + entry.world;
    if (!entry.from.empty()) word += " from " + entry.from;
    if (entry.kind == JournalEntry::Kind::call) word += " " + entry.request.target;
    said.push_back(std::move(word));
    last = std::move(entry);
  }
  std::optional<std::string> flush() override { return std::nullopt; }
  std::optional<std::string> visit_world(std::string_view, const Visit&) const override {
    return std::nullopt;
  }

  std::vector<std::string> said;
  JournalEntry last;
};

}  // namespace

TEST_CASE("worlds are written down when they come and go, once each") {
  FakeWall wall;
  Words journal;
  Engine engine(engine_options(wall));
  engine.write_to(&journal);
  engine.open(kKey);
  engine.open(kKey);
  {
    Session at = session(engine, kKey);
    CHECK(engine.open_copy("sk_test_copy", at) != nullptr);
    CHECK(engine.open_copy("sk_test_copy", at) == nullptr);
    engine.drop(at);
    engine.drop(at);
  }
  const std::vector<std::string> expected = {
      "open sk_test_written", "fork sk_test_copy from sk_test_written", "drop sk_test_written"};
  CHECK(journal.said == expected);
}

TEST_CASE("a world that is only looked at is not written down before something happens in it") {
  FakeWall wall;
  Words journal;
  Engine engine(engine_options(wall));
  engine.write_to(&journal);
  const auto slot = engine.open(kKey, Visit::looks);
  const std::int64_t then = wall.ms;
  wall.pass(5000);
  CHECK(journal.said.empty());
  CHECK(engine.settle(*slot));
  CHECK(journal.said == std::vector<std::string>{"open sk_test_written"});
  CHECK(journal.last.wall_ms == then);  // its clock follows wall time from there
  const auto gone = engine.open("sk_test_gone", Visit::looks);
  {
    Session at = engine.lock(gone);
    engine.drop(at);
  }
  CHECK(journal.said.size() == 1);
}

TEST_CASE("a call is written down at the wall time that its world went by") {
  FakeWall wall;
  Words journal;
  Engine engine(engine_options(wall));
  engine.write_to(&journal);
  Session at = session(engine, kKey);
  const Request request{"POST", "/v1/sources?a=b", {{"Content-Type", "x"}}, "{}"};
  wall.pass(5);
  at.write_down(request, 3, 200, "", "answered");
  CHECK(journal.last.wall_ms == wall.ms);
  wall.pass(5);
  at.write_down(request, 4, 400, "some.rule", "answered");
  CHECK(journal.last.wall_ms == wall.ms - 5);  // one reading for the whole session
  CHECK(journal.last.request.headers == Headers{{"Content-Type", "x"}});
  CHECK(journal.last.rule == "some.rule");
  CHECK(journal.last.number == 4);
  CHECK(journal.last.digest != 0);
  at.write_down({"POST", "/x", {}, {}}, 5, 200, "", std::nullopt);
  CHECK(journal.last.digest == 0);  // its answer was not finished
}

TEST_CASE("what happens to a world that was dropped is not written down") {
  FakeWall wall;
  Words journal;
  Engine engine(engine_options(wall));
  engine.write_to(&journal);
  Session at = session(engine, kKey);
  engine.drop(at);
  at.write_down({"POST", "/late", {}, {}}, 1, 200, "", "");
  CHECK(journal.said.back() == "drop sk_test_written");
}

TEST_CASE("worlds that are not used are dropped, and no others") {
  FakeWall wall;
  EngineOptions options = engine_options(wall);
  options.idle_ms_max = 1000;
  Engine engine(std::move(options));
  const auto idle = engine.open("sk_test_idle");
  const auto used = engine.open("sk_test_used");
  const auto locked = engine.open("sk_test_locked");
  const Session held = engine.lock(locked);
  wall.pass(1000);
  engine.drop_idle();
  CHECK(engine.all().size() == 3);  // a second is not more than a second
  used->used_wall_ms = wall.ms.load();
  wall.pass(1);
  engine.drop_idle();
  CHECK(engine.find("sk_test_idle") == nullptr);
  CHECK(engine.find("sk_test_used") == used);
  CHECK(engine.find("sk_test_locked") == locked);  // somebody is at it
}

TEST_CASE("without a limit no world is dropped") {
  FakeWall wall;
  Engine engine(engine_options(wall));
  engine.open(kKey);
  wall.pass(std::int64_t{1} << 40U);
  engine.drop_idle();
  CHECK(engine.find(kKey) != nullptr);
}
