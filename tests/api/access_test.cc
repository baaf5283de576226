// Keys: how they are sent, which are good, and that each has a world of its own.
#include <doctest/doctest.h>

#include <future>
#include <set>

#include "api/api_support.h"
#include "base/example_key.h"
#include "base/text.h"

using namespace lotusbox;
using namespace lotusbox::api;

namespace {

Reply with_authorization(TestApi& api, std::string_view value) {
  return api.get("/v1/mandates", {{"Authorization", std::string(value)}});
}

/// A POST that may also be answered with what is the fault of nobody.
Reply as(TestApi& api, const std::string& key, const std::string& target, const std::string& body) {
  Request request{"POST", target, {{"Authorization", "Bearer " + key}}, body};
  request.headers.emplace_back("Content-Type", "application/json");
  return {api.server.handle(request)};
}

std::string basic(std::string_view plain) { return "Basic " + base64_encode(plain); }

}  // namespace

TEST_CASE("a key arrives in Basic with and without its colon, and as Bearer") {
  TestApi api;
  api.mandate();
  const std::string key(kKey);
  for (const std::string& value :
       {basic(key + ":"), basic(key), basic(key + ":any password"), basic(key + "::"),
        "Bearer " + key, "bearer " + key, "BASIC " + base64_encode(key + ":"),
        "  Basic   " + base64_encode(key + ":") + "  "}) {
    CAPTURE(value);
    const Reply reply = with_authorization(api, value);
    CHECK(reply.status() == 200);
    CHECK(json_count(reply.body(), "data") == 1);
  }
  // Padding that a client left out.
  std::string bare = base64_encode(key + ":");
  while (bare.ends_with('=')) bare.pop_back();
  CHECK(with_authorization(api, "Basic " + bare).status() == 200);
}

TEST_CASE("no key at all") {
  TestApi api;
  api.key.clear();
  const std::vector<std::string_view> values = {"",
                                                "Basic",
                                                "Basic ",
                                                "Bearer ",
                                                "Basic Og==",
                                                "Basic !!!",
                                                "Digest username=sk_test_a",
                                                "sk_test_lotusbox"};
  for (const std::string_view value : values) {
    CAPTURE(value);
    const Reply reply = with_authorization(api, value);
    CHECK(reply.status() == 401);
    CHECK(reply.rule() == "auth.key_missing");
    CHECK(reply.at("error.type") == "authentication_error");
  }
  CHECK(api.get("/v1/mandates").rule() == "auth.key_missing");
  // The vendor's surface does not know the control plane's header.
  CHECK(api.get("/v1/mandates", {{"Lotusbox-World", "sk_test_a"}}).rule() == "auth.key_missing");
}

TEST_CASE("keys that are no test keys") {
  TestApi api;
  for (const std::string_view key : {"sk_live_abcdef", "sk_live", "sk_livesomething"}) {
    const Reply reply = with_authorization(api, "Bearer " + std::string(key));
    CHECK(reply.status() == 401);
    CHECK(reply.rule() == "auth.live_key");
    CHECK_FALSE(reply.holds(key));
  }
  const std::vector<std::string> odd = {"sk_test_",
                                        "sk_test",
                                        "pk_test_abc",
                                        "SK_TEST_abc",
                                        "sk_test_a b",
                                        "sk_test_\xc3\xa4",
                                        "sk_test_a/b",
                                        std::string(5000, 'k'),
                                        "sk_test_" + std::string(57, 'a'),
                                        "sk_test_%41"};
  for (const std::string& key : odd) {
    CAPTURE(key);
    for (const std::string& value : {"Bearer " + key, basic(key + ":")}) {
      const Reply reply = with_authorization(api, value);
      CHECK(reply.status() == 401);
      CHECK(reply.rule() == "auth.key_unknown");
      // The beginning of every good key stands in the advice.
      if (!key.starts_with("sk_test") || key.size() > 8) CHECK_FALSE(reply.holds(key));
    }
  }
  CHECK(with_authorization(api, basic(std::string("sk_test_a\0b:", 12))).rule() ==
        "auth.key_unknown");
  CHECK(with_authorization(api, "Bearer sk_test_" + std::string(56, 'a')).status() == 200);
}

TEST_CASE("a closed list of keys") {
  TestApi api({"sk_test_one", "sk_test_two"});
  CHECK(with_authorization(api, "Bearer sk_test_one").status() == 200);
  CHECK(with_authorization(api, "Bearer sk_test_two").status() == 200);
  CHECK(with_authorization(api, "Bearer sk_test_three").rule() == "auth.key_unknown");
  CHECK(with_authorization(api, "Bearer sk_live_one").rule() == "auth.live_key");
  api.key.clear();
  // The world that a control call without a key would mean is not on the list.
  CHECK(api.get("/_mock/clock").rule() == "auth.key_unknown");
  CHECK(api.get("/_mock/clock", {{"Lotusbox-World", "sk_test_two"}}).status() == 200);
  CHECK(api.get("/_mock/health").status() == 200);
}

TEST_CASE("a control call names its world by key, by header, or means the example") {
  TestApi api;
  // A mandate made directly raises no event; a request does.
  REQUIRE(api.call("PATCH", "/api/mandates/pause?mandate_id=" + api.mandate(), "").status() == 200);
  api.key.clear();
  const auto mandates_of = [&](Headers headers) {
    return api.get("/_mock/events?brief=1", std::move(headers)).at("total");
  };
  const std::string furnished = mandates_of({{"Lotusbox-World", std::string(kKey)}});
  CHECK(furnished != "0");
  CHECK(mandates_of({}) == furnished);
  CHECK(mandates_of({{"lotusbox-world", "sk_test_fresh"}}) == "0");
  CHECK(mandates_of({{"Authorization", "Bearer sk_test_fresh"},
                     {"Lotusbox-World", std::string(kKey)}}) == "0");
  // A key that cannot be read does not mean the example world.
  for (const char* unreadable : {"Digest abc", "Basic !!!", "Basic", "Bearer ", "nonsense"}) {
    CAPTURE(unreadable);
    CHECK(api.call("POST", "/_mock/reset", "{}", {{"Authorization", unreadable}}).rule() ==
          "auth.key_missing");
  }
  CHECK(mandates_of({}) == furnished);
  CHECK(api.get("/_mock/clock", {{"Lotusbox-World", "sk_live_x"}}).rule() == "auth.live_key");
  CHECK(api.get("/_mock/clock", {{"Lotusbox-World", "nonsense"}}).rule() == "auth.key_unknown");
}

TEST_CASE("worlds do not see each other") {
  TestApi api;
  const std::string mandate = api.mandate();
  const std::string source = api.source();
  const std::string umrn = api.get("/v1/mandates/" + mandate).at("umrn");
  const std::string event = api.get("/_mock/events?brief=1").at("data.0.id");
  const std::string here = api.whole_world();

  api.key = "sk_test_other";
  const std::string there = api.whole_world();
  CHECK(api.get("/v1/mandates/" + mandate).rule() == "mandate.unknown");
  CHECK(api.get("/v1/mandates/umrn/" + umrn).rule() == "mandate.unknown");
  CHECK(api.get("/v1/sources/" + source).rule() == "source.unknown");
  CHECK(api.get("/v1/events/" + event).rule() == "event.unknown");
  CHECK(api.call("PATCH", "/api/mandates/pause?mandate_id=" + mandate).rule() ==
        "request.mandate_unknown");
  CHECK(api.call("POST", "/v1/sources/" + source + "/withdraw").rule() == "source.unknown");
  CHECK(api.call("POST", "/_mock/authorise", "source=" + source).rule() == "source.unknown");
  CHECK(api.whole_world() == there);
  // What happens there is not felt here.
  api.call("POST", "/_mock/clock/advance", R"({"by":"P30D"})");
  api.call("PUT", "/_mock/policy", R"({"profile":"strict"})");
  api.call("PUT", "/_mock/webhook", R"({"url":"http://127.0.0.1:9/"})");
  api.mandate();
  api.call("POST", "/_mock/reset");
  api.key = kKey;
  CHECK(api.whole_world() == here);
}

TEST_CASE("a link finds its world without a key, and whatever key comes with it") {
  TestApi api;
  const std::string mandate = api.mandate();
  const std::string first = api.link("pause", mandate);
  api.key.clear();
  CHECK(api.get(first).status() == 200);
  CHECK(api.get(first, {{"Authorization", "Bearer sk_live_x"}}).status() == 200);
  CHECK(api.get(first, {{"Authorization", "Bearer sk_test_other"}}).status() == 200);
  CHECK(api.call("POST", first, "outcome=accepted").status() == 303);
  api.key = kKey;
  CHECK(api.get("/v1/mandates/" + mandate).at("status") == "paused");
  const std::string second = api.link("resume", mandate);
  api.key = "sk_test_other";
  CHECK(api.call("POST", "/_mock/authorise", "link=" + second).at("status") == "SUCCESS");
  api.key = kKey;
  CHECK(api.get("/v1/mandates/" + mandate).at("status") == "active");
}

TEST_CASE("a refusal about a link of another world is kept for the world of the caller") {
  TestApi api;
  const std::string link = api.link("pause", api.mandate());
  REQUIRE(api.call("POST", "/_mock/authorise", "link=" + link).status() == 200);
  api.key = "sk_test_other";
  const Reply refused = api.call("POST", "/_mock/authorise", "link=" + link);
  CHECK(refused.rule() == "link.used");
  CHECK(api.get("/_mock/why/" + refused.header("Lotusbox-Request-Id")).at("rule") == "link.used");
  CHECK(api.get("/_mock/requests").at("data.0.path") == "/_mock/authorise");
}

TEST_CASE("ids of calls are all different") {
  TestApi api;
  std::set<std::string> seen;
  for (int i = 0; i < 200; ++i) {
    CHECK(seen.insert(api.get("/v1/mandates").header("Lotusbox-Request-Id")).second);
  }
}

TEST_CASE("a world too many is refused by name, and looking costs none") {
  TestApi api;
  const auto key_of = [](std::size_t number) { return "sk_test_w" + std::to_string(number); };
  for (std::size_t i = 0; i < 20; ++i) {
    CHECK(api.get("/v1/mandates", {{"Authorization", "Bearer " + key_of(i)}}).status() == 200);
  }
  CHECK(api.engine.world_count() == 0);
  api.source();
  CHECK(api.engine.world_count() == 1);
  for (std::size_t i = 1; i < api.engine.options().worlds_max; ++i) {
    if (api.engine.open(key_of(i)) == nullptr) FAIL("there is room for this one");
  }
  CHECK(with_authorization(api, "Bearer sk_test_too_many").status() == 200);
  const Reply made = as(api, "sk_test_too_many", "/v1/sources", source_body());
  CHECK(made.status() == 503);
  CHECK(made.at("error.code") == "too_many_worlds");
  CHECK(made.rule() == "worlds.room");
  const Reply forked = as(api, key_of(1), "/_mock/fork", R"({"to":"sk_test_one_more"})");
  CHECK(forked.status() == 503);
  CHECK(forked.rule() == "worlds.room");
}

TEST_CASE("of two who copy to the same key one is told that it is in use") {
  TestApi api;
  for (int round = 0; round < 100; ++round) {
    const std::string to = R"({"to":"sk_test_to)" + std::to_string(round) + "\"}";
    std::vector<std::future<Reply>> answers;
    for (int caller = 0; caller < 4; ++caller) {
      answers.push_back(std::async(std::launch::async, [&api, &to, caller] {
        return as(api, "sk_test_from" + std::to_string(caller), "/_mock/fork", to);
      }));
    }
    int copied = 0;
    for (auto& answer : answers) {
      const Reply reply = answer.get();
      if (reply.status() == 200) {
        ++copied;
      } else {
        CHECK(reply.rule() == "fork.key_free");
      }
    }
    CHECK(copied == 1);
  }
}

TEST_CASE("the calls of one world share a lane, and those of no world have none") {
  TestApi api;
  const auto lane = [&api](std::string_view target, Headers headers) {
    Request request;
    request.method = "GET";
    request.target = target;
    request.headers = std::move(headers);
    return api.server.lane_of(request);
  };
  const Headers bearer = {{"Authorization", "Bearer sk_test_lane"}};
  CHECK(lane("/v1/sources", bearer) == "sk_test_lane");
  CHECK(lane("/_mock/session.scn", bearer) == "sk_test_lane");
  CHECK(lane("/_mock/session.scn", {{"Lotusbox-World", "sk_test_other"}}) == "sk_test_other");
  CHECK(lane("/_mock/session.scn", {}) == kExampleKey);
  CHECK(lane(api.source_link(api.source()), {}) == api.key);
  CHECK(lane("/pay/AL0000XXXXXXXX", {}) == "");
  CHECK(lane("/_mock/health", bearer) == "");
  CHECK(lane("/nothing/here", bearer) == "");
}
