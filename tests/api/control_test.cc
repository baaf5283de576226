// The rest of the control plane: settings, reset, and what has happened.
#include <doctest/doctest.h>

#include "api/api_support.h"
#include "base/text.h"

using namespace lotusbox;
using namespace lotusbox::api;

namespace {

Reply put(TestApi& api, std::string_view what, std::string_view body) {
  return api.call("PUT", "/_mock/" + std::string(what), body);
}

}  // namespace

TEST_CASE("health, ready and version want no key and no world") {
  TestApi api;
  api.key.clear();
  CHECK(api.get("/_mock/health").body() == R"({"status":"ok"})");
  CHECK(api.get("/_mock/ready").body() == R"({"status":"ready","ready":true})");
  CHECK(api.get("/_mock/version").body() == R"({"name":"lotusbox","version":"1.2.3"})");
  CHECK(api.get("/_mock/health", {{"Authorization", "Bearer sk_live_x"}}).status() == 200);
  CHECK(api.engine.all().empty());
}

TEST_CASE("the webhook of a world") {
  TestApi api;
  const std::string none = R"({"url":null,"key":null,"format":"encrypted","waiting_elsewhere":0})";
  CHECK(api.get("/_mock/webhook").body() == none);
  const Reply set = put(api, "webhook", R"({"url":"http://127.0.0.1:8080/hook?x=1"})");
  CHECK(set.at("url") == "http://127.0.0.1:8080/hook?x=1");
  CHECK(set.at("format") == "encrypted");
  CHECK(set.at("key").size() == 16);
  CHECK(set.at("key").starts_with("whk_"));
  const Reply own = put(api, "webhook", "url=http://127.0.0.1/&key=0123456789abcdef&format=plain");
  CHECK(own.body() == R"({"url":"http://127.0.0.1/","key":"0123456789abcdef","format":"plain",)"
                      R"("waiting_elsewhere":0})");
  CHECK(
      put(api, "webhook", R"({"url":"http://127.0.0.1/","key":"\u00e4\u00e41234567890123\u20ac"})")
          .rule() == "webhook.key");  // 16 characters, 20 bytes
  const std::string long_url = "http://127.0.0.1/" + std::string(3000, 'x');
  const std::vector<std::pair<std::string, std::string_view>> refused = {
      {"", "webhook.url"},
      {"url=", "webhook.url"},
      {"url=127.0.0.1:80", "webhook.url"},
      {"url=https://", "webhook.url"},
      {"url=HTTPS://127.0.0.1/", "webhook.url"},
      {"url=https://example.test/", "webhook.target_allowed"},
      {"url=ftp://127.0.0.1/", "webhook.url"},
      {"url=HTTP://127.0.0.1/", "webhook.url"},
      {"url=http://", "webhook.url"},
      {"url=http://127.0.0.1/%0d%0aX:1", "webhook.url"},
      {"url=" + long_url, "webhook.url"},
      {"url=http://example.test/", "webhook.target_allowed"},
      {"url=http://10.0.0.1/&format=plain", "webhook.target_allowed"},
      {"url=http://127.0.0.1/&key=whk_short", "webhook.key"},
      {"url=http://127.0.0.1/&key=0123456789abcdefg", "webhook.key"},
      {"url=http://127.0.0.1/&format=ENCRYPTED", "webhook.format"}};
  for (const auto& [body, rule] : refused) {
    const std::string sent = body.substr(0, 80);
    CAPTURE(sent);
    const Reply reply = put(api, "webhook", body);
    CHECK(reply.status() == 400);
    CHECK(reply.rule() == rule);
    CHECK(api.get("/_mock/webhook").body() == own.body());
  }
  // The key stays, so that a receiver which knows it can read what the next target is sent; and a
  // change keeps what it does not name.
  const std::string removed =
      R"({"url":null,"key":"0123456789abcdef","format":"encrypted","waiting_elsewhere":0})";
  CHECK(api.call("DELETE", "/_mock/webhook").body() == removed);
  CHECK(api.call("DELETE", "/_mock/webhook").body() == removed);
  CHECK(put(api, "webhook", "format=plain").rule() == "webhook.url");
  CHECK(put(api, "webhook", "url=http://127.0.0.1:1/").at("key") == "0123456789abcdef");
  CHECK(put(api, "webhook", "format=plain").at("url") == "http://127.0.0.1:1/");
  CHECK(put(api, "webhook", "url=http://127.0.0.1:2/").at("format") == "plain");
}

TEST_CASE("a changed webhook tells how many deliveries keep the earlier target") {
  TestApi api;
  put(api, "webhook", "url=http://127.0.0.1:1/");
  api.source();
  CHECK(api.get("/_mock/webhook").at("waiting_elsewhere") == "0");
  CHECK(put(api, "webhook", "format=plain").at("waiting_elsewhere") == "0");
  CHECK(put(api, "webhook", "url=http://127.0.0.1:2/").at("waiting_elsewhere") == "1");
  api.source();
  CHECK(put(api, "webhook", "url=http://127.0.0.1:3/").at("waiting_elsewhere") == "2");
  CHECK(put(api, "webhook", "url=http://127.0.0.1:1/").at("waiting_elsewhere") == "1");
  CHECK(api.call("DELETE", "/_mock/webhook").at("waiting_elsewhere") == "2");
  CHECK(api.get("/_mock/juspay/webhook").at("waiting_elsewhere") == "0");
}

TEST_CASE("the policy of a world") {
  TestApi api;
  const auto usual = [](const char* step) {
    return std::string(",\"") + step +
           R"(":{"mode":"automatic","after":null,"outcome":null,"reason_code":null})";
  };
  const auto switches = [] {
    std::string members;
    for (const SwitchRow& row : kSwitches) {
      members += ",\"" + std::string(row.key) + "\":\"" + std::string(row.word(false)) + "\"";
    }
    return members;
  };
  const Reply first = api.get("/_mock/policy");
  CHECK(first.body() == R"({"profile":"documented","cancel_enabled":true,"cancel_link_minutes":30,)"
                        R"("cut_off_hour":15)" +
                            usual("submission") + usual("acknowledgement") + usual("response") +
                            usual("cancel_submission") + usual("cancel_response") + switches() +
                            "}");
  CHECK(put(api, "policy", "{}").body() == first.body());
  CHECK(put(api, "policy", "cancel_enabled=false").at("cancel_enabled") == "false");
  const std::string mandate = api.mandate(R"({"date_responded":"2025-12-01"})");
  const std::string cancel = "/api/mandates/cancel?mandate_id=" + mandate;
  CHECK(api.call("PATCH", cancel).rule() == "cancel.feature_enabled");
  CHECK(put(api, "policy", R"({"cancel_enabled":true,"cancel_link_minutes":10080})")
            .at("cancel_link_minutes") == "10080");
  CHECK(api.call("PATCH", cancel).at("expires_at") == std::to_string(kStart + 7 * 86400));
  CHECK(put(api, "policy", "profile=strict").at("profile") == "strict");
  CHECK(api.call("PATCH", "/api/mandates/pause?mandate_id=" + api.mandate(), "frequency=YEAR")
            .rule() == "request.body_malformed");
  const std::string kept = api.get("/_mock/policy").body();
  for (const std::string_view body :
       {"cancel_link_minutes=0", "cancel_link_minutes=10081", "profile=Strict",
        "cancel_enabled=yes", "cancel_enabled=1", "unknown=1", R"({"profile":"lenient","x":1})",
        R"({"cancel_link_minutes":60,"profile":"none"})"}) {
    CAPTURE(body);
    CHECK(put(api, "policy", body).status() == 400);
    CHECK(api.get("/_mock/policy").body() == kept);
  }
}

TEST_CASE("a reset world is the world as it was first opened, with the same ids again") {
  const auto play = [](TestApi& api) {
    const std::string mandate = api.mandate();
    const std::string link = api.link("pause", mandate);
    api.source();
    api.call("POST", link, "outcome=accepted");
    api.call("POST", "/_mock/clock/advance", "by=P1D");
    return api.whole_world() + link;
  };
  TestApi api;
  const std::string fresh = api.whole_world();
  const std::string first = play(api);
  put(api, "policy", "profile=lenient");
  put(api, "webhook", "url=http://127.0.0.1:9/");
  put(api, "clock", "mode=fast:7");
  const Reply reset = api.call("POST", "/_mock/reset");
  CHECK(json_keys(reset.body()) == std::vector<std::string>{"now", "now_ist", "seed"});
  CHECK(reset.at("seed") == "7");
  CHECK(api.whole_world() == fresh);
  CHECK(play(api) == first);

  const Reply other =
      api.call("POST", "/_mock/reset", R"({"at":"2027-01-01","seed":8,"profile":"strict"})");
  CHECK(other.at("now_ist") == "2027-01-01T00:00:00+05:30");
  CHECK(other.at("seed") == "8");
  CHECK(api.get("/_mock/policy").at("profile") == "strict");
  const std::string elsewhere = api.mandate();
  CHECK(first.find(elsewhere) == std::string::npos);
  api.call("POST", "/_mock/reset", R"({"at":"2027-01-01","seed":8,"profile":"strict"})");
  CHECK(api.mandate() == elsewhere);
  // Wishes hold for one reset only.
  api.call("POST", "/_mock/reset");
  CHECK(api.whole_world() == fresh);
  for (const std::string_view body :
       {"at=never", "seed=-1", "seed=x", "profile=none", "seed=99999999999999999999"}) {
    CAPTURE(body);
    const Reply refused = api.call("POST", "/_mock/reset", body);
    CHECK(refused.status() == 400);
  }
}

TEST_CASE("a link from before a reset is not taken for a new one by chance of order") {
  TestApi api;
  const std::string link = api.link("pause", api.mandate());
  api.call("POST", "/_mock/reset");
  CHECK(api.get(link).rule() == "link.unknown");
  CHECK(api.call("POST", link, "outcome=accepted").status() == 404);
}

TEST_CASE("events with the rows that raised them") {
  TestApi api;
  const std::string mandate = api.mandate();
  const std::string source = api.source();
  api.call("POST", "/_mock/authorise", "source=" + source);
  const Reply all = api.get("/_mock/events");
  const std::size_t total = json_count(all.body(), "data");
  CHECK(all.at("total") == std::to_string(total));
  CHECK(json_keys(all.body(), "data.0") ==
        std::vector<std::string>{"id", "created", "created_ist", "type", "resource_id", "object",
                                 "row", "evidence", "event_evidence", "data"});
  CHECK(all.at("data.0.data.object") == all.at("data.0.object"));
  const auto types = [&](const std::string& query) {
    const Reply found = api.get("/_mock/events?" + query);
    std::string list;
    for (std::size_t i = 0; i < json_count(found.body(), "data"); ++i) {
      list += found.at("data." + std::to_string(i) + ".type") + " ";
    }
    CHECK(found.at("total") == std::to_string(total));
    return list;
  };
  CHECK(types("resource=" + source) == "source.pending source.submitted ");
  CHECK(types("type=source.submitted") == "source.submitted ");
  CHECK(types("resource=" + mandate + "&type=source.pending") == "");
  CHECK(api.get("/_mock/events?type=mandate.actve").rule() == "filter.type");
  CHECK(api.get("/_mock/events?type=mandate.actve").holds("did you mean mandate.active"));
  CHECK(api.get("/_mock/events?stauts=x").rule() == "control.parameter");
  CHECK(api.get("/_mock/deliveries?stauts=x").holds("did you mean status"));
  CHECK(api.get("/_mock/deliveries?status=delivrd").rule() == "filter.delivery_status");
  CHECK(api.get("/_mock/requests?status=4oo").rule() == "filter.http_status");
  CHECK(api.get("/_mock/requests?method=get").rule() == "filter.method");
  CHECK(api.get("/_mock/requests?rule=amend.mandate_activ").rule() == "filter.rule");
  CHECK(api.get("/_mock/requests?rule=amend.*").status() == 200);
  CHECK(types("offset=" + std::to_string(total)) == "");
  CHECK(types("offset=" + std::to_string(total - 1) + "&brief=1") ==
        all.at("data." + std::to_string(total - 1) + ".type") + " ");
  CHECK(types("offset=0") == types(""));
  CHECK(types("offset=99999999999999999999") == types(""));
  CHECK(types("offset=-1&brief=") == types(""));
  CHECK(api.get("/_mock/events?brief=1").at("data.0.data") == "<absent>");
  // What an event saw does not change with its object.
  CHECK(api.get("/_mock/events?type=source.pending").at("data.0.data.status") == "pending");
}

TEST_CASE("deliveries wait in their order until somebody sends them") {
  TestApi api;
  CHECK(api.get("/_mock/deliveries").body() == R"({"data":[],"has_more":false,"total":0})");
  api.mandate();
  CHECK(api.get("/_mock/deliveries").body() ==
        R"({"data":[],"has_more":false,"total":0})");  // nowhere to deliver to
  put(api, "webhook", "url=http://127.0.0.1:9/");
  const std::string source = api.source();
  const Reply due = api.get("/_mock/deliveries");
  CHECK(json_count(due.body(), "data") == 1);
  CHECK(json_keys(due.body(), "data.0") ==
        std::vector<std::string>{"id", "event", "type", "resource_id", "status", "chaos", "url",
                                 "created", "due_at", "due_at_ist", "payload", "attempts"});
  CHECK(due.at("data.0.status") == "due");
  CHECK(due.at("data.0.resource_id") == source);
  CHECK(json_keys(due.body(), "data.0.payload") ==
        std::vector<std::string>{"id", "object", "created", "livemode", "data", "type"});
  CHECK(json_count(due.body(), "data.0.attempts") == 0);
  const Reply again = api.call("POST", "/_mock/events/" + due.at("data.0.event") + "/resend");
  CHECK(again.at("event") == due.at("data.0.event"));
  CHECK(again.at("id") == "2");
  CHECK(json_count(api.get("/_mock/deliveries?status=due").body(), "data") == 2);
  CHECK(json_count(api.get("/_mock/deliveries?status=delivered").body(), "data") == 0);
  CHECK(json_count(api.get("/_mock/deliveries?resource=" + source).body(), "data") == 2);
  CHECK(json_count(api.get("/_mock/deliveries?type=source.pending").body(), "data") == 2);
  CHECK(json_count(api.get("/_mock/deliveries?type=mandate.active").body(), "data") == 0);
  CHECK(api.call("POST", "/_mock/events/EV1/resend").rule() == "event.unknown");
}

TEST_CASE("the log of calls holds no key, no query and no body") {
  TestApi api;
  api.get("/v1/mandates?limit=1&secret=hidden");
  api.call("POST", "/v1/sources", R"({"hidden":"hidden"})");
  api.get("/v1/mandates/MD1", {{"Authorization", "Bearer " + api.key}});
  api.get("/nowhere");
  const std::string link = api.source_link(api.source());
  api.get(link);
  const Reply log = api.get("/_mock/requests");
  CHECK(json_keys(log.body(), "data.0") == std::vector<std::string>{"id", "at", "at_ist", "method",
                                                                    "path", "status", "rule",
                                                                    "fault"});
  CHECK(log.at("data.0.path") == "/v1/mandates");
  CHECK(log.at("data.0.method") == "GET");
  CHECK(log.at("data.0.status") == "200");
  CHECK(log.at("data.0.rule") == "null");
  CHECK(log.at("data.1.rule") == "source.type");
  CHECK(log.at("data.2.rule") == "mandate.unknown");
  for (const std::string_view secret : {"hidden", "client_secret", "?", "sk_test", "nowhere"}) {
    CAPTURE(secret);
    CHECK_FALSE(log.holds(secret));
  }
  CHECK_FALSE(log.holds(base64_encode(api.key + ":")));
}

TEST_CASE("the log stays JSON whatever the paths hold") {
  TestApi api;
  api.get("/v1/mandates/\xff\xfe");
  api.get("/v1/mandates/a\"b\\c\x01");
  api.get("/v1/mandates/" + std::string(300, 'y'));
  api.get("/v1/mandates/" + std::string(186, 'y') + "\xc3\xa4");  // cut in its last letter
  CHECK(api.get("/_mock/requests").at("data.0.status") == "404");
}

TEST_CASE("why: a cancel that comes too early") {
  TestApi api;
  const std::string mandate = api.mandate(R"({"date_responded":"2026-01-01"})");
  const std::string cancel = "/api/mandates/cancel?mandate_id=" + mandate;
  const Reply refused = api.call("PATCH", cancel);
  CHECK(refused.rule() == "cancel.two_business_days");
  const Reply why = api.get("/_mock/why/" + refused.header("Lotusbox-Request-Id"));
  CHECK(json_keys(why.body()) == std::vector<std::string>{"request", "at_ist", "rule", "demands",
                                                          "evidence", "source", "message", "param",
                                                          "blocking", "inputs", "passes_at",
                                                          "passes_at_ist"});
  CHECK(why.at("rule") == "cancel.two_business_days");
  CHECK(why.at("message") == refused.at("error.message"));
  CHECK(why.at("inputs.date_responded") == "2026-01-01");
  CHECK(why.at("param") == "null");
  // The instant it names is exact.
  const std::int64_t passes_at = *parse_integer(why.at("passes_at"));
  const std::string wait = std::to_string(passes_at - kStart - 1);
  api.call("POST", "/_mock/clock/advance", "seconds=" + wait);
  CHECK(api.call("PATCH", cancel).rule() == "cancel.two_business_days");
  api.call("POST", "/_mock/clock/advance", "seconds=1");
  CHECK(api.call("PATCH", cancel).status() == 200);
}

TEST_CASE("why: a request that waits for another") {
  TestApi api;
  const std::string mandate = api.mandate();
  const Reply first = api.call("PATCH", "/api/mandates/pause?mandate_id=" + mandate);
  const Reply refused = api.call("PATCH", "/api/mandates/pause?mandate_id=" + mandate);
  CHECK(refused.rule() == "request.none_pending");
  const std::string id = refused.header("Lotusbox-Request-Id");
  const Reply why = api.get("/_mock/why/" + id);
  CHECK(why.at("passes_at") == first.at("expires_at"));
  CHECK(why.at("blocking") == "pause request waits for the customer");
  CHECK(why.at("request") == id);
  // What was not refused is explained by what became of it.
  const Reply asked = api.get("/_mock/why/" + first.header("Lotusbox-Request-Id"));
  CHECK(asked.status() == 200);
  CHECK(asked.holds("The pause request waits for its customer"));
  for (const std::string& other : {std::string("req_00"), std::string("x"), std::string("%00")}) {
    CAPTURE(other);
    CHECK(api.get("/_mock/why/" + other).rule() == "why.unknown");
  }
  api.key = "sk_test_other";
  CHECK(api.get("/_mock/why/" + id).rule() == "why.unknown");
}

TEST_CASE("coverage counts rows and rules") {
  TestApi api;
  const auto counts = [&](std::string_view list, std::string_view id, std::string_view what) {
    const Reply coverage = api.get("/_mock/coverage");
    for (std::size_t i = 0; i < json_count(coverage.body(), list); ++i) {
      const std::string at = std::string(list) + "." + std::to_string(i) + ".";
      if (coverage.at(at + "id") == id) return coverage.at(at + std::string(what));
    }
    return std::string("none");
  };
  const std::string mandate = api.mandate();
  CHECK(counts("rows", "link.issue", "count") == "0");
  CHECK(counts("rules", "request.none_pending", "refused") == "0");
  api.link("pause", mandate);
  api.call("PATCH", "/api/mandates/pause?mandate_id=" + mandate);
  CHECK(counts("rows", "link.issue", "count") == "1");
  CHECK(counts("rules", "request.none_pending", "passed") == "1");
  CHECK(counts("rules", "request.none_pending", "refused") == "1");
  api.get("/v1/mandates/MD1");
  CHECK(counts("rules", "mandate.unknown", "refused") == "1");
  api.get("/v1/mandates?limit=0");
  CHECK(counts("rules", "list.limit", "refused") == "1");
}
