// GET /_mock/metrics: what was counted, in the text format of Prometheus; and calls that whoever
// passes them on may send again.
#include "api/metrics.h"

#include <doctest/doctest.h>

#include <set>

#include "api/api_support.h"
#include "base/text.h"

using namespace lotusbox;
using namespace lotusbox::api;

namespace {

struct Counted {
  TestApi api;
  Metrics metrics;
  Counted() { api.server.ports().metrics = &metrics; }
  std::string text() { return api.get("/_mock/metrics").body(); }
  bool has(std::string_view line) {
    return ("\n" + text()).find("\n" + std::string(line) + "\n") != std::string::npos;
  }
};

}  // namespace

TEST_CASE("calls are counted by status, and refusals by the rule that refused them") {
  Counted counted;
  counted.api.mandate();
  counted.api.get("/v1/sources/none");
  counted.api.get("/v1/sources/none");
  CHECK(counted.has("lotusbox_calls_total{status=\"200\"} 1"));
  CHECK(counted.has("lotusbox_calls_total{status=\"404\"} 2"));
  CHECK(counted.has("lotusbox_refusals_total{rule=\"source.unknown\"} 2"));
  CHECK(counted.has("lotusbox_worlds 1"));
  CHECK(counted.has("lotusbox_draining 0"));
}

TEST_CASE("no key is needed, and no world is opened for it") {
  Counted counted;
  const Request request{"GET", "/_mock/metrics", {}, ""};
  const auto answer = counted.api.server.try_handle(request);
  REQUIRE(answer.has_value());
  CHECK(answer->status == 200);
  CHECK(answer->content_type == "text/plain; version=0.0.4; charset=utf-8");
  CHECK(counted.api.engine.all().empty());
}

TEST_CASE("each family has its help and its type before its lines, and each line a number") {
  Counted counted;
  counted.metrics.count_delivery("delivered");
  counted.metrics.journal.add(std::chrono::microseconds(700));
  counted.metrics.journal.add(std::chrono::seconds(7));
  std::set<std::string> typed;
  const std::string text = counted.text();
  for (const std::string_view line : split(text, '\n')) {
    if (line.empty()) continue;
    const auto words = split(line, ' ');
    if (line.starts_with("# TYPE ")) typed.insert(std::string(words[2]));
    if (line.starts_with("#")) continue;
    std::string name(line.substr(0, line.find_first_of("{ ")));
    for (const std::string_view end : {"_bucket", "_sum", "_count"}) {
      if (name.ends_with(end)) name.resize(name.size() - end.size());
    }
    CHECK_MESSAGE(typed.count(name) == 1, name);
    CHECK_MESSAGE(words.back().find_first_not_of("0123456789.") == std::string_view::npos, line);
  }
  CHECK(counted.has("lotusbox_journal_write_seconds_bucket{le=\"0.0005\"} 0"));
  CHECK(counted.has("lotusbox_journal_write_seconds_bucket{le=\"0.001\"} 1"));
  CHECK(counted.has("lotusbox_journal_write_seconds_bucket{le=\"1\"} 1"));
  CHECK(counted.has("lotusbox_journal_write_seconds_bucket{le=\"+Inf\"} 2"));
  CHECK(counted.has("lotusbox_journal_write_seconds_sum 7.0007"));
  CHECK(counted.has("lotusbox_deliveries_total{status=\"delivered\"} 1"));
}

TEST_CASE("a call that comes again under its Lotusbox-Once happens once") {
  TestApi api;
  const Headers once{{"Lotusbox-Once", "first"}};
  const Reply made = api.call("POST", "/_mock/mandates", "{}", once);
  const Reply again = api.call("POST", "/_mock/mandates", "{}", once);
  CHECK(again.body() == made.body());
  CHECK(again.header("Lotusbox-Repeated") == "true");
  CHECK(again.header("Lotusbox-Request-Id") == made.header("Lotusbox-Request-Id"));
  CHECK(api.get("/v1/mandates").at("data.1.id") == "<absent>");
  // Another one happens, and one in another world has nothing to do with it.
  const Reply other = api.call("POST", "/_mock/mandates", "{}", {{"Lotusbox-Once", "second"}});
  CHECK(other.at("id") != made.at("id"));
  api.key = "sk_test_other";
  CHECK(api.call("POST", "/_mock/mandates", "{}", once).header("Lotusbox-Repeated").empty());
}

TEST_CASE("a clock that is moved once under its Lotusbox-Once stays there") {
  TestApi api;
  const Headers once{{"Lotusbox-Once", "a"}};
  api.call("POST", "/_mock/clock/advance", R"({"by":"P1D"})", once);
  const std::string then = api.get("/_mock/clock").at("now");
  api.call("POST", "/_mock/clock/advance", R"({"by":"P1D"})", once);
  CHECK(api.get("/_mock/clock").at("now") == then);
}

TEST_CASE("an answer that only looked is not kept, and a long Lotusbox-Once is refused") {
  TestApi api;
  const Headers once{{"Lotusbox-Once", "look"}};
  api.get("/v1/mandates", once);
  api.mandate();
  CHECK(api.get("/v1/mandates", once).header("Lotusbox-Repeated").empty());
  CHECK(api.get("/v1/mandates", once).at("data.0.id") != "<absent>");
  const Headers endless{{"Lotusbox-Once", std::string(256, 'a')}};
  const Reply refused = api.call("POST", "/_mock/mandates", "{}", endless);
  CHECK(refused.status() == 400);
  CHECK(refused.rule() == "world.once");
}
