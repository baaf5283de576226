// Boundaries of calls as such: keys, formats, idempotency, lists, and what looks at a world.
#include "core/values/limits.h"
#include "examiner/edges/bases.h"
#include "examiner/edges/days.h"
#include "examiner/edges/rows.h"

namespace lotusbox::examiner {

namespace {

using namespace bases;
using enum RefusalCode;

EdgeCall mandates() { return get("/v1/mandates"); }
EdgeCall clock() { return get("/_mock/clock"); }

EdgeCall keyed(EdgeCall call, std::string key) {
  call.key = std::move(key);
  return call;
}

EdgeCall keyless(EdgeCall call) {
  call.keyless = true;
  return call;
}

EdgeCall accepting(EdgeCall call, std::string accept) {
  call.accept = std::move(accept);
  return call;
}

EdgeCall idempotent(EdgeCall call, std::string key) {
  return call.header("Idempotency-Key", std::move(key));
}

/// A query parameter on both sides of its boundary.
void asks(EdgeMaker& m, std::string_view path, std::string_view name,
          std::initializer_list<const char*> inside, std::initializer_list<const char*> outside) {
  const auto call = [&](const char* value) { return get(std::string(path)).query(name, value); };
  const auto title = [&](const char* value) { return std::string(name) + " " + value; };
  for (const char* value : inside) m.passes(title(value), call(value));
  for (const char* value : outside) m.fails(title(value), call(value));
}

void key_reused(EdgeMaker& m) {
  const EdgeCall first = idempotent(customer(), "key-1");
  const EdgeCall other = first.text("name", "ASHA TESTWALA").named("c2");
  m.given(first).passes("the same call again", first.named("c2"));
  m.fails("other parameters", other);
  m.passes("another key", idempotent(customer().named("c2"), "key-2"));
  for (const int second : {-1, 0, 1}) {
    const std::string at = seconds_later(kUsualStart, limits::kIdempotencyLife.count() + second);
    m.anew().given(first).given(until(at)).either(second >= 0, "other parameters at " + at, other);
  }
}

constexpr EdgeRow kRows[] = {
    {"host.malformed",
     [](EdgeMaker& m) {
       m.passes("a name and a port", mandates().header("Host", "localhost:5688"));
       m.fails("a port that is none", mandates().header("Host", "localhost:99999"));
       m.fails("two names", mandates().header("Host", "a b"));
     }},
    {"host.unknown",
     [](EdgeMaker& m) {
       m.passes("localhost", mandates().header("Host", "localhost"));
       m.passes("a name without a dot", mandates().header("Host", "lotusbox"));
       m.fails("a name of the internet", mandates().header("Host", "mock.example"));
     }},
    {"origin.control",
     [](EdgeMaker& m) {
       m.passes("no page", clock());
       m.fails("a page of another origin", clock().header("Origin", "https://app.example"));
     }},
    {"site.control",
     [](EdgeMaker& m) {
       m.passes("the same origin", clock().header("Sec-Fetch-Site", "same-origin"));
       m.fails("another site", clock().header("Sec-Fetch-Site", "cross-site"));
       m.fails("the same site", clock().header("Sec-Fetch-Site", "same-site"));
     }},
    {"origin.vendor",
     [](EdgeMaker& m) {
       m.passes("a page of this machine", mandates().header("Origin", "http://localhost:3000"));
       m.fails("a page of another origin", mandates().header("Origin", "https://app.example"));
     }},
    {"site.vendor",
     [](EdgeMaker& m) {
       m.passes("the same site", mandates().header("Sec-Fetch-Site", "same-site"));
       m.fails("another site", mandates().header("Sec-Fetch-Site", "cross-site"));
     }},
    {"request.path_known",
     [](EdgeMaker& m) {
       m.passes("a path", mandates());
       m.fails("a path with a letter less", get("/v1/mandate"));
     }},
    {"request.method_allowed",
     [](EdgeMaker& m) {
       m.passes("GET", mandates());
       m.fails("DELETE", erase("/v1/mandates"));
     }},
    {"request.encoding",
     [](EdgeMaker& m) {
       m.passes("identity", customer().header("Content-Encoding", "identity"));
       m.fails("br", customer().header("Content-Encoding", "br"));
     }},
    {"request.inflates",
     [](EdgeMaker& m) {
       m.passes("plain, called plain", customer().header("Content-Encoding", "identity"));
       m.fails("plain, called gzip", customer().header("Content-Encoding", "gzip"));
     }},
    {"auth.key_missing",
     [](EdgeMaker& m) {
       m.passes("a test key", mandates());
       m.fails("none", keyless(mandates()));
     }},
    {"auth.live_key",
     [](EdgeMaker& m) {
       m.passes("a test key", mandates());
       m.fails("a live key", keyed(mandates(), "sk_live_edges"));
     }},
    {"auth.key_unknown",
     [](EdgeMaker& m) {
       const std::string longest = "sk_test_" + std::string(56, 'e');
       m.passes("a test key of 64 characters", keyed(mandates(), longest));
       m.fails("one of 65 characters", keyed(mandates(), longest + "e"));
       m.fails("nothing after sk_test_", keyed(mandates(), "sk_test_"));
       m.fails("a publishable key", keyed(mandates(), "pk_test_edges"));
     }},
    {"request.accept",
     [](EdgeMaker& m) {
       m.passes("anything", accepting(mandates(), "*/*"));
       m.passes("HTML, else anything", accepting(mandates(), "text/html, */*;q=0.1"));
       m.fails("HTML alone", accepting(mandates(), "text/html"));
       m.fails("JSON at no price", accepting(mandates(), "application/json;q=0"));
     }},
    {"idempotency.key",
     [](EdgeMaker& m) {
       const std::string longest(limits::kIdempotencyKeyLength, 'k');
       m.passes("a blank among them", idempotent(customer(), "key 1"));
       m.passes("255 characters", idempotent(customer(), longest));
       m.fails("256 characters", idempotent(customer(), longest + "k"));
     }},
    {"idempotency.key_reused", key_reused},
    {"strict.filter",
     [](EdgeMaker& m) {
       m.passes("an unknown filter", mandates().query("stat", "active"));
       m.anew(kUsualStart, "strict").passes("a filter", mandates().query("status", "active"));
       m.fails("an unknown filter, strictly", mandates().query("stat", "active"));
     }},
    {"strict.form",
     [](EdgeMaker& m) {
       const EdgeCall json =
           post("/mandates/{j1}", R"({"command":"check_status"})").header("x-merchantid", "shop");
       m.given(make_juspay()).passes("JSON", json);
       m.anew(kUsualStart, "strict").given(make_juspay());
       m.passes("a form, strictly", juspay("check_status"));
       m.fails("JSON, strictly", json);
     }},
    {"strict.key",
     [](EdgeMaker& m) {
       m.passes("an unknown key", customer().text("nick", "R"));
       m.anew(kUsualStart, "strict").passes("known keys, strictly", customer());
       m.fails("an unknown key, strictly", customer().text("nick", "R"));
     }},
    {"control.parameter",
     [](EdgeMaker& m) {
       m.passes("a parameter", get("/_mock/events?limit=1"));
       m.fails("an unknown one", get("/_mock/events?limits=1"));
     }},
    {"control.key",
     [](EdgeMaker& m) {
       m.passes("a key", post("/_mock/clock/advance", R"({"by":"PT1S"})"));
       m.fails("an unknown one", post("/_mock/clock/advance", R"({"by":"PT1S","bye":1})"));
     }},
    {"list.limit",
     [](EdgeMaker& m) {
       asks(m, "/v1/mandates", "limit", {"1", "100"}, {"0", "101", "-1", "ten"});
     }},
    {"list.page",
     [](EdgeMaker& m) {
       asks(m, "/v1/mandates", "page", {"1", "2"}, {"0", "-1", "one"});
     }},
    {"list.filter",
     [](EdgeMaker& m) {
       asks(m, "/v1/mandates", "status",
            {"acknowledged", "active", "pending", "paused", "failed", "cancelled", "expired"},
            {"activ", "lapsed"});
       asks(m, "/v1/mandates", "variant", {"emandate_api", "emandate_esign", "physical"},
            {"emandate"});
       asks(m, "/v1/sources", "status", {"pending", "pending_submission", "submitted", "withdrawn"},
            {"active"});
       asks(m, "/v1/nach_banks", "filter", {"ach_dr", "variant_api", "variant_api_aadhaar"},
            {"variant"});
       asks(m, "/v1/ach_debits", "status", {"pending", "confirmed", "extended"}, {"paid"});
       asks(m, "/v1/subscriptions", "status", {"active", "cancelled"}, {"paused"});
     }},
    {"why.unknown",
     [](EdgeMaker& m) {
       m.given(get("/v1/mandates")).given(get("/_mock/requests").named("q1"));
       m.fails("a call that was not refused", get("/_mock/why/{q1}"));
       m.fails("a call that there was not", get("/_mock/why/{q1}X"));
       // What was refused explains itself, and so does a date that a subscription missed.
       m.anew().given(mandate().text("created", "2025-12-01T10:00:00+05:30"));
       m.given(subscription()).given(manage("pause")).given(authorise());
       m.given(until("2026-01-21T20:00:00+05:30"));
       m.passes("a subscription that missed a date", get("/_mock/why/{u1}"));
     }},
    {"call.unknown",
     [](EdgeMaker& m) {
       m.given(get("/v1/mandates")).given(get("/_mock/requests").named("q1"));
       m.passes("a call that is kept", get("/_mock/requests/{q1}"));
       m.fails("a call that there was not", get("/_mock/requests/{q1}X"));
     }},
    {"delivery.unknown",
     [](EdgeMaker& m) {
       m.given(put("/_mock/webhook", R"({"url":"http://127.0.0.1:9/hook"})")).given(source());
       m.given(get("/_mock/deliveries").named("y1"));
       m.passes("one that exists", get("/_mock/deliveries/{y1}"));
       m.fails("one that does not", get("/_mock/deliveries/{y1}X"));
     }},
    {"links.named_once",
     [](EdgeMaker& m) {
       m.given(source()).given(mandate());
       m.passes("a source", get("/_mock/links?source={s1}"));
       m.passes("a mandate", get("/_mock/links?mandate={m1}"));
       m.fails("nothing", get("/_mock/links"));
       m.fails("both", get("/_mock/links?source={s1}&mandate={m1}"));
     }},
    {"outbox.type",
     [](EdgeMaker& m) {
       asks(m, "/_mock/outbox", "type", {"source.invitation", "mandate.link", "source.*"},
            {"source.invite"});
     }},
    {"outbox.channel",
     [](EdgeMaker& m) {
       asks(m, "/_mock/outbox", "channel", {"email", "sms"}, {"post"});
     }},
    {"outbox.limit",
     [](EdgeMaker& m) {
       asks(m, "/_mock/outbox", "limit", {"1", "1000"}, {"0", "1001", "ten"});
     }},
    {"outbox.after",
     [](EdgeMaker& m) {
       m.given(source().text("nach_debit.debtor_email", "ravi@example.com"));
       m.given(get("/_mock/outbox").named("o1"));
       asks(m, "/_mock/outbox", "after", {"{o1}"}, {"{o1}X"});
     }},
    {"page.limit",
     [](EdgeMaker& m) {
       asks(m, "/_mock/events", "limit", {"1", "1000"}, {"0", "1001", "ten"});
     }},
    {"page.after",
     [](EdgeMaker& m) {
       m.given(source()).given(get("/_mock/events").named("e1"));
       asks(m, "/_mock/events", "after", {"{e1}"}, {"{e1}X"});
     }},
    {"filter.type",
     [](EdgeMaker& m) {
       asks(m, "/_mock/events", "type", {"mandate.active", "mandate.*"}, {"mandate.activ"});
     }},
    {"filter.delivery_status",
     [](EdgeMaker& m) {
       asks(m, "/_mock/deliveries", "status",
            {"due", "waiting", "held", "delivered", "given_up", "lost"}, {"gone"});
     }},
    {"filter.http_status",
     [](EdgeMaker& m) {
       asks(m, "/_mock/requests", "status", {"100", "599"}, {"99", "600", "good"});
     }},
    {"filter.method",
     [](EdgeMaker& m) {
       asks(m, "/_mock/requests", "method", {"GET", "PATCH", "OPTIONS"}, {"FETCH", "get"});
     }},
    {"filter.rule",
     [](EdgeMaker& m) {
       asks(m, "/_mock/requests", "rule", {"list.limit", "amend.*"}, {"list.limits"});
     }},
    {"coverage.scope",
     [](EdgeMaker& m) {
       asks(m, "/_mock/coverage", "scope", {"world", "all"}, {"here"});
     }},
    {"coverage.format",
     [](EdgeMaker& m) {
       asks(m, "/_mock/coverage", "format", {"json", "text"}, {"xml"});
     }},
    {"coverage.threshold",
     [](EdgeMaker& m) {
       asks(m, "/_mock/coverage", "threshold", {"0"}, {"-1", "101", "half"});
     }},
};

}  // namespace

std::span<const EdgeRow> call_edges() { return kRows; }

}  // namespace lotusbox::examiner
