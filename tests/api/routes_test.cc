// The route table: every row answers, and what is not in it is refused the right way.
#include "api/routes.h"

#include <doctest/doctest.h>

#include <array>
#include <chrono>
#include <functional>
#include <future>
#include <set>
#include <thread>

#include "api/api_support.h"
#include "base/text.h"

using namespace lotusbox;
using namespace lotusbox::api;

namespace {

/// A world in which every route has something to answer about.
struct Furnished {
  TestApi api;
  std::string active, paused, cancelled_link, source, open_source, event, refused_call;

  Furnished() {
    api.call("PUT", "/_mock/webhook", R"({"url":"http://127.0.0.1:9/hook"})");
    active = api.mandate();
    paused = api.mandate(R"({"status":"paused"})");
    source = api.source(R"("debtor_mobile":"9876543210")");
    open_source = api.source();
    event = api.get("/_mock/events?brief=1").at("data.0.id");
    const Reply refused = api.call("PATCH", "/api/mandates/resume?mandate_id=" + active);
    REQUIRE(refused.status() == 400);
    refused_call = refused.header("Lotusbox-Request-Id");
  }

  std::string customer() {
    return api.call("POST", "/v1/customers", R"({"name":"RAVI"})").at("id");
  }
  std::string account() {
    const std::string all = "/v1/customers/" + customer() + "/bank_accounts";
    constexpr std::string_view kBody =
        R"({"account_holder_name":"RAVI","account_ifsc":"HDFC0000128","account_number":"1"})";
    return all + "/" + api.call("POST", all, kBody).at("id");
  }
  std::string snapshot() {
    return api.call("POST", "/_mock/snapshots", R"({"name":"here"})").at("name");
  }
  std::string debit() {
    const std::string body = "{\"amount\":100,\"mandate\":\"" + active + "\"}";
    return api.call("POST", "/v1/ach_debits", body).at("id");
  }
  /// A collection or settlement of a debit that was confirmed.
  std::string first_of(const std::string& list) {
    debit();
    api.call("POST", "/_mock/clock/advance", R"({"by":"P14D"})");
    return list + "/" + api.get(list).at("data.0.id");
  }
  std::string subscription() {
    const std::string body = "{\"amount\":100,\"mandate\":\"" + active + "\"}";
    return "/v1/subscriptions/" + api.call("POST", "/v1/subscriptions", body).at("id");
  }
  std::string umrn() { return api.get("/v1/mandates/" + active).at("umrn"); }
  /// A paper source with its image.
  std::string paper() {
    const std::string made = api.source(R"("variant":"physical")");
    static_cast<void>(image_of(made));
    return made;
  }
  std::string image() { return image_of(api.source(R"("variant":"physical")")); }
  std::string image_of(const std::string& reference1) {
    return api.send(scan_upload(api.key, reference1)).at("id");
  }
  std::string short_link() {
    return target_of(api.get("/v1/sources/" + source).at("redirect.short_url"));
  }
};

/// Far longer than a call takes, on a busy machine too.
constexpr std::chrono::seconds kLong{5};

struct Example {
  std::string_view method, pattern;
  std::function<std::string(Furnished&)> target;
  std::string_view body = "";
  int status = 200;
};

std::vector<Example> with_plain(std::vector<Example> all) {
  constexpr std::string_view kPaths =
      "/ /_mock /_mock/chaos /_mock/coverage /_mock/deliveries /_mock/due /_mock/events "
      "/_mock/health /_mock/mandates /_mock/metrics /_mock/openapi.json /_mock/policy/debits "
      "/_mock/ready /_mock/requests /_mock/requests.har /_mock/session.scn /_mock/snapshots "
      "/_mock/sources /_mock/stream /_mock/ui /_mock/version /_mock/worlds /_mock/worlds/all";
  for (const std::string_view path : split(kPaths, ' '))
    all.push_back({"GET", path, [path](Furnished&) { return std::string(path); }});
  return all;
}

const std::vector<Example>& examples() {
  const auto at = [](std::string path) { return [path](Furnished&) { return path; }; };
  static const std::vector<Example> kExamples = with_plain({
      {"POST", "/v1/sources", at("/v1/sources"), "", 200},
      {"GET", "/v1/sources", at("/v1/sources")},
      {"GET", "/v1/sources/{id}", [](Furnished& f) { return "/v1/sources/" + f.source; }},
      {"POST", "/v1/sources/{id}/withdraw",
       [](Furnished& f) { return "/v1/sources/" + f.source + "/withdraw"; }},
      {"POST", "/v1/sources/{id}/process",
       [](Furnished& f) { return "/v1/sources/" + f.paper() + "/process"; }},
      {"GET", "/v1/sources/{id}/pdf",
       [](Furnished& f) { return "/v1/sources/" + f.paper() + "/pdf"; }},
      {"POST", "/v1/physical_mandate_images", at("/v1/physical_mandate_images"), "", 400},
      {"GET", "/v1/physical_mandate_images", at("/v1/physical_mandate_images")},
      {"GET", "/v1/physical_mandate_images/{id}",
       [](Furnished& f) { return "/v1/physical_mandate_images/" + f.image(); }},
      {"GET", "/v1/physical_mandate_images/{id}/file",
       [](Furnished& f) { return "/v1/physical_mandate_images/" + f.image() + "/file"; }},
      {"POST", "/v1/mandates/{id}/cancel",
       [](Furnished& f) { return "/v1/mandates/" + f.active + "/cancel"; }},
      {"POST", "/v1/mandates/umrn/{umrn}/cancel",
       [](Furnished& f) { return "/v1/mandates/umrn/" + f.umrn() + "/cancel"; }},
      {"GET", "/v1/mandates", at("/v1/mandates")},
      {"GET", "/v1/mandates/umrn/{umrn}",
       [](Furnished& f) { return "/v1/mandates/umrn/" + f.umrn(); }},
      {"GET", "/v1/mandates/{id}", [](Furnished& f) { return "/v1/mandates/" + f.active; }},
      {"PATCH", "/api/mandates/amend",
       [](Furnished& f) { return "/api/mandates/amend?mandate_id=" + f.active; },
       R"({"frequency":"ADHO"})"},
      {"PATCH", "/api/mandates/pause",
       [](Furnished& f) { return "/api/mandates/pause?mandate_id=" + f.active; }},
      {"PATCH", "/api/mandates/resume",
       [](Furnished& f) { return "/api/mandates/resume?mandate_id=" + f.paused; }},
      {"PATCH", "/api/mandates/cancel",
       [](Furnished& f) {
         f.api.call("POST", "/_mock/clock/advance", R"({"by":"P14D"})");
         return "/api/mandates/cancel?mandate_id=" + f.active;
       }},
      {"GET", "/v1/events", at("/v1/events")},
      {"GET", "/v1/events/resource",
       [](Furnished& f) { return "/v1/events/resource?source=" + f.source; }},
      {"GET", "/v1/events/{id}", [](Furnished& f) { return "/v1/events/" + f.event; }},
      {"GET", "/v1/events/{id}/webhook",
       [](Furnished& f) { return "/v1/events/" + f.event + "/webhook"; }},
      {"POST", "/v1/events/{id}/webhook",
       [](Furnished& f) { return "/v1/events/" + f.event + "/webhook"; }},
      {"POST", "/v1/customers", at("/v1/customers"), R"({"name":"RAVI"})"},
      {"GET", "/v1/customers", at("/v1/customers")},
      {"GET", "/v1/customers/{id}", [](Furnished& f) { return "/v1/customers/" + f.customer(); }},
      {"POST", "/v1/customers/{id}", at("/v1/customers/CU004433221AA"), R"({"name":"RAVI"})"},
      {"POST", "/v1/customers/{id}/bank_accounts",
       [](Furnished& f) { return "/v1/customers/" + f.customer() + "/bank_accounts"; },
       R"({"account_holder_name":"RAVI","account_ifsc":"HDFC0000128","account_number":"1"})"},
      {"GET", "/v1/customers/{id}/bank_accounts",
       [](Furnished& f) { return "/v1/customers/" + f.customer() + "/bank_accounts"; }},
      {"GET", "/v1/customers/{id}/bank_accounts/{account}", &Furnished::account},
      {"GET", "/v1/customers/{id}/bank_accounts/{account}/mandates",
       [](Furnished& f) { return f.account() + "/mandates"; }},
      {"GET", "/v1/customers/{id}/mandates",
       [](Furnished& f) { return "/v1/customers/" + f.customer() + "/mandates"; }},
      {"GET", "/v1/customers/{id}/subscriptions",
       [](Furnished& f) { return "/v1/customers/" + f.customer() + "/subscriptions"; }},
      {"POST", "/v1/tokens", at("/v1/tokens"),
       R"({"bank_account":{"account_holder_name":"R","account_ifsc":"HDFC0000128",)"
       R"("account_number":"1"}})"},
      {"GET", "/v1/nach_banks", at("/v1/nach_banks")},
      {"GET", "/v1/nach_banks/{code}", at("/v1/nach_banks/AUBL")},
      {"GET", "/v1/banks/{ifsc}", at("/v1/banks/HDFC0999999")},
      {"GET", "/v1/agents", at("/v1/agents")},
      {"GET", "/v1/agents/{id}",
       [](Furnished& f) { return "/v1/agents/" + f.api.get("/v1/agents").at("data.0.id"); }},
      {"GET", "/v1/sources/search/{field}/{text}", at("/v1/sources/search/id/SC")},
      {"GET", "/v1/mandates/search/{field}/{text}", at("/v1/mandates/search/umrn/ICIC")},
      {"PATCH", "/v1/mandates/{id}/update",
       [](Furnished& f) { return "/v1/mandates/" + f.active + "/update"; }, R"({"metadata":{}})"},
      {"POST", "/v1/mandates/{id}/update",
       [](Furnished& f) { return "/v1/mandates/" + f.active + "/update"; }, "metadata[a]=1"},
      {"POST", "/v1/mandates/import", at("/v1/mandates/import"), "", 400},
      {"GET", "/v1/mandates/{id}/summarypdf",
       [](Furnished& f) { return "/v1/mandates/" + f.active + "/summarypdf"; }},
      {"GET", "/v1/sources/{id}/send_reminder_email",
       [](Furnished& f) { return "/v1/sources/" + f.source + "/send_reminder_email"; }, "", 400},
      {"GET", "/v1/sources/{id}/send_reminder_sms",
       [](Furnished& f) { return "/v1/sources/" + f.source + "/send_reminder_sms"; }},
      {"POST", "/v1/ach_debits", at("/v1/ach_debits"), "amount=1", 400},
      {"GET", "/v1/ach_debits", at("/v1/ach_debits")},
      {"GET", "/v1/ach_debits/{id}", [](Furnished& f) { return "/v1/ach_debits/" + f.debit(); }},
      {"GET", "/v1/ach_debits/{id}/summarypdf",
       [](Furnished& f) { return "/v1/ach_debits/" + f.debit() + "/summarypdf"; }},
      {"POST", "/v1/ach_debits/{id}/cancel",
       [](Furnished& f) { return "/v1/ach_debits/" + f.debit() + "/cancel"; }},
      {"POST", "/v1/payments", at("/v1/payments"), "amount=1", 400},
      {"GET", "/v1/payments", at("/v1/payments")},
      {"GET", "/v1/payments/{id}", [](Furnished& f) { return "/v1/payments/" + f.debit(); }},
      {"GET", "/v1/payments/{id}/summarypdf",
       [](Furnished& f) { return "/v1/payments/" + f.debit() + "/summarypdf"; }},
      {"POST", "/v1/payments/{id}/cancel",
       [](Furnished& f) { return "/v1/payments/" + f.debit() + "/cancel"; }},
      {"GET", "/v1/ach_debit_collections", at("/v1/ach_debit_collections")},
      {"GET", "/v1/ach_debit_collections/{id}",
       [](Furnished& f) { return f.first_of("/v1/ach_debit_collections"); }},
      {"GET", "/v1/settlements", at("/v1/settlements")},
      {"GET", "/v1/settlements/{id}", [](Furnished& f) { return f.first_of("/v1/settlements"); }},
      {"POST", "/v1/subscriptions", at("/v1/subscriptions"), "amount=1", 400},
      {"GET", "/v1/subscriptions", at("/v1/subscriptions")},
      {"GET", "/v1/subscriptions/{id}", [](Furnished& f) { return f.subscription(); }},
      {"POST", "/v1/subscriptions/{id}", [](Furnished& f) { return f.subscription(); }, "name=Gym"},
      {"POST", "/v1/subscriptions/{id}/cancel",
       [](Furnished& f) { return f.subscription() + "/cancel"; }},
      {"PUT", "/_mock/policy/debits", at("/_mock/policy/debits"), "outcome=none"},
      {"GET", "/pay/{link}", [](Furnished& f) { return f.api.source_link(f.source); }},
      {"POST", "/pay/{link}", [](Furnished& f) { return f.api.source_link(f.source); },
       "outcome=accepted", 303},
      {"GET", "/p/{short}", [](Furnished& f) { return f.short_link(); }},
      {"POST", "/p/{short}", [](Furnished& f) { return f.short_link(); }, "mobile=9876543210", 303},
      {"GET", "/v2/mandates/{action}/auth",
       [](Furnished& f) { return f.api.link("pause", f.active); }},
      {"POST", "/v2/mandates/{action}/auth",
       [](Furnished& f) { return f.api.link("pause", f.active); }, "outcome=rejected", 303},
      {"GET", "/npci_onmags_response", at("/npci_onmags_response?status=SUCCESS&kind=amend")},
      {"GET", "/_mock/clock", at("/_mock/clock")},
      {"PUT", "/_mock/clock", at("/_mock/clock"), R"({"mode":"manual"})"},
      {"POST", "/_mock/clock/advance", at("/_mock/clock/advance"), R"({"by":"P7D"})"},
      {"POST", "/_mock/authorise", at("/_mock/authorise"), "", 200},
      {"POST", "/_mock/mandates", at("/_mock/mandates")},
      {"GET", "/_mock/webhook", at("/_mock/webhook")},
      {"PUT", "/_mock/webhook", at("/_mock/webhook"), R"({"url":"http://127.0.0.1:9/"})"},
      {"DELETE", "/_mock/webhook", at("/_mock/webhook")},
      {"POST", "/_mock/bank", at("/_mock/bank"), "{}", 400},
      {"GET", "/_mock/policy", at("/_mock/policy")},
      {"GET", "/_mock/outbox", at("/_mock/outbox")},
      {"GET", "/_mock/links", [](Furnished& f) { return "/_mock/links?mandate=" + f.active; }},
      {"GET", "/_mock/faults", at("/_mock/faults")},
      {"PUT", "/_mock/faults", at("/_mock/faults"),
       R"({"match":{"path":"/v1/sources"},"status":503,"times":1})"},
      {"DELETE", "/_mock/faults", at("/_mock/faults")},
      {"GET", "/_mock/nach_profiles", at("/_mock/nach_profiles")},
      {"PUT", "/_mock/nach_profiles", at("/_mock/nach_profiles"),
       R"({"nach_profiles":[{"creditor_agent_code":"ICIC",)"
       R"("creditor_utility_code":"NACH00000000000002"}]})"},
      {"PUT", "/_mock/chaos", at("/_mock/chaos"), R"({"seed":7,"duplicate":"25%"})"},
      {"DELETE", "/_mock/chaos", at("/_mock/chaos")},
      {"PUT", "/_mock/policy", at("/_mock/policy"), R"({"cancel_enabled":false})"},
      {"POST", "/_mock/reset", at("/_mock/reset")},
      {"POST", "/_mock/events/{id}/resend",
       [](Furnished& f) { return "/_mock/events/" + f.event + "/resend"; }},
      {"POST", "/_mock/wait", at("/_mock/wait"), R"({"for":"event"})"},
      {"POST", "/_mock/examine", at("/_mock/examine"), "", 400},
      {"GET", "/_mock/deliveries/{id}", at("/_mock/deliveries/1")},
      {"GET", "/_mock/requests/{id}",
       [](Furnished& f) { return "/_mock/requests/" + f.refused_call; }},
      {"GET", "/_mock/why/{request_id}",
       [](Furnished& f) { return "/_mock/why/" + f.refused_call; }},
      {"GET", "/_mock/ui/{file}", at("/_mock/ui/app.js")},
      {"GET", "/_mock/timeline",
       [](Furnished& f) { return "/_mock/timeline?mandate=" + f.active; }},
      {"POST", "/_mock/snapshots", at("/_mock/snapshots"), R"({"name":"p"})"},
      {"POST", "/_mock/snapshots/{name}/restore",
       [](Furnished& f) { return "/_mock/snapshots/" + f.snapshot() + "/restore"; }},
      {"DELETE", "/_mock/snapshots/{name}",
       [](Furnished& f) { return "/_mock/snapshots/" + f.snapshot(); }},
      {"POST", "/_mock/fork", at("/_mock/fork"), R"({"to":"sk_test_forked"})"},
      {"DELETE", "/_mock/world", at("/_mock/world")},
  });
  return kExamples;
}

/// Bodies that name what was made in the world.
std::string body_of(const Example& example, const Furnished& made) {
  if (example.method == "POST" && example.pattern == "/v1/sources") return source_body();
  if (example.pattern == "/_mock/authorise") return "source=" + made.open_source;
  return std::string(example.body);
}

/// All but those of Juspay, which have tests of their own.
std::vector<const Route*> routes_here() {
  std::vector<const Route*> all = all_routes();
  const auto theirs = juspay_routes();
  std::erase_if(
      all, [&](const Route* route) { return &theirs.front() <= route && route <= &theirs.back(); });
  return all;
}

}  // namespace

TEST_CASE("every row of the route table answers") {
  std::set<std::string> tried;
  for (const Example& example : examples()) {
    CAPTURE(example.method);
    CAPTURE(example.pattern);
    Furnished made;
    const std::string target = example.target(made);
    const Route& route = *find_route(example.method, example.pattern).route;
    const bool may_be_page = route.produces.find("text/html") != std::string_view::npos;
    const Reply reply = made.api.call(example.method, target, body_of(example, made),
                                      {{"Accept", may_be_page ? "text/html" : "*/*"}});
    CHECK(reply.status() == example.status);
    CHECK((reply.response.content_type.starts_with("text/html") || !may_be_page));
    CHECK(tried.insert(std::string(example.method) + std::string(example.pattern)).second);
  }
  for (const Route* route : routes_here()) {
    CAPTURE(route->method);
    CAPTURE(route->pattern);
    CHECK(tried.count(std::string(route->method) + std::string(route->pattern)) == 1);
    CHECK(route->summary != "");
  }
  CHECK(tried.size() == routes_here().size());
}

TEST_CASE("every row that is about a world wants a key that may have one") {
  for (const Example& example : examples()) {
    const RouteMatch match = find_route(example.method, example.pattern);
    REQUIRE(match.route != nullptr);
    if (match.route->access != Access::key && match.route->access != Access::control) continue;
    CAPTURE(example.method);
    CAPTURE(example.pattern);
    Furnished made;
    const std::string target = example.target(made);
    made.api.key = "sk_live_lotusbox";
    const Reply reply = made.api.call(example.method, target, body_of(example, made));
    CHECK(reply.status() == 401);
    CHECK(reply.rule() == "auth.live_key");
    CHECK(reply.header("WWW-Authenticate") != "");
  }
}

TEST_CASE("what is not in the table is a 404, a wrong method a 405 that names the right ones") {
  TestApi api;
  for (const std::string_view path :
       {"/v1", "/v1/nothing", "/v2/sources", "/api/mandates", "/api/mandates/delete",
        "/v1/mandates/umrn/1/2", "/_mock/none", "/v1/sources/a/b/c/d/e/f/g/h/i/j",
        "/v1/%2e%2e/sources", "/V1/sources", "/favicon.ico"}) {
    CAPTURE(path);
    const Reply reply = api.get(path);
    CHECK(reply.status() == 404);
    CHECK(reply.at("error.code") == "resource_missing");
  }
  CHECK(api.get("/a\"\xff\x01").status() == 404);
  const std::vector<std::array<std::string_view, 3>> wrong = {
      {"DELETE", "/v1/sources", "POST, GET"},        {"PUT", "/v1/sources/SC1", "GET"},
      {"POST", "/api/mandates/amend", "PATCH"},      {"GET", "/api/mandates/amend", "PATCH"},
      {"DELETE", "/_mock/clock", "GET, PUT"},        {"POST", "/_mock/webhook", "GET, PUT, DELETE"},
      {"PATCH", "/pay/AL0012ABCDEFGH", "GET, POST"}, {"BREW", "/_mock/health", "GET"}};
  for (const auto& [method, path, allow] : wrong) {
    const std::string_view asked = path;
    CAPTURE(asked);
    const Reply reply = api.call(method, path);
    CHECK(reply.status() == 405);
    CHECK(reply.header("Allow") == allow);
    CHECK(reply.at("error.code") == "method_not_allowed");
  }
}

TEST_CASE("trailing and doubled slashes do not matter, and redirect nothing") {
  Furnished made;
  TestApi& api = made.api;
  CHECK(api.get("/v1/sources/").body() == api.get("/v1/sources").body());
  CHECK(api.get("//v1//sources//").body() == api.get("/v1/sources").body());
  const std::string one = "/v1/mandates/" + made.active;
  CHECK(api.get(one + "/").body() == api.get(one).body());
  CHECK(api.call("POST", "/v1/sources/", source_body()).at("object") == "source");
  CHECK(api.call("POST", "//v1/sources//", source_body()).at("object") == "source");
  const std::string amend = "/api//mandates/amend/?mandate_id=" + made.active;
  CHECK(api.call("PATCH", amend, R"({"frequency":"YEAR"})").status() == 200);
  CHECK(api.get("/v1/events/?limit=1").status() == 200);
}

TEST_CASE("links keep to their path with slashes too many") {
  Furnished made;
  const std::string pay = made.api.source_link(made.source);
  const auto query = pay.find('?');
  CHECK(made.api.get("/" + pay).status() == 200);
  CHECK(made.api.get(pay.substr(0, query) + "/" + pay.substr(query)).status() == 200);
  CHECK(made.api.get("/pay/" + pay.substr(4)).status() == 200);  // /pay//AL…
  CHECK(made.api.get("/p/" + made.short_link().substr(2)).status() == 200);
  const std::string request = made.api.link("pause", made.active);
  CHECK(made.api.get("/v2//mandates//pause//auth/" + request.substr(request.find('?'))).status() ==
        200);
}

TEST_CASE("HEAD is answered like GET") {
  Furnished made;
  for (const std::string& target :
       {std::string("/v1/sources"), std::string("/_mock/health"), "/v1/mandates/" + made.active,
        std::string("/v1/mandates/MD00"), made.api.source_link(made.source)}) {
    CAPTURE(target);
    const Reply head = made.api.call("HEAD", target);
    const Reply get = made.api.get(target);
    CHECK(head.status() == get.status());
    CHECK(head.response.content_type == get.response.content_type);
    CHECK(head.rule() == get.rule());
  }
  CHECK(made.api.call("HEAD", "/api/mandates/amend").status() == 405);
}

TEST_CASE("a preflight passes for any path and any header, without a key") {
  TestApi api;
  api.key.clear();
  for (const std::string_view path : {"/v1/sources", "/api/mandates/amend", "/nowhere"}) {
    const Reply reply = api.call("OPTIONS", path, "",
                                 {{"Origin", "http://localhost:3000"},
                                  {"Access-Control-Request-Method", "PATCH"},
                                  {"Access-Control-Request-Headers", "authorization,skip"}});
    CHECK(reply.status() == 204);
    CHECK(reply.body() == "");
    CHECK(reply.header("Access-Control-Allow-Origin") == "http://localhost:3000");
    CHECK(reply.header("Access-Control-Allow-Headers") == "authorization,skip");
    const std::string methods = reply.header("Access-Control-Allow-Methods");
    for (const std::string_view method : {"GET", "POST", "PUT", "PATCH", "DELETE"}) {
      CHECK(methods.find(method) != std::string::npos);
    }
  }
  CHECK(api.call("OPTIONS", "/v1/sources").header("Access-Control-Allow-Headers") ==
        "Authorization, Content-Type");
}

TEST_CASE("what might take long is not answered on the thread that reads") {
  Furnished made;
  Request slow{"POST", "/_mock/clock/advance", {}, R"({"by":"PT1S"})"};
  const std::string before = made.api.get("/_mock/clock").at("now");
  CHECK_FALSE(made.api.server.try_handle(slow).has_value());
  CHECK(made.api.get("/_mock/clock").at("now") == before);
  for (const Route* route : routes_here()) {
    static const std::set<std::string_view> kSlow{
        "/_mock/clock/advance", "/_mock/wait",       "/_mock/session.scn",
        "/_mock/worlds",        "/_mock/timeline",   "/_mock/requests.har",
        "/_mock/stream",        "/_mock/worlds/all", "/_mock/examine"};
    const bool searches = route->pattern.find("/search/") != std::string_view::npos;
    const bool may_take_long = searches || kSlow.count(route->pattern) != 0;
    CHECK((route->pace == Pace::slow) == may_take_long);
  }
  Request refused = slow;
  refused.method = "PUT";
  CHECK(made.api.server.try_handle(refused)->status == 405);
}

TEST_CASE("a world that another thread is busy with is not waited for") {
  Furnished made;
  TestApi& api = made.api;
  Request quick;
  quick.method = "GET";
  quick.target = "/v1/mandates/" + made.active;
  quick.headers = {{"Authorization", "Bearer " + api.key}};
  Request page;
  page.method = "GET";
  page.target = api.source_link(made.source);
  Request elsewhere = quick;
  elsewhere.headers = {{"Authorization", "Bearer sk_test_elsewhere"}};
  Request open;
  open.method = "GET";
  open.target = "/_mock/health";
  REQUIRE(api.server.try_handle(quick).has_value());
  REQUIRE(api.server.try_handle(page)->status == 200);
  {
    const Session busy = api.engine.lock(api.engine.open(api.key));
    CHECK_FALSE(api.server.try_handle(quick).has_value());
    CHECK_FALSE(api.server.try_handle(page).has_value());
    CHECK(api.server.try_handle(elsewhere)->status == 404);
    CHECK(api.server.try_handle(open)->status == 200);
    // Whoever may wait does so, and is answered afterwards.
  }
  std::optional<Response> late;
  {
    std::thread waits;
    {
      const Session busy = api.engine.lock(api.engine.open(api.key));
      waits = std::thread([&] { late = api.server.handle(quick); });
    }
    waits.join();
  }
  REQUIRE(late.has_value());
  CHECK(late->status == 200);
  CHECK(api.server.try_handle(quick).has_value());
}

TEST_CASE("nor is another world waited for, when a link leads there") {
  TestApi api;
  const std::string link = api.link("pause", api.mandate());
  Request authorise;
  authorise.method = "POST";
  authorise.target = "/_mock/authorise";
  authorise.headers = {{"Authorization", "Bearer sk_test_other"}};
  authorise.body = "link=" + link;
  std::future<std::optional<Response>> asked;
  {
    const Session busy = api.engine.lock(api.engine.open(kKey));
    asked = std::async(std::launch::async, [&] { return api.server.try_handle(authorise); });
    CHECK(asked.wait_for(kLong) == std::future_status::ready);
  }
  CHECK_FALSE(asked.get().has_value());
  CHECK(api.server.handle(authorise).status == 200);
}
