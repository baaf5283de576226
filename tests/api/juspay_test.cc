// Juspay's own API from outside: its bodies key by key, its errors, its lists and its webhooks, and
// that it and LotusPay know nothing of each other.
#include <doctest/doctest.h>

#include "api/api_support.h"
#include "base/text.h"

using namespace lotusbox;
using namespace lotusbox::api;

namespace {

using Keys = std::vector<std::string>;

/// A server with calls as Juspay's clients make them. The refusals of its paths have no envelope in
/// common, so they go past the checks that LotusPay's answers stand.
struct JuspayApi : TestApi {
  Reply ask(std::string_view method, std::string_view target, std::string_view form,
            std::string_view merchant = "shop", std::string_view api_key = kKey) {
    Request request;
    request.method = method;
    request.target = target;
    request.body = form;
    if (!api_key.empty()) {
      request.headers.emplace_back("Authorization",
                                   "Basic " + base64_encode(std::string(api_key) + ":"));
    }
    if (!merchant.empty()) request.headers.emplace_back("x-merchantid", std::string(merchant));
    request.headers.emplace_back("x-routing-id", "customer_1122");
    request.headers.emplace_back("Content-Type", std::string(kForm));
    const Reply reply{server.handle(request)};
    CHECK(reply.header("Lotusbox-Request-Id").starts_with("req_"));
    return reply;
  }
  Reply command(const std::string& id, std::string_view form) {
    return ask("POST", "/mandates/" + id, form);
  }
  std::string make(std::string_view body = "{}") {
    const Reply made = call("POST", "/_mock/juspay/mandates", body);
    REQUIRE(made.status() == 200);
    return made.at("mandate_id");
  }
};

const Keys kStatusKeys = {"order_id",
                          "frequency",
                          "end_date",
                          "status",
                          "activated_at",
                          "last_activated_at",
                          "amount_rule",
                          "last_updated",
                          "start_date",
                          "mandate_debit_token",
                          "customer_id",
                          "mandate_id",
                          "block_fund",
                          "currency",
                          "max_amount",
                          "mandate_token",
                          "revokable_by_customer",
                          "payment_info",
                          "mandate_type"};
const Keys kPauseKeys = {"start_date",       "rule_type",        "revokable_by_customer",
                         "response_message", "pause_start_date", "pause_end_date",
                         "max_amount",       "mandate_type",     "mandate_token",
                         "mandate_status",   "mandate_id",       "last_activated_at",
                         "frequency",        "end_date",         "block_fund",
                         "amount_rule"};

}  // namespace

TEST_CASE("a pause answers with the keys of the page") {
  JuspayApi api;
  const std::string id = api.make(R"({"max_amount":"500","end_date":"1798761600"})");
  const Reply paused = api.command(id, "command=pause&pause_end_date=1767312000");
  CHECK(paused.status() == 200);
  CHECK(json_keys(paused.body()) == kPauseKeys);
  CHECK(paused.at("response_message") == "Mandate is Paused.");
  CHECK(paused.at("mandate_status") == "PAUSED");
  CHECK(paused.at("mandate_id") == id);
  CHECK(paused.at("pause_start_date") == "1767225600");
  CHECK(paused.at("pause_end_date") == "1767312000");
  CHECK(paused.at("max_amount") == "500");
  CHECK(paused.at("end_date") == "1798761600");
  CHECK(paused.body().find("\"end_date\":\"1798761600\"") != std::string::npos);
  CHECK(paused.body().find("\"max_amount\":500,") != std::string::npos);
  CHECK(paused.at("frequency") == "ASPRESENTED");
  CHECK(paused.at("amount_rule") == "VARIABLE");
  CHECK(paused.at("rule_type") == "ON");
  CHECK(paused.at("mandate_type") == "EMANDATE");
  CHECK(id.size() == 22);
}

TEST_CASE("a scheduled pause says so, and a resumption leaves the start out") {
  JuspayApi api;
  const std::string id = api.make();
  const Reply later = api.command(id, "command=pause&pause_start_date=1767312000");
  CHECK(later.at("response_message") == "Pause mandate is scheduled");
  CHECK(later.at("mandate_status") == "ACTIVE");
  CHECK(json_keys(later.body()) == kPauseKeys);
  api.command(id, "command=pause");
  const Reply resumed = api.command(id, "command=resume");
  Keys keys = kPauseKeys;
  keys.erase(keys.begin() + 4);
  CHECK(json_keys(resumed.body()) == keys);
  CHECK(resumed.at("response_message") == "Mandate is Resumed.");
  CHECK(resumed.at("mandate_status") == "ACTIVE");
}

TEST_CASE("revoke answers two keys, check_status all of them") {
  JuspayApi api;
  const std::string id = api.make();
  CHECK(json_keys(api.command(id, "command=check_status").body()) == kStatusKeys);
  const Reply revoked = api.command(id, "command=revoke");
  CHECK(revoked.body() == R"({"mandate_status":"REVOKED","mandate_id":")" + id + R"("})");
  CHECK(api.command(id, "command=check_status").at("status") == "REVOKED");
}

TEST_CASE("the error bodies of the pages, exactly") {
  JuspayApi api;
  const std::string id = api.make(R"({"mandate_status":"FAILURE"})");
  const std::string paused = api.make(R"({"mandate_status":"PAUSED"})");
  struct Case {
    const std::string& mandate;
    const char* form;
    const char* rule;
    const std::string& body;
  };
  const std::string unknown = "7KKTSsVLcQjskY5F4moS5M";
  const std::string failed_pause =
      R"({"user_message":"Pause action not allowed.","message":"Mandate is in FAILURE state.",)"
      R"("error_info":{"code":"INVALID_INPUT"},"type":"INVALID_REQUEST_ERROR",)"
      R"("code":"INVALID_REQUEST"})";
  const std::string failed_resume =
      R"({"user_message":"Resume action not allowed.","message":"Mandate is in FAILURE state.",)"
      R"("error_info":{"code":"INVALID_INPUT"},"type":"INVALID_REQUEST_ERROR",)"
      R"("code":"INVALID_REQUEST"})";
  const std::string bad_date =
      R"({"user_message":"Please pass valid resume_date.","message":"Invalid resume_date.",)"
      R"("error_info":{"code":"INVALID_INPUT"},"type":"INVALID_REQUEST_ERROR",)"
      R"("code":"INVALID_REQUEST"})";
  const std::string not_found =
      R"({"status":"invalid_request_error","error_code":"Mandate not found",)"
      R"("error_message":"Mandate not found",)"
      R"("error_info":{"code":"RESOURCE_NOT_FOUND","category":"USER_ERROR"}})";
  const std::string not_active =
      R"({"status":"Invalid Request","error_code":"BAD_REQUEST",)"
      R"("error_message":"Mandate Not in Active State","error_info":{"code":"INVALID_ACTION"}})";
  const std::string no_command =
      R"({"status":"ERROR","error_code":"Bad request.","error_message":"Bad request.",)"
      R"("error_info":{"code":"MISSING_MANDATORY_PARAMETER",)"
      R"("fields":[{"field_name":"command"}]}})";
  const std::string wrong_command = R"({"status":"Invalid Request","error_code":"bad_request",)"
                                    R"("error_message":"Invalid command"})";
  const Case cases[] = {
      {unknown, "command=pause", "juspay.mandate_known", not_found},
      {id, "command=pause", "juspay.pause_active", failed_pause},
      {id, "command=resume", "juspay.resume_paused", failed_resume},
      {paused, "command=resume&resume_date=never", "juspay.resume_date_format", bad_date},
      {id, "command=revoke", "juspay.revoke_active", not_active},
      {id, "", "juspay.command", no_command},
      {id, "command=stop", "juspay.command_known", wrong_command},
      {id, "command=pre_debit_notify", "juspay.command_offered", wrong_command}};
  for (const Case& row : cases) {
    CAPTURE(row.form);
    const Reply reply = api.command(row.mandate, row.form);
    CHECK(reply.status() == 400);
    CHECK(reply.rule() == row.rule);
    CHECK(reply.body() == row.body);
  }
}

TEST_CASE("without merchant, and without a good key") {
  JuspayApi api;
  const std::string target = "/mandates/" + api.make();
  const Reply no_merchant = api.ask("POST", target, "command=pause", "");
  CHECK(no_merchant.status() == 400);
  CHECK(no_merchant.rule() == "juspay.merchant");
  CHECK(no_merchant.at("error_info.fields.0.field_name") == "x-merchantid");
  for (const char* key : {"", "nonsense", "sk_live_1"}) {
    CAPTURE(key);
    const Reply refused = api.ask("POST", target, "command=pause", "shop", key);
    CHECK(refused.status() == 401);
    CHECK(refused.rule().starts_with("auth."));
    CHECK(refused.body() ==
          R"({"status":"error","error_code":"access_denied",)"
          R"("error_message":"Invalid Authentication","error_info":{"code":"UNAUTHORIZED"}})");
  }
  // LotusPay keeps its own envelope for the same key.
  CHECK(api.ask("GET", "/v1/sources", "", "shop", "nonsense").at("error.type") ==
        "authentication_error");
}

TEST_CASE("a bad URL under Juspay's paths is 404 and nothing else") {
  JuspayApi api;
  const std::string id = api.make();
  for (const std::string& target : {std::string("/mandates"), "/mandates/" + id + "/pause",
                                    std::string("/customers"), std::string("/customers/c/cards")}) {
    CAPTURE(target);
    const Reply reply = api.ask("POST", target, "command=pause");
    CHECK(reply.status() == 404);
    CHECK(reply.body().empty());
  }
  CHECK(api.ask("GET", "/mandates/" + id, "").status() == 404);
  CHECK(api.ask("GET", "/mandatesx", "").holds("resource_missing"));
  CHECK(api.ask("POST", "//mandates//" + id + "/", "command=check_status").status() == 200);
}

TEST_CASE("the list of a customer") {
  JuspayApi api;
  CHECK(api.ask("GET", "/customers/nobody/mandates", "").body() ==
        R"({"total":0,"offset":0,"object":"list","count":0,"list":[]})");
  const std::string first = api.make(R"({"customer_id":"a b"})");
  api.make(R"({"customer_id":"other"})");
  const std::string second = api.make(R"({"customer_id":"a b"})");
  const Reply all = api.ask("GET", "/customers/a%20b/mandates", "");
  CHECK(json_keys(all.body()) == Keys{"total", "offset", "object", "count", "list"});
  CHECK(all.at("total") == "2");
  CHECK(all.at("count") == "2");
  CHECK(all.at("list.0.mandate_id") == second);
  CHECK(all.at("list.1.mandate_id") == first);
  CHECK(json_keys(all.body(), "list.0") == kStatusKeys);
  const Reply rest = api.ask("GET", "/customers/a%20b/mandates?offset=1&count=5", "");
  CHECK(rest.at("total") == "2");
  CHECK(rest.at("offset") == "1");
  CHECK(rest.at("count") == "1");
  CHECK(rest.at("list.0.mandate_id") == first);
  CHECK(api.ask("GET", "/customers/a%20b/mandates", "", "").rule() == "juspay.merchant");
  CHECK(api.ask("GET", "/customers/a%20b/mandates?offset=-1", "").rule() == "juspay.list_offset");
  CHECK(api.ask("GET", "/customers/a%20b/mandates?count=0", "").rule() == "juspay.list_count");
}

TEST_CASE("worlds of other keys do not see a mandate") {
  JuspayApi api;
  const std::string id = api.make();
  const Reply other =
      api.ask("POST", "/mandates/" + id, "command=check_status", "shop", "sk_test_other");
  CHECK(other.rule() == "juspay.mandate_known");
}

TEST_CASE("events of Juspay are in the control plane and not at LotusPay") {
  JuspayApi api;
  const std::string id = api.make(R"({"mandate_status":"CREATED","max_amount":500.5})");
  const Reply events = api.get("/_mock/events");
  REQUIRE(events.at("total") == "1");
  CHECK(events.at("data.0.type") == "MANDATE_CREATED");
  CHECK(events.at("data.0.object") == "juspay_mandate");
  CHECK(events.at("data.0.resource_id") == id);
  CHECK(events.at("data.0.row") == "juspay_mandate.create");
  CHECK(events.at("data.0.data.max_amount") == "500.50");
  const std::string event = events.at("data.0.id");
  CHECK(event.starts_with("evt_V2_"));
  CHECK(json_count(api.get("/v1/events").body(), "data") == 0);
  CHECK(api.get("/v1/events/" + event).rule() == "event.unknown");
  CHECK(api.call("POST", "/v1/events/" + event + "/webhook").rule() == "event.unknown");
  CHECK(api.get("/v1/mandates/" + id).rule() == "mandate.unknown");
  CHECK(api.call("POST", "/_mock/events/" + event + "/resend").rule() ==
        "event.webhook_configured");
}

TEST_CASE("each vendor has a webhook of its own, and the envelope of the vendor") {
  JuspayApi api;
  CHECK(api.get("/_mock/juspay/webhook").body() == R"({"url":null,"waiting_elsewhere":0})");
  const std::string url = R"({"url":"http://127.0.0.1:9/hook"})";
  CHECK(api.call("PUT", "/_mock/juspay/webhook", url).at("url") == "http://127.0.0.1:9/hook");
  CHECK(api.get("/_mock/webhook").at("url") == "null");
  const std::string id = api.make();
  api.command(id, "command=pause");
  const Reply deliveries = api.get("/_mock/deliveries");
  REQUIRE(json_count(deliveries.body(), "data") == 1);
  CHECK(deliveries.at("data.0.url") == "http://127.0.0.1:9/hook");
  CHECK(json_keys(deliveries.body(), "data.0.payload") ==
        Keys{"id", "event_name", "date_created", "content"});
  CHECK(deliveries.at("data.0.payload.event_name") == "MANDATE_PAUSED");
  CHECK(deliveries.at("data.0.payload.date_created") == "2026-01-01T00:00:00Z");
  CHECK(json_keys(deliveries.body(), "data.0.payload.content.mandate") == kStatusKeys);
  CHECK(deliveries.holds(R"("max_amount":"5000.00")"));
  CHECK(deliveries.holds(R"("revokable_by_customer":"true")"));
  CHECK(api.call("PUT", "/_mock/juspay/webhook", R"({"url":"ftp://x"})").rule() == "webhook.url");
  CHECK(api.call("DELETE", "/_mock/juspay/webhook").body() ==
        R"({"url":null,"waiting_elsewhere":1})");
  api.command(id, "command=resume");
  api.command(id, "command=revoke");
  CHECK(json_count(api.get("/_mock/deliveries").body(), "data") == 1);
}

TEST_CASE("an advance tells which mandate a timer moved") {
  JuspayApi api;
  const std::string id = api.make();
  api.command(id, "command=pause&pause_start_date=1767225610&pause_end_date=1767225620");
  const Reply moved = api.call("POST", "/_mock/clock/advance", R"({"seconds":20})");
  CHECK(moved.at("fired_count") == "2");
  CHECK(moved.at("fired.0.rule") == "juspay_mandate.pause_begins");
  CHECK(moved.at("fired.0.object") == id);
  CHECK(moved.at("fired.0.events.0.type") == "MANDATE_PAUSED");
  CHECK(moved.at("fired.1.rule") == "juspay_mandate.pause_ends");
  CHECK(json_count(moved.body(), "fired.1.events") == 0);
}

TEST_CASE("the control plane settles the order of a mandate") {
  JuspayApi api;
  const std::string id = api.make(R"({"mandate_status":"CREATED"})");
  const std::string target = "/_mock/juspay/mandates/" + id;
  CHECK(api.call("POST", target, R"({"outcome":"shipped"})").rule() == "juspay.settle_outcome");
  CHECK(api.call("POST", target, R"({"outcome":"activated"})").at("status") == "ACTIVE");
  const Reply twice = api.call("POST", target, R"({"outcome":"failed"})");
  CHECK(twice.rule() == "juspay.settle_created");
  CHECK(twice.at("error.code") == "invalid_mandate_usage");
  CHECK(api.call("POST", "/_mock/juspay/mandates/nosuch", R"({"outcome":"failed"})").status() ==
        404);
}
