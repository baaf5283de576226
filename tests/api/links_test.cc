// The hosted links over the api: who may see one, what uses it up, and what a used, expired,
// closed or unknown one answers.
#include <doctest/doctest.h>

#include "api/api_support.h"
#include "base/text.h"

using namespace lotusbox;
using namespace lotusbox::api;

namespace {

const Headers kAsJson = {{"Accept", "application/json"}};

void check_page(const Reply& reply, int status) {
  CHECK(reply.status() == status);
  CHECK(reply.response.content_type == "text/html; charset=utf-8");
  CHECK(reply.header("Cache-Control") == "no-store");
  CHECK(reply.header("X-Content-Type-Options") == "nosniff");
  CHECK(reply.header("Content-Security-Policy").starts_with("default-src 'none'"));
  CHECK(reply.header("X-Frame-Options") == "DENY");
  CHECK(reply.body().starts_with("<!DOCTYPE html>"));
}

/// Gone or unknown, for people and for programs, however it is asked.
void check_dead(TestApi& api, const std::string& link, int status, std::string_view rule) {
  CAPTURE(link);
  const std::string before = api.whole_world();
  for (const std::string_view method : {"GET", "HEAD", "POST"}) {
    CAPTURE(method);
    const std::string_view body = method == "POST" ? "outcome=accepted" : "";
    const Reply page = api.call(method, link, body);
    check_page(page, status);
    CHECK(page.rule() == rule);
    const Reply json = api.call(method, link, body, kAsJson);
    CHECK(json.status() == status);
    CHECK(json.response.content_type == kJson);
    CHECK(json.rule() == rule);
    CHECK(json.at("error.code") == (status == 404 ? "resource_missing" : "link_gone"));
  }
  const Reply headless = api.call("POST", "/_mock/authorise", "link=" + percent_encode(link));
  CHECK(headless.status() == status);
  CHECK(headless.rule() == rule);
  CHECK(api.whole_world() == before);
}

/// The same link with its path or a piece of it changed.
std::string with(std::string text, std::string_view part, std::string_view by) {
  const auto at = text.find(part);
  REQUIRE(at != std::string::npos);
  return text.replace(at, part.size(), by);
}

}  // namespace

TEST_CASE("looking at a link never uses it up") {
  TestApi api;
  const std::string mandate = api.mandate();
  const std::string source = api.source();
  for (const std::string& link : {api.link("pause", mandate), api.source_link(source)}) {
    CAPTURE(link);
    const std::string before = api.whole_world();
    for (int i = 0; i < 3; ++i) {
      check_page(api.get(link), 200);
      check_page(api.call("HEAD", link), 200);
      check_page(api.get(link, {{"User-Agent", "facebookexternalhit/1.1"},
                                {"Purpose", "prefetch"},
                                {"Range", "bytes=0-1023"}}),
                 200);
      CHECK(api.get(link, kAsJson).at("status") == "live");
      CHECK(api.get(link + "#fragment").status() == 200);
      CHECK(api.call("OPTIONS", link).status() == 204);
      CHECK(api.call("PUT", link).status() == 405);
    }
    CHECK(api.whole_world() == before);
    CHECK(api.call("POST", link, "outcome=accepted").status() == 303);
  }
}

TEST_CASE("what a link says of itself to programs") {
  TestApi api;
  const std::string mandate = api.mandate();
  const Reply asked =
      api.call("PATCH", "/api/mandates/amend?mandate_id=" + mandate, R"({"frequency":"YEAR"})");
  const std::string link = target_of(asked.at("auth_link"));
  const Reply reply = api.get(link, kAsJson);
  CHECK(reply.response.content_type == kJson);
  CHECK(json_keys(reply.body()) == std::vector<std::string>{"kind", "status", "expires_at"});
  CHECK(reply.at("kind") == "amend");
  CHECK(reply.at("expires_at") == asked.at("expires_at"));
  const std::string pay = api.source_link(api.source());
  CHECK(api.get(pay, kAsJson).at("kind") == "create");
  CHECK(api.get(pay, kAsJson).at("expires_at") == "null");
  // A browser names both, and is shown the page.
  check_page(api.get(link, {{"Accept", "text/html,application/json;q=0.9"}}), 200);
  check_page(api.get(link, {{"Accept", "*/*"}}), 200);
  CHECK(api.get(link, {{"Accept", "APPLICATION/vnd.api+JSON"}}).response.content_type == kJson);
}

TEST_CASE("the three answers of a customer") {
  TestApi api;
  const std::string mandate = api.mandate();
  const auto status = [&] { return api.get("/v1/mandates/" + mandate).at("status"); };

  const std::string first = api.link("pause", mandate);
  const Reply left = api.call("POST", first, "outcome=abandoned");
  check_page(left, 200);
  CHECK(left.holds("You left without an answer"));
  CHECK(left.header("Location") == "");
  CHECK(status() == "pending");
  CHECK(api.get(first).status() == 200);  // the link is as good as before

  const Reply no = api.call("POST", first, "outcome=rejected&reason_code=AP04");
  CHECK(no.status() == 303);
  CHECK(no.body() == "");
  CHECK(no.header("Location").starts_with("/npci_onmags_response?kind=pause&status=FAILED"));
  CHECK(status() == "active");
  check_page(api.get(no.header("Location")), 200);

  const std::string second = api.link("pause", mandate);
  CHECK(second != first);
  const Reply yes = api.call("POST", second, "outcome=accepted&auth_mode=netbanking&reason_code=");
  CHECK(yes.status() == 303);
  CHECK(yes.header("Location") == "/npci_onmags_response?kind=pause&status=SUCCESS");
  CHECK(status() == "paused");
  check_dead(api, first, 410, "link.used");
  check_dead(api, second, 410, "link.used");
}

TEST_CASE("a refused attempt fills the source and leaves its link good") {
  TestApi api;
  const std::string source = api.source();
  const std::string link = api.source_link(source);
  CHECK(api.get("/v1/sources/" + source).at("redirect.auth_attempts") == "null");
  CHECK(api.get("/v1/sources/" + source).at("redirect.response") == "{}");
  const Reply no = api.call("POST", link, "outcome=rejected&reason_code=AP04");
  CHECK(no.status() == 303);
  const Reply refused = api.get("/v1/sources/" + source);
  const std::string reason =
      "redirect.response.mndtAccptResp.undrlygAccptncDtls.accptncRslt.rjctRsn.";
  CHECK(refused.at(reason + "reasonCode") == "AP04");
  CHECK(refused.at(reason + "reasonDesc") != "<absent>");
  CHECK(refused.at(reason + "rejectBy") == "BANK");
  CHECK(refused.at("redirect.auth_attempts") == "1");
  CHECK(refused.at("status") == "pending");
  CHECK(api.get(link).holds("The last attempt was refused"));
  CHECK(api.call("POST", link, "outcome=accepted").status() == 303);
  check_dead(api, link, 410, "link.used");
}

TEST_CASE("an expired link") {
  TestApi api;
  const std::string mandate = api.mandate(R"({"date_responded":"2025-12-01"})");
  const std::string link = api.link("cancel", mandate);
  api.call("POST", "/_mock/clock/advance", R"({"seconds":1799})");
  CHECK(api.get(link).status() == 200);
  api.call("POST", "/_mock/clock/advance", R"({"seconds":1})");
  check_dead(api, link, 410, "link.expired");
  CHECK(api.get(link).holds("This link has expired"));
  CHECK(api.get("/v1/mandates/" + mandate).at("status") == "active");
}

TEST_CASE("a closed link") {
  TestApi api;
  const std::string source = api.source(R"("debtor_mobile":"9876543210")");
  const std::string link = api.source_link(source);
  const std::string shorter = target_of(api.get("/v1/sources/" + source).at("redirect.short_url"));
  CHECK(api.call("POST", "/v1/sources/" + source + "/withdraw").at("status") == "withdrawn");
  check_dead(api, link, 410, "link.closed");
  // The short form says so without asking for the mobile number.
  CHECK(api.get(shorter).rule() == "link.closed");
  CHECK(api.call("POST", shorter, "mobile=9876543210").rule() == "link.closed");
}

TEST_CASE("unknown links") {
  TestApi api;
  api.mandate();
  for (const std::string_view link :
       {"/pay/AL0012ABCDEFGH", "/pay/x", "/pay/%00", "/pay/AL%C3%A4", "/v2/mandates/amend/auth",
        "/v2/mandates/amend/auth?request_id=",
        "/v2/mandates/amend/auth?request_id=TUQwMDg2V0VBOFU1Q0g=",
        "/v2/mandates/amend/auth?request_id=%zz", "/v2/mandates/amend/auth?request_id=%00",
        "/v2/mandates/nonsense/auth?request_id=QUwwMDEyQUJDREVGR0g="}) {
    check_dead(api, std::string(link), 404, "link.unknown");
  }
  CHECK(api.get("/p/abcdefghi").rule() == "link.unknown");
  CHECK(api.get("/p/x").status() == 404);
}

TEST_CASE("a link of one kind or action under the path of another is not known") {
  TestApi api;
  const std::string mandate = api.mandate();
  const std::string pause = api.link("pause", mandate);
  const std::string source = api.source();
  const std::string pay = api.source_link(source);
  const std::string pause_id = *base64_decode(pause.substr(pause.find('=') + 1));
  const std::string pay_id = pay.substr(5, 14);
  const std::string before = api.whole_world();
  std::vector<std::string> wrong = {"/pay/" + pause_id,
                                    "/v2/mandates/pause/auth?request_id=" + base64_encode(pay_id),
                                    "/v2/mandates/create/auth?request_id=" + base64_encode(pay_id)};
  for (const std::string_view action : {"amend", "resume", "cancel", "PAUSE", "create"}) {
    wrong.push_back(with(pause, "/pause/", "/" + std::string(action) + "/"));
  }
  for (const std::string& link : wrong) {
    CAPTURE(link);
    for (const std::string_view method : {"GET", "POST"}) {
      const Reply reply = api.call(method, link, method == "POST" ? "outcome=accepted" : "");
      check_page(reply, 404);
      CHECK(reply.rule() == "link.unknown");
    }
  }
  CHECK(api.whole_world() == before);
  CHECK(api.get(pause).status() == 200);
  CHECK(api.get(pay).status() == 200);
}

TEST_CASE("a client secret that is sent must be right") {
  TestApi api;
  const std::string source = api.source();
  const std::string pay = api.source_link(source);
  const std::string other = api.source_link(api.source());
  const std::string bare = pay.substr(0, pay.find('?'));
  CHECK(api.get(bare).status() == 200);
  const std::string before = api.whole_world();
  for (const std::string& query :
       {std::string("?client_secret=wrong"), other.substr(other.find('?')),
        pay.substr(pay.find('?')) + "x", std::string("?client_secret[]=x&client_secret=y")}) {
    CAPTURE(query);
    CHECK(api.get(bare + query).rule() == "link.unknown");
    CHECK(api.call("POST", bare + query, "outcome=accepted").status() == 404);
  }
  CHECK(api.whole_world() == before);
  CHECK(api.call("POST", pay, "outcome=accepted").status() == 303);
}

TEST_CASE("a short link asks for the mobile number and leads to the page with its secret") {
  TestApi api;
  const std::string source = api.source(R"("debtor_mobile":"+91-9876543210")");
  const Reply made = api.get("/v1/sources/" + source);
  CHECK(made.at("nach_debit.debtor_mobile") == "9876543210");
  const std::string shorter = target_of(made.at("redirect.short_url"));
  const Reply asked = api.get(shorter);
  check_page(asked, 200);
  CHECK_FALSE(asked.holds("client_secret"));
  const Reply wrong = api.call("POST", shorter, "mobile=9876543211");
  check_page(wrong, 400);
  CHECK(wrong.rule() == "link.mobile");
  CHECK_FALSE(wrong.holds("client_secret"));
  const Reply moved = api.call("POST", shorter, "mobile=%2B91-9876543210");
  CHECK(moved.status() == 303);
  CHECK(moved.header("Location") == made.at("redirect.url"));
  CHECK(api.get("/v1/sources/" + api.source()).at("redirect.short_url") == "null");
}

TEST_CASE("two tabs: the first answer wins") {
  TestApi api;
  const std::string link = api.link("amend", api.mandate(), R"({"maximum_amount":"900000"})");
  CHECK(api.call("POST", link, "outcome=rejected").status() == 303);
  const std::string after = api.whole_world();
  const Reply second = api.call("POST", link, "outcome=accepted");
  check_page(second, 410);
  CHECK(second.holds("This link has already been used"));
  CHECK(api.whole_world() == after);
}

TEST_CASE("texts of a debtor or a merchant do not become markup on a page") {
  const std::string hostile = R"(\"><script>alert(1)</script><img src=x onerror=alert(1)>)";
  TestApi api;
  const std::string source =
      api.source(R"("reference1":")" + hostile.substr(0, 41) + R"(","debtor_agent_mmbid":null)");
  const std::string name_source =
      api.call("POST", "/v1/sources", with(source_body(), "ASHA TESTWALA", "A & B/C-D. E"))
          .at("id");
  CHECK(api.get(api.source_link(name_source)).holds("A &amp; B/C-D. E"));
  std::vector<std::string> pages = {api.get(api.source_link(source)).body()};
  CHECK(pages[0].find("&lt;script&gt;") != std::string::npos);
  api.call("POST", api.source_link(source),
           R"({"outcome":"rejected","reason_code":"<b>","reason_description":")" + hostile + "\"}");
  pages.push_back(api.get(api.source_link(source)).body());
  const std::string mandate = api.mandate(R"({"reference1":"<script>alert(2)</script>"})");
  pages.push_back(api.get(api.link("pause", mandate)).body());
  const std::string end = api.call("POST", api.source_link(name_source),
                                   R"({"outcome":"rejected","reason_code":"</script>",)"
                                   R"("reason_description":")" +
                                       hostile + "\"}")
                              .header("Location");
  CHECK(end.find_first_of("<>\"' ") == std::string::npos);
  pages.push_back(api.get(end).body());
  for (const std::string& page : pages) {
    CAPTURE(page);
    CHECK(page.find("<script>alert") == std::string::npos);
    CHECK(page.find("<img") == std::string::npos);
    CHECK(page.find("<b>") == std::string::npos);
  }
  // Names are refused before they get anywhere.
  CHECK(api.call("POST", "/v1/sources", with(source_body(), "ASHA TESTWALA", "<b>X</b>")).rule() ==
        "source.debtor_account_name");
}
