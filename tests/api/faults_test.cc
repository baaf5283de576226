// Faults on calls: the calls that are struck, the answers that come instead, and what is told.
#include "api/control/faults.h"

#include <doctest/doctest.h>

#include "api/api_support.h"

using namespace lotusbox;
using namespace lotusbox::api;

namespace {

/// An answer that may be wrong on purpose: none of the checks that hold for others.
Reply struck(TestApi& api, std::string_view method, std::string_view target,
             std::string_view body = "", const Headers& more = {}) {
  Request request;
  request.method = method;
  request.target = target;
  request.body = body;
  request.headers = more;
  request.headers.emplace_back("Authorization", "Bearer " + api.key);
  const auto answer = api.server.try_handle(request);
  REQUIRE(answer.has_value());
  return {*answer};
}

void set(TestApi& api, std::string_view body) {
  REQUIRE(api.call("PUT", "/_mock/faults", body).status() == 200);
}

/// Status and fault of the last call, as the log has them.
std::string last_call(TestApi& api) {
  const Reply calls = api.get("/_mock/requests");
  const std::string last = "data." + std::to_string(json_count(calls.body(), "data") - 1);
  return calls.at(last + ".status") + " " + calls.at(last + ".fault");
}

}  // namespace

TEST_CASE("a call that is answered by a fault never reaches the world") {
  TestApi api;
  set(api, R"({"match":{"method":"POST","path":"/v1/sources"},"status":503,"times":2})");
  const std::string before = api.whole_world();
  for (int i = 0; i < 2; ++i) {
    const Reply reply = struck(api, "POST", "/v1/sources", source_body());
    CHECK(reply.status() == 503);
    CHECK(reply.header("Lotusbox-Fault") == "1");
    CHECK(reply.rule().empty());
    CHECK(reply.at("error.type") == "api_error");
    CHECK(reply.at("error.code") == "maintenance");
    CHECK(last_call(api) == "503 1");
  }
  CHECK(api.whole_world() == before);
  const Reply third = api.call("POST", "/v1/sources", source_body());
  CHECK(third.status() == 200);
  CHECK(third.header("Lotusbox-Fault").empty());
  CHECK(last_call(api) == "200 null");
  CHECK(api.get("/_mock/faults").at("faults.0.left") == "0");
}

TEST_CASE("the vendor's errors, and words of one's own") {
  TestApi api;
  set(api, R"({"faults":[{"name":"slow-down","match":{"path":"/v1/mandates"},"status":429},)"
           R"({"match":{"path":"/v1/nach_banks"},"status":400,"code":"odd","message":"Very odd"},)"
           R"({"match":{"path":"/v1/**"},"status":200,"body":"{\"cut"}]})");
  const Reply limited = struck(api, "GET", "/v1/mandates");
  CHECK(limited.status() == 429);
  CHECK(limited.at("error.type") == "rate_limit_error");
  CHECK(limited.header("Lotusbox-Fault") == "slow-down");
  const Reply odd = struck(api, "GET", "/v1/nach_banks");
  CHECK(odd.at("error.type") == "invalid_request_error");
  CHECK(odd.at("error.code") == "odd");
  CHECK(odd.at("error.message") == "Very odd");
  const Reply cut = struck(api, "GET", "/v1/sources/SC1/pdf");
  CHECK(cut.status() == 200);
  CHECK(cut.body() == "{\"cut");
  CHECK(cut.response.content_type == kJson);
  CHECK(cut.header("Lotusbox-Fault") == "3");
}

TEST_CASE("Juspay answers in its own shape, a link with a page for people") {
  TestApi api;
  const std::string link = api.link("pause", api.mandate());
  set(api, R"({"status":500})");
  const Reply juspay = struck(api, "GET", "/customers/c1/mandates");
  CHECK(juspay.status() == 500);
  CHECK(juspay.at("status") == "error");
  CHECK(juspay.at("error_code") == "server_error");
  const Reply page = struck(api, "GET", link);
  CHECK(page.status() == 500);
  CHECK(page.response.content_type == "text/html; charset=utf-8");
  CHECK(page.header("X-Frame-Options") == "DENY");
  CHECK(page.holds("Something went wrong on the server"));
  CHECK(struck(api, "GET", link, "", {{"Accept", "application/json"}}).at("error.code") ==
        "server_error");
}

TEST_CASE("the control plane, calls without a world and other worlds are left alone") {
  TestApi api;
  set(api, R"({"status":500})");
  CHECK(api.get("/_mock/clock").status() == 200);
  CHECK(api.get("/nowhere").status() == 404);
  CHECK(api.call("PUT", "/v1/mandates").status() == 405);
  CHECK(api.get("/v1/mandates", {{"Authorization", "Bearer sk_live_x"}}).status() == 401);
  CHECK(api.get("/v1/mandates", {{"Authorization", "Bearer sk_test_other"}}).status() == 200);
  CHECK(struck(api, "GET", "/v1/mandates").status() == 500);
}

TEST_CASE("a dropped call is not served; the log says so with status 0") {
  TestApi api;
  set(api, R"({"drop":true,"latency_ms":30})");
  const Reply reply = struck(api, "POST", "/v1/sources", source_body());
  CHECK(reply.response.drop);
  CHECK(reply.response.delay_ms == 30);
  CHECK(last_call(api) == "0 1");
  CHECK(api.get("/_mock/events").at("total") == "0");
}

TEST_CASE("a slow or cut answer is a real one") {
  TestApi api;
  set(api, R"({"latency_ms":60000,"truncate":5})");
  const Reply reply = struck(api, "POST", "/v1/sources", source_body());
  CHECK(reply.status() == 200);
  CHECK(reply.at("object") == "source");
  CHECK(reply.response.delay_ms == 60000);
  CHECK(reply.response.truncate_after == 5);
  CHECK_FALSE(reply.response.drop);
  CHECK(api.get("/_mock/events").at("total") == "1");
  // A refusal keeps its rule.
  const Reply refused = struck(api, "GET", "/v1/sources/SC1");
  CHECK(refused.rule() == "source.unknown");
  CHECK(refused.header("Lotusbox-Fault") == "1");
}

TEST_CASE("an answer by a fault is remembered under an Idempotency-Key, unless policy forgets it") {
  TestApi api;
  set(api, R"({"status":500,"times":1})");
  const Headers key{{"Idempotency-Key", "k1"}, {"Content-Type", std::string(kJson)}};
  const Reply first = struck(api, "POST", "/v1/sources", source_body(), key);
  CHECK(first.status() == 500);
  const Reply again = struck(api, "POST", "/v1/sources", source_body(), key);
  CHECK(again.status() == 500);
  CHECK(again.body() == first.body());
  CHECK(again.header("Idempotent-Replayed") == "true");
  api.call("PUT", "/_mock/policy", R"({"idempotency_of_faults":"forgotten"})");
  set(api, R"({"status":500,"times":1})");
  const Headers other{{"Idempotency-Key", "k2"}, {"Content-Type", std::string(kJson)}};
  CHECK(struck(api, "POST", "/v1/sources", source_body(), other).status() == 500);
  const Reply served = api.call("POST", "/v1/sources", source_body(), other);
  CHECK(served.status() == 200);
  CHECK(served.header("Idempotent-Replayed").empty());
}

TEST_CASE("a list takes the place of the one before; reading it changes nothing") {
  TestApi api;
  set(api, R"({"rate":"50%","drop":true,"name":"a"})");
  const std::string shown = api.get("/_mock/faults").body();
  CHECK(json_at(shown, "faults.0.rate") == "50%");
  CHECK(json_at(shown, "faults.0.drop") == "true");
  CHECK(json_at(shown, "faults.0.seen") == "0");
  CHECK(api.get("/_mock/faults").body() == shown);
  set(api, R"({"faults":[]})");
  CHECK(json_count(api.get("/_mock/faults").body(), "faults") == 0);
  set(api, "match[path]=/v1/nach_banks&status=503&times=1");
  CHECK(api.get("/_mock/faults").at("faults.0.match.path") == "/v1/nach_banks");
  CHECK(api.call("DELETE", "/_mock/faults").at("faults") == "[]");
  CHECK(api.get("/v1/nach_banks").status() == 200);
}

TEST_CASE("a refused list leaves the old one in force") {
  TestApi api;
  set(api, R"({"status":503,"name":"kept"})");
  for (const std::string_view bad :
       {R"({"faults":7})", R"({"faults":[{"stauts":500}]})",
        R"({"faults":[{"match":{"url":"/"}}]})", R"({"status":503,"retries":1})",
        R"({"faults":[],"status":500})", R"({"faults":["a"]})", "{", "{}"}) {
    CAPTURE(bad);
    CHECK(api.call("PUT", "/_mock/faults", bad).status() == 400);
  }
  CHECK(api.get("/_mock/faults").at("faults.0.name") == "kept");
}

TEST_CASE("faults go with a fork and a snapshot, and a reset clears them") {
  TestApi api;
  set(api, R"({"status":503,"times":3})");
  CHECK(struck(api, "GET", "/v1/mandates").status() == 503);
  api.call("POST", "/_mock/snapshots", R"({"name":"here"})");
  api.call("POST", "/_mock/fork", R"({"to":"sk_test_forked"})");
  CHECK(struck(api, "GET", "/v1/mandates").status() == 503);
  CHECK(api.get("/_mock/faults").at("faults.0.left") == "1");
  const Headers forked{{"Authorization", "Bearer sk_test_forked"}};
  CHECK(api.get("/_mock/faults", forked).at("faults.0.left") == "2");
  api.call("POST", "/_mock/snapshots/here/restore");
  CHECK(api.get("/_mock/faults").at("faults.0.left") == "2");
  api.call("POST", "/_mock/reset");
  CHECK(json_count(api.get("/_mock/faults").body(), "faults") == 0);
}

TEST_CASE("the log of calls is told what struck") {
  TestApi api;
  std::vector<std::string> lines;
  api.server.on_call = [&](const CallLine& line) {
    lines.push_back(std::to_string(line.status) + " " + std::string(line.fault));
  };
  set(api, R"({"drop":true,"name":"cable","times":1})");
  struck(api, "GET", "/v1/mandates");
  api.get("/v1/mandates");
  CHECK(lines == std::vector<std::string>{"200 ", "0 cable", "200 "});
}
