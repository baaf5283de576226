// What the control plane shows at a glance: worlds, lists that are searched, timelines, what is
// due, the log as an archive, and the stream.
#include <doctest/doctest.h>

#include "api/api_support.h"

using namespace lotusbox;
using namespace lotusbox::api;

namespace {

constexpr std::string_view kWeek = R"({"by":"P7D"})";

/// The messages of a stream that is over after the first, since nobody could end it.
std::string first_message(TestApi& api, const std::string& last = "") {
  Headers more;
  if (!last.empty()) more.emplace_back("Last-Event-ID", last);
  Reply reply = api.get("/_mock/stream", more);
  REQUIRE(reply.status() == 200);
  CHECK(reply.response.content_type == "text/event-stream");
  std::string message;
  CHECK_FALSE(reply.response.more(message));
  return message;
}

std::string data_of(const std::string& message) {
  const auto begin = message.find("\ndata: ") + 7;
  return message.substr(begin, message.find("\n\n") - begin);
}

std::string id_of(const std::string& message) { return message.substr(4, message.find('\n') - 4); }

}  // namespace

TEST_CASE("a mandate is found by whatever names it, and by anything about it") {
  TestApi api;
  const std::string other = api.mandate();
  const std::string wanted =
      api.mandate(R"({"debtor_account_name":"Zubin Sample","reference1":"LOAN-77"})");
  api.link("pause", wanted);
  const std::string event = api.get("/_mock/events").at("data.0.id");
  const std::string umrn = api.get("/v1/mandates/" + wanted).at("umrn");
  const std::string link = api.get("/_mock/links?mandate=" + wanted).at("data.0.link");
  for (const std::string& q : {wanted, umrn, event, link, std::string("zubin"),
                               std::string("loan-77"), umrn.substr(8), wanted.substr(2)}) {
    CAPTURE(q);
    const Reply found = api.get("/_mock/mandates?q=" + q);
    CHECK(json_count(found.body(), "data") == 1);
    CHECK(found.at("data.0.id") == wanted);
  }
  CHECK(json_count(api.get("/_mock/mandates?q=nobody").body(), "data") == 0);
  const Reply all = api.get("/_mock/mandates");
  CHECK(all.at("data.0.id") == wanted);  // the newest first
  CHECK(all.at("data.0.action") == "pause");
  CHECK(all.at("data.0.next") == "The link expires");
  CHECK(all.at("data.1.id") == other);
  CHECK(all.at("data.1.link") == "null");
  CHECK(api.get("/_mock/mandates?status=active").at("data.0.id") == other);
  CHECK(api.get("/_mock/mandates?limit=1&after=" + wanted).at("data.0.id") == other);
  CHECK(api.get("/_mock/mandates?limit=1").at("has_more") == "true");
  CHECK(api.get("/_mock/mandates?after=MD00NONE").rule() == "page.after");
  CHECK(api.get("/_mock/mandates?status=lost").rule() == "list.filter");
  CHECK(api.get("/_mock/sources?status=active").rule() == "list.filter");
}

TEST_CASE("a timeline tells calls, events and attempts, and what lies ahead") {
  TestApi api;
  const std::string source = api.source();
  api.call("POST", "/_mock/authorise", "source=" + source);
  const std::string mandate = api.get("/v1/sources/" + source).at("mandate");
  api.call("PATCH", "/api/mandates/resume?mandate_id=" + mandate);
  api.link("pause", mandate);
  const Reply line = api.get("/_mock/timeline?mandate=" + mandate);
  CHECK(line.at("source") == source);
  CHECK(line.at("ahead.0.what") == "link_expires");
  CHECK(line.at("ahead.0.mandate") == mandate);
  std::string lanes, refused;
  for (std::size_t i = 0; i < json_count(line.body(), "data"); ++i) {
    const std::string at = "data." + std::to_string(i) + ".";
    lanes += line.at(at + "lane").substr(0, 2) + " ";
    if (line.at(at + "good") == "false") refused = line.at(at + "rule");
    if (line.at(at + "lane") == "event") CHECK(line.at(at + "call").starts_with("req_"));
  }
  CHECK(lanes == "ca ca ca ca cu ev ev ev ev ");
  CHECK(refused == "resume.mandate_paused");
  CHECK(api.get("/_mock/timeline?source=" + source).at("mandate") == mandate);
  api.call("POST", "/_mock/clock/advance", kWeek);
  CHECK(api.get("/_mock/timeline?mandate=" + mandate).holds("The link expired"));
  CHECK(api.get("/_mock/timeline").rule() == "links.named_once");
  CHECK(api.get("/_mock/timeline?mandate=MD00NONE").rule() == "mandate.unknown");
  // After a reset calls are kept, but what they did is gone.
  api.call("POST", "/_mock/reset");
  const std::string fresh = api.mandate();
  CHECK(json_count(api.get("/_mock/timeline?mandate=" + fresh).body(), "data") == 0);
}

TEST_CASE("calls that happened after the point to which a world went back harm nobody") {
  TestApi api;
  const std::string mandate = api.mandate();
  api.call("POST", "/_mock/snapshots", R"({"name":"before"})");
  api.link("pause", mandate);
  const std::string call = api.get("/_mock/requests?path=/api/mandates/pause").at("data.0.id");
  CHECK(api.get("/_mock/mandates?q=" + call).at("data.0.id") == mandate);
  api.call("POST", "/_mock/snapshots/before/restore");
  CHECK(api.get("/_mock/timeline?mandate=" + mandate).status() == 200);
  CHECK(json_count(api.get("/_mock/mandates?q=" + call).body(), "data") == 0);
  CHECK(api.get("/_mock/requests/" + call).status() == 200);
}

TEST_CASE("what is due comes earliest first") {
  TestApi api;
  const std::string mandate = api.mandate();
  api.link("pause", mandate);
  const Reply due = api.get("/_mock/due?limit=1");
  CHECK(json_count(due.body(), "data") == 1);
  CHECK(due.at("data.0.what") == "link_expires");
  CHECK(due.at("data.0.mandate") == mandate);
  CHECK(due.at("data.0.at_ist") == "2026-01-08T05:30:00+05:30");
  api.call("POST", "/_mock/clock/advance", kWeek);
  CHECK_FALSE(api.get("/_mock/due").holds("link_expires"));
}

TEST_CASE("keys of worlds are not given away, but for the example key") {
  TestApi api;
  api.mandate();
  api.key = "sk_test_secret_of_a_team";
  api.mandate();
  api.key = "sk_test_short";
  const Reply worlds = api.get("/_mock/worlds");
  CHECK(json_count(worlds.body(), "data") == 3);
  CHECK(worlds.at("data.0.key") == "sk_test_lotusbox");
  CHECK(worlds.at("data.0.mandates") == "1");
  CHECK(worlds.at("data.1.key") == "sk_test_***team");
  CHECK(worlds.at("data.1.current") == "false");
  CHECK(worlds.at("data.2.key") == "sk_test_***");
  CHECK(worlds.at("data.2.current") == "true");
  CHECK_FALSE(worlds.holds("secret"));
}

TEST_CASE("the archive of calls holds what was sent, and no key") {
  TestApi api;
  api.source();
  const Reply har = api.get("/_mock/requests.har");
  CHECK(har.at("log.version") == "1.2");
  CHECK(har.at("log.entries.0.request.method") == "POST");
  CHECK(har.at("log.entries.0.request.url") == "http://box.test/v1/sources");
  CHECK(har.at("log.entries.0.response.status") == "200");
  CHECK(har.at("log.entries.0.request.postData.text").find("nach_debit") != std::string::npos);
  CHECK_FALSE(har.holds("c2tfdGVzdF"));  // the key, as Basic authentication writes it
}

TEST_CASE("who only watches stays out of the log of calls") {
  TestApi api;
  api.mandate();
  const std::string before =
      api.get("/_mock/requests?limit=1000", {{"Lotusbox-Log", "none"}}).body();
  api.get("/_mock/events", {{"Lotusbox-Log", "none"}});
  first_message(api);
  CHECK(api.get("/_mock/requests?limit=1000", {{"Lotusbox-Log", "none"}}).body() == before);
  // Calls without the header, and those that change something, are always kept.
  api.get("/v1/mandates", {{"Lotusbox-Log", "none"}});
  api.get("/v1/mandates");
  api.call("POST", "/_mock/snapshots", R"({"name":"p"})", {{"Lotusbox-Log", "none"}});
  const Reply after = api.get("/_mock/requests?limit=1000", {{"Lotusbox-Log", "none"}});
  CHECK(json_count(after.body(), "data") == json_count(before, "data") + 2);
}

TEST_CASE("a stream begins where the world is, or where it was left") {
  TestApi api;
  const std::string mandate = api.mandate();
  const std::string begin = first_message(api);
  CHECK(begin.find("event: begin\n") != std::string::npos);
  CHECK(json_count(data_of(begin), "events") == 0);
  CHECK(json_at(data_of(begin), "now") == std::to_string(kStart));
  api.link("pause", mandate);
  const std::string went_on = first_message(api, id_of(begin));
  CHECK(json_at(data_of(went_on), "events.0.type") == "mandate.pending");
  CHECK(json_at(data_of(went_on), "events.0.resource_id") == mandate);
  CHECK(json_at(data_of(went_on), "calls.0.path") == "/api/mandates/pause");
  CHECK(json_at(data_of(went_on), "skipped") == "0");
  // A world that was replaced has no past that could be told.
  api.call("POST", "/_mock/reset");
  CHECK(json_count(data_of(first_message(api, id_of(went_on))), "events") == 0);
  CHECK(json_count(data_of(first_message(api, "nonsense")), "events") == 0);
  CHECK(api.engine.waiters.count() == 0);
}

TEST_CASE("a browser gets a page at a wrong address, other clients an error") {
  TestApi api;
  const Reply page = api.get("/v1/nowhere<b>", {{"Accept", "text/html,*/*"}});
  CHECK(page.status() == 404);
  CHECK(page.response.content_type.starts_with("text/html"));
  CHECK(page.holds("/v1/nowhere&lt;b&gt;"));
  CHECK(page.holds("href=\"/_mock/\""));
  CHECK(api.get("/v1/nowhere").at("error.type") == "invalid_request_error");
  CHECK(api.get("/_mock/", {{"Accept", "text/html"}}).holds("/_mock/timeline"));
  CHECK(api.get("/_mock/").at("data.0.path") == "/_mock");
  CHECK(api.get("/_mock/ui/../x").status() == 404);
  const Reply app = api.get("/");
  CHECK(app.header("Content-Security-Policy").find("unsafe") == std::string::npos);
  CHECK(app.header("Content-Security-Policy").find("script-src 'self'") != std::string::npos);
}
