// Amend, pause, resume and cancel, sources and events, as the vendor documents them.
#include <doctest/doctest.h>

#include "api/api_support.h"
#include "base/text.h"

using namespace lotusbox;
using namespace lotusbox::api;

namespace {

constexpr std::int64_t kSevenDays = 7 * 86400;
constexpr std::int64_t kThirtyMinutes = 30 * 60;

std::string manage(std::string_view action, std::string_view mandate) {
  return "/api/mandates/" + std::string(action) + "?mandate_id=" + std::string(mandate);
}

/// The documented shape (facts 2.2) and the expiry of reading R3.
void check_accepted(const Reply& reply, std::string_view action, std::int64_t expires_at) {
  CHECK(reply.status() == 200);
  CHECK(reply.response.content_type == kJson);
  CHECK(json_keys(reply.body()) ==
        std::vector<std::string>{"status", "message", "auth_link", "expires_at"});
  CHECK(reply.at("status") == "Request received");
  CHECK(reply.at("message") == "Ask customer to authorize it on given authorization link");
  CHECK(reply.at("expires_at") == std::to_string(expires_at));
  const std::string link = reply.at("auth_link");
  const std::string begin =
      "http://box.test/v2/mandates/" + std::string(action) + "/auth?request_id=";
  CHECK(link.starts_with(begin));
  // Base64 of the mandate id, as in every sample, and of what nobody can guess.
  const auto id = base64_decode(link.substr(begin.size()));
  REQUIRE(id.has_value());
  CHECK(id->starts_with("MD00"));
  CHECK(id->find('.') == 14);
  CHECK(id->size() == 29);
}

}  // namespace

TEST_CASE("the documented sample bodies of amend") {
  const std::vector<std::string_view> samples = {R"({"frequency":"ADHO","maximum_amount":"5.00"})",
                                                 R"({"final_collection_date":"2032-11-12"})"};
  for (const std::string_view sample : samples) {
    CAPTURE(sample);
    TestApi api;
    const std::string mandate = api.mandate(R"({"frequency":"MNTH"})");
    const Reply asked = api.call("PATCH", manage("amend", mandate), sample);
    check_accepted(asked, "amend", kStart + kSevenDays);
    CHECK(api.get("/v1/mandates/" + mandate).at("status") == "pending");
    CHECK(api.call("POST", target_of(asked.at("auth_link")), "outcome=accepted").status() == 303);
    const Reply after = api.get("/v1/mandates/" + mandate);
    CHECK(after.at("status") == "active");
    const bool first = sample == samples[0];
    CHECK(after.at("frequency") == (first ? "ADHO" : "MNTH"));
    CHECK(after.at("amount_maximum") == (first ? "500" : "1000000"));
    CHECK(after.at("date_final_collection") == (first ? "null" : "2032-11-12"));
  }
}

TEST_CASE("pause, resume and cancel take no body and no content type") {
  for (const std::string_view action : {"pause", "resume", "cancel"}) {
    CAPTURE(action);
    TestApi api;
    const std::string mandate =
        api.mandate(action == "resume" ? R"({"status":"paused","date_responded":"2025-12-01"})"
                                       : R"({"date_responded":"2025-12-01"})");
    Request request;
    request.method = "PATCH";
    request.target = manage(action, mandate);
    request.headers = {{"Authorization", "Bearer " + api.key}, {"Host", "box.test"}};
    const std::int64_t life = action == "cancel" ? kThirtyMinutes : kSevenDays;
    check_accepted(api.send(request), action, kStart + life);
    for (const std::string_view empty : {"", "{}", "  \r\n", "null", "[]"}) {
      Request again = request;
      again.body = empty;
      again.headers.emplace_back("Content-Type", kJson);
      const Reply reply = api.send(again);
      CHECK(reply.status() == 400);
      CHECK(reply.rule() == "request.none_pending");
    }
  }
}

TEST_CASE("a mandate is named by either of two names, and by one only") {
  TestApi api;
  const std::string mandate = api.mandate();
  const std::string umrn = api.get("/v1/mandates/" + mandate).at("umrn");
  const std::string before = api.whole_world();
  const auto pause = [&](std::string_view query) {
    return api.call("PATCH", "/api/mandates/pause" + std::string(query));
  };
  const std::string both = "?umrn=" + umrn + "&mandate_id=" + mandate;
  for (const std::string& query : {std::string(), std::string("?"), std::string("?umrn="),
                                   std::string("?mandate_id=&umrn="), both, both + "&x=1"}) {
    CAPTURE(query);
    CHECK(pause(query).rule() == "request.mandate_named_once");
    CHECK(pause(query).at("error.code") == "parameter_missing");
  }
  for (const std::string_view query :
       {"?umrn=NOPE", "?mandate_id=MD0012ABCDEFGH", "?umrn=NOPE&mandate_id=", "?mandate_id=%00",
        "?umrn=%F0%9F%98%80"}) {
    CAPTURE(query);
    const Reply reply = pause(query);
    CHECK(reply.status() == 404);
    CHECK(reply.rule() == "request.mandate_unknown");
    CHECK(reply.at("error.param") ==
          (std::string_view(query).starts_with("?umrn") ? "umrn" : "mandate_id"));
  }
  // A name of the other kind, and names in the body, are none.
  CHECK(pause("?umrn=" + mandate).rule() == "request.mandate_unknown");
  CHECK(pause("?mandate_id=" + umrn).rule() == "request.mandate_unknown");
  CHECK(api.call("PATCH", "/api/mandates/pause", "mandate_id=" + mandate).rule() ==
        "request.mandate_named_once");
  CHECK(api.whole_world() == before);
  CHECK(pause("?umrn=" + umrn + "&unknown=1").status() == 200);
}

TEST_CASE("queries that are no form are refused, whatever they name") {
  TestApi api;
  const std::string mandate = api.mandate();
  const std::string before = api.whole_world();
  for (const std::string_view more : {"&x=%", "&x=%zz", "&x=%ff", "&[x]=1", "&a[=1"}) {
    CAPTURE(more);
    const Reply reply = api.call("PATCH", manage("pause", mandate) + std::string(more));
    CHECK(reply.status() >= 400);
    CHECK(reply.rule() != "");
  }
  CHECK(api.whole_world() == before);
}

TEST_CASE("form and JSON bodies say the same") {
  const auto amended = [](std::string_view body, std::string_view type) {
    TestApi api;
    const std::string mandate = api.mandate();
    const Reply asked =
        api.call("PATCH", manage("amend", mandate), body, {{"Content-Type", std::string(type)}});
    CHECK(asked.status() == 200);
    api.call("POST", target_of(asked.at("auth_link")), "outcome=accepted");
    return asked.body() + api.whole_world();
  };
  const std::string_view json =
      R"({"frequency":"week","maximum_amount":"12.50","final_collection_date":"2030-01-31"})";
  const std::string_view form =
      "frequency=week&maximum_amount=12.50&final_collection_date=2030-01-31";
  CHECK(amended(json, kJson) == amended(form, kForm));
  CHECK(amended(json, "application/json; charset=utf-8") == amended(form, "text/plain"));
  CHECK(amended(json, "APPLICATION/VND.X+JSON") == amended(json, ""));
  CHECK(amended(json, kForm) == amended(json, kJson));  // a brace says more than the header

  const auto made = [](std::string_view body) {
    TestApi api;
    const Reply reply = api.call("POST", "/v1/sources", body);
    CHECK(reply.status() == 200);
    return reply.body();
  };
  CHECK(made(R"({"type":"nach_debit","nach_debit":{"amount_maximum":"500000",)"
             R"("debtor_agent_code":"ICIC","debtor_account_name":"ASHA T","reference1":"A&B",)"
             R"("debtor_account_number":12345},"redirect":{"return_url":"http://a.test/?x=1"},)"
             R"("metadata":{"order":"7"}})") ==
        made("type=nach_debit&nach_debit[amount_maximum]=500000&nach_debit[debtor_agent_code]=ICIC"
             "&nach_debit%5Bdebtor_account_name%5D=ASHA+T&nach_debit[reference1]=A%26B"
             "&nach_debit[debtor_account_number]=12345"
             "&redirect[return_url]=http%3A%2F%2Fa.test%2F%3Fx%3D1&metadata[order]=7"));
}

TEST_CASE("redirect comes nested or flat") {
  for (const std::string_view body :
       {R"({"redirect":{"return_url":"http://shop.test/back","auth_mode":"debitcard"}})",
        R"({"return_url":"http://shop.test/back","auth_mode":"debitcard"})",
        "return_url=http%3A%2F%2Fshop.test%2Fback&auth_mode=debitcard",
        "redirect[return_url]=http://shop.test/back&redirect[auth_mode]=debitcard",
        R"({"redirect":{"return_url":"http://shop.test/back"},"auth_mode":"debitcard",)"
        R"("return_url":"http://flat.test/"})"}) {
    CAPTURE(body);
    TestApi api;
    const std::string link = api.link("pause", api.mandate(), body);
    CHECK(api.get(link).holds(R"(value="debitcard" checked)"));
    CHECK(api.call("POST", link, "outcome=accepted")
              .header("Location")
              .starts_with("http://shop.test/back?mandate_id="));
  }
  TestApi api;
  const std::string mandate = api.mandate();
  const std::string before = api.whole_world();
  for (const std::string_view body :
       {R"({"return_url":"file:///shop.test/"})", R"({"redirect":{"return_url":"shop.test"}})",
        R"x({"return_url":"javascript:alert(1)"})x",
        R"({"return_url":"http://a.test/\r\nSet-Cookie: a=b"})",
        R"({"return_url":"http://a.test/\" onload=\"x"})", R"({"return_url":7})",
        R"({"return_url":["http://a.test"]})"}) {
    CAPTURE(body);
    CHECK(api.call("PATCH", manage("pause", mandate), body).rule() == "request.return_url");
  }
  for (const std::string_view body : {R"({"auth_mode":"fax"})", R"({"redirect":{"auth_mode":1}})",
                                      R"({"auth_mode":{}})", "auth_mode=net banking"}) {
    CAPTURE(body);
    CHECK(api.call("PATCH", manage("pause", mandate), body).rule() == "request.auth_mode");
  }
  CHECK(api.whole_world() == before);
}

TEST_CASE("links are under the address that the caller used") {
  TestApi api;
  const std::string mandate = api.mandate();
  const Reply asked = api.call("PATCH", manage("pause", mandate), "", {{"Host", "10.0.2.2:5688"}});
  CHECK(asked.at("auth_link").starts_with("http://10.0.2.2:5688/v2/"));
  Request bare;
  bare.method = "GET";
  bare.target = "/v1/sources/" + api.source();
  bare.headers = {{"Authorization", "Bearer " + api.key}};
  CHECK(json_at(api.send(bare).body(), "redirect.url").starts_with("http://local.test/pay/AL"));
  api.server.ports().public_url = "https://mock.test/box";
  CHECK(json_at(api.send(bare).body(), "redirect.url").starts_with("https://mock.test/box/pay/"));
}

TEST_CASE("events are there when the call has returned, newest first") {
  TestApi api;
  const std::string source = api.source();
  const Reply first = api.get("/v1/events/");
  CHECK(first.at("object") == "list");
  CHECK(first.at("data.0.type") == "source.pending");
  CHECK(json_keys(first.body(), "data.0") ==
        std::vector<std::string>{"id", "created", "resource_id", "type"});
  api.call("POST", api.source_link(source), "outcome=accepted");
  const Reply of_source = api.get("/v1/events/resource?source=" + source);
  CHECK(of_source.at("data.0.type") == "source.submitted");
  CHECK(of_source.at("data.1.type") == "source.pending");
  CHECK(json_count(of_source.body(), "data") == 2);
  const std::string mandate = api.get("/v1/sources/" + source).at("mandate");
  CHECK(api.get("/v1/events/resource?mandate=" + mandate).at("data.0.type") == "mandate.active");
  CHECK(api.get("/v1/events/resource?mandate=MD1").rule() == "mandate.unknown");
  const Reply unnamed = api.get("/v1/events/resource");
  CHECK(unnamed.rule() == "list.resource");
  CHECK(unnamed.at("error.param") == "source");
  const Reply event = api.get("/v1/events/" + of_source.at("data.1.id"));
  CHECK(event.at("data.object") == "source");
  CHECK(event.at("data.status") == "pending");
  CHECK(event.at("webhook_attempts") == "0");
  CHECK(api.get("/v1/events/EV0000").rule() == "event.unknown");
  const std::string repost = "/v1/events/" + of_source.at("data.0.id") + "/webhook";
  CHECK(api.get(repost).rule() == "event.webhook_configured");
  api.call("PUT", "/_mock/webhook", R"({"url":"http://127.0.0.1:9/"})");
  CHECK(api.get(repost).body() == R"("Your request is under process.")");
  CHECK(api.call("POST", repost).body() == R"("Your request is under process.")");
}

TEST_CASE("lists are paged and filtered within bounds") {
  TestApi api;
  for (int i = 0; i < 5; ++i) api.mandate(i == 2 ? R"({"status":"paused"})" : "{}");
  CHECK(json_count(api.get("/v1/mandates?limit=2").body(), "data") == 2);
  CHECK(api.get("/v1/mandates?limit=2").at("has_more") == "true");
  CHECK(json_count(api.get("/v1/mandates?limit=2&page=3").body(), "data") == 1);
  CHECK(api.get("/v1/mandates?limit=2&page=3").at("has_more") == "false");
  CHECK(json_count(api.get("/v1/mandates?page=1000000000").body(), "data") == 0);
  CHECK(json_count(api.get("/v1/mandates?status=paused").body(), "data") == 1);
  const std::vector<std::pair<std::string_view, std::string_view>> refused = {
      {"limit=0", "list.limit"},       {"limit=101", "list.limit"},
      {"limit=-1", "list.limit"},      {"limit=99999999999999999999", "list.limit"},
      {"limit=x", "list.limit"},       {"limit=1e1", "list.limit"},
      {"page=0", "list.page"},         {"page=1000000001", "list.page"},
      {"status=happy", "list.filter"}, {"variant=paper", "list.filter"}};
  for (const auto& [query, rule] : refused) {
    const std::string asked = "?" + std::string(query);
    CAPTURE(asked);
    CHECK(api.get("/v1/mandates" + asked).rule() == rule);
    CHECK(api.get("/v1/sources" + asked).rule() == rule);
  }
}
