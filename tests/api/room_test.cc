// Worlds and journals that are full: said with a rule, before anything happens, and mended by what
// makes room.
#include <doctest/doctest.h>

#include "api/api_support.h"
#include "core/model/size.h"

using namespace lotusbox;
using namespace lotusbox::api;

namespace {

/// Takes everything, until it is told to be full.
class Taking : public Journal {
 public:
  void append(JournalEntry) override { ++count; }
  std::optional<std::string> flush() override { return std::nullopt; }
  [[nodiscard]] std::optional<std::string> cannot_take(std::size_t bytes) const override {
    return bytes > most ? std::optional<std::string>("the disk is full") : std::nullopt;
  }
  std::optional<std::string> visit_world(std::string_view, const Visit&) const override {
    return std::nullopt;
  }

  std::size_t count = 0, most = SIZE_MAX;
};

/// A server whose worlds are small.
class SmallWorlds {
 public:
  explicit SmallWorlds(WorldLimits limits, std::uint64_t memory_max = 0)
      : engine_(small(limits, memory_max)), server_(engine_, {}) {
    engine_.write_to(&journal);
    server_.ports().settle = [](const auto&, int) { return true; };
    server_.ports().webhook_target_problem = [](std::string_view) { return std::string(); };
    server_.ports().local_url = "http://127.0.0.1:1";
  }

  Reply call(std::string_view method, std::string_view target, const std::string& body = "",
             const std::string& key = std::string(kKey)) {
    Request request{std::string(method), std::string(target), {}, body};
    request.headers = {{"Authorization", "Bearer " + key}, {"Content-Type", std::string(kJson)}};
    return {server_.handle(request)};
  }

  /// Adds customers, with as much metadata as there may be, until that is refused.
  Reply fill(int& added) {
    std::string metadata;
    for (int i = 0; i < 15; ++i) {
      metadata +=
          (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":\"" + std::string(1000, 'x') + "\"";
    }
    for (added = 0;; ++added) {
      Reply reply = call("POST", "/v1/customers", R"({"name":"A","metadata":{)" + metadata + "}}");
      if (reply.status() != 200 || added == 1000) return reply;
    }
  }

  std::uint64_t bytes() { return bytes_of(engine_.lock(engine_.open(kKey)).world()); }
  std::uint64_t held(const HeldRow& row) {
    return row.held(engine_.lock(engine_.open(kKey)).world());
  }

  /// Something of each kind: objects, events with deliveries, a link that waits, texts, a scan.
  void live() {
    CHECK(call("PUT", "/_mock/webhook", R"({"url":"http://127.0.0.1:9/"})").status() == 200);
    CHECK(upload("LOAN1").status() == 200);
    CHECK(call("POST", "/v1/sources", source_body()).status() == 200);
  }
  Reply upload(const std::string& reference, std::size_t bytes = 100) {
    return {server_.handle(scan_upload(kKey, reference, bytes))};
  }

  Taking journal;
  std::uint64_t memory_used = 0;

 private:
  EngineOptions small(WorldLimits limits, std::uint64_t memory_max) {
    EngineOptions options = TestApi().engine.options();
    options.world_limits = limits;
    options.memory_max = memory_max;
    options.memory_used = [this] { return memory_used; };
    return options;
  }

  Engine engine_;
  Server server_;
};

void check_full(const Reply& refused, std::string_view rule) {
  CHECK(refused.status() == 507);
  CHECK(refused.rule() == rule);
  CHECK(refused.header("Lotusbox-Request-Id") != "");
}

}  // namespace

TEST_CASE("a world that is full refuses to take more, and nothing else is the worse for it") {
  constexpr std::uint64_t kMost = 400000;
  SmallWorlds worlds({.bytes = kMost});
  int added = 0;
  check_full(worlds.fill(added), "world.room");
  CHECK(added > 10);
  CHECK(added < 40);
  const std::uint64_t bytes = worlds.bytes();
  const std::size_t written = worlds.journal.count;
  for (const std::string_view target :
       {"/v1/customers", "/_mock/mandates", "/_mock/clock/advance", "/_mock/snapshots"}) {
    check_full(worlds.call("POST", target, R"({"name":"A","by":"P1D"})"), "world.room");
  }
  CHECK(worlds.bytes() == bytes);
  CHECK(worlds.journal.count == written);
  CHECK(worlds.call("GET", "/v1/customers").status() == 200);
  CHECK(worlds.call("GET", "/_mock/clock").at("now") == std::to_string(kStart));
  CHECK(worlds.call("POST", "/v1/customers", R"({"name":"A"})", "sk_test_other").status() == 200);
  SUBCASE("a reset makes room") { CHECK(worlds.call("POST", "/_mock/reset").status() == 200); }
  SUBCASE("so does its end") { CHECK(worlds.call("DELETE", "/_mock/world").status() == 200); }
  CHECK(worlds.call("POST", "/v1/customers", R"({"name":"A"})").status() == 200);
}

TEST_CASE("going back to a snapshot is let through in a full world") {
  SmallWorlds worlds({.bytes = 400000});
  CHECK(worlds.call("POST", "/_mock/snapshots", R"({"name":"empty"})").status() == 200);
  int added = 0;
  check_full(worlds.fill(added), "world.room");
  CHECK(worlds.call("POST", "/_mock/snapshots/empty/restore").status() == 200);
  CHECK(worlds.call("POST", "/v1/customers", R"({"name":"A"})").status() == 200);
}

TEST_CASE("a call that the journal has no room for does not happen") {
  SmallWorlds worlds({});
  CHECK(worlds.call("POST", "/v1/customers", R"({"name":"A"})").status() == 200);
  const std::size_t written = worlds.journal.count;
  worlds.journal.most = 10;
  const Reply refused = worlds.call("POST", "/v1/customers", R"({"name":"A"})");
  check_full(refused, "journal.writable");
  CHECK(refused.at("error.code") == "journal_not_written");
  CHECK(refused.holds("nothing has happened: the disk is full"));
  check_full(worlds.call("POST", "/_mock/reset"), "journal.writable");
  CHECK(worlds.journal.count == written);
  CHECK(worlds.call("GET", "/_mock/events").status() == 200);
  worlds.journal.most = 1000;
  CHECK(worlds.call("POST", "/v1/customers", R"({"name":"A"})").status() == 200);
  CHECK(json_count(worlds.call("GET", "/v1/customers").body(), "data") == 2);
}

TEST_CASE("each kind of what a world holds has a limit, and it holds exactly") {
  std::vector<std::uint64_t> held;
  SmallWorlds free({});
  free.live();
  for (const HeldRow& row : held_rows()) held.push_back(free.held(row));
  for (std::size_t i = 0; i < held.size(); ++i) {
    const HeldRow& row = held_rows()[i];
    CAPTURE(row.name);
    REQUIRE(held[i] > 0);
    for (const bool room : {true, false}) {
      WorldLimits limits;
      limits.*row.most = held[i] + (room ? 1 : 0);
      SmallWorlds worlds(limits);
      worlds.live();
      REQUIRE(worlds.held(row) == held[i]);
      const Reply reply = worlds.upload("LOAN2");
      if (room) {
        CHECK(reply.status() == 200);
        continue;
      }
      check_full(reply, "world." + std::string(row.name));
      CHECK(reply.at("error.code") == "world_full");
      CHECK(reply.holds(std::to_string(held[i]) + " " + std::string(row.what)));
      CHECK(worlds.held(row) == held[i]);
      // Scans hold up scans alone.
      const int other = row.name == "scans" ? 200 : 507;
      CHECK(worlds.call("POST", "/v1/customers", R"({"name":"A"})").status() == other);
      CHECK(worlds.call("POST", "/_mock/reset").status() == 200);
      CHECK(worlds.upload("LOAN2").status() == 200);
    }
  }
}

TEST_CASE("an advance stops where a world is full") {
  SmallWorlds free({});
  free.live();
  const std::uint64_t events = free.held(held_rows()[2]);
  REQUIRE(held_rows()[2].name == "events");
  for (const bool room : {true, false}) {
    SmallWorlds worlds({.events = events + 1});
    worlds.live();
    if (!room) CHECK(worlds.call("POST", "/v1/customers", R"({"name":"A"})").status() == 200);
    const Reply moved = worlds.call("POST", "/_mock/clock/advance", R"({"by":"P8D"})");
    CAPTURE(moved.body());
    CHECK(moved.status() == (room ? 200 : 507));
  }
}

TEST_CASE("a scan that another takes the place of is not kept") {
  SmallWorlds worlds({.scan_bytes = 2000});
  CHECK(worlds.upload("LOAN1", 900).status() == 200);
  const std::string first = worlds.upload("LOAN2", 500).at("id");
  const std::string second = worlds.upload("LOAN2", 700).at("id");
  CHECK(worlds.held(held_rows().back()) == 1600);
  const std::string path = "/v1/physical_mandate_images/";
  CHECK(worlds.call("GET", path + first).at("reference1") == "LOAN2");
  CHECK(worlds.call("GET", path + first + "/file").rule() == "image.newest");
  CHECK(worlds.call("GET", path + second + "/file").body().size() == 700);
  // Without the rule, 200 of them would fill the world.
  for (int i = 0; i < 200; ++i) CHECK(worlds.upload("LOAN2", 399).status() == 200);
  CHECK(worlds.held(held_rows().back()) == 1299);
}

TEST_CASE("a server that uses all the memory it may takes nothing more, in any world") {
  constexpr std::uint64_t kMax = std::uint64_t{1} << 30U;
  SmallWorlds worlds({}, kMax);
  worlds.memory_used = kMax - 1;
  CHECK(worlds.call("POST", "/v1/customers", R"({"name":"A"})").status() == 200);
  // It is measured again when so much was added that it may have been reached.
  worlds.memory_used = kMax;
  int taken = 0;
  while (worlds.call("POST", "/v1/customers", R"({"name":"A"})").status() == 200) ++taken;
  CHECK(taken < 1100);
  const Reply refused = worlds.call("POST", "/v1/customers", R"({"name":"A"})", "sk_test_other");
  check_full(refused, "server.memory");
  CHECK(refused.at("error.code") == "server_full");
  CHECK(refused.holds(std::to_string(kMax) + " bytes"));
  CHECK(worlds.call("GET", "/v1/customers").status() == 200);
  CHECK(worlds.call("POST", "/_mock/reset").status() == 200);
  worlds.memory_used = kMax - 1;
  CHECK(worlds.call("POST", "/v1/customers", R"({"name":"A"})").status() == 200);
}
