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
  explicit SmallWorlds(std::uint64_t bytes) : engine_(small(bytes)), server_(engine_, {}) {
    engine_.write_to(&journal);
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

  Taking journal;

 private:
  static EngineOptions small(std::uint64_t bytes) {
    EngineOptions options = TestApi().engine.options();
    options.world_bytes_max = bytes;
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
  SmallWorlds worlds(kMost);
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
  SmallWorlds worlds(400000);
  CHECK(worlds.call("POST", "/_mock/snapshots", R"({"name":"empty"})").status() == 200);
  int added = 0;
  check_full(worlds.fill(added), "world.room");
  CHECK(worlds.call("POST", "/_mock/snapshots/empty/restore").status() == 200);
  CHECK(worlds.call("POST", "/v1/customers", R"({"name":"A"})").status() == 200);
}

TEST_CASE("a call that the journal has no room for does not happen") {
  SmallWorlds worlds(kWorldBytesMax);
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
