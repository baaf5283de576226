#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "examiner/edges/bases.h"
#include "examiner/edges/catalog.h"
#include "examiner/edges/check.h"
#include "examiner/edges/data.h"
#include "examiner/edges/days.h"
#include "examiner/edges/maker.h"
#include "scenario/fake_driver.h"
#include "scenario/json_value.h"
#include "scenario/verbs.h"

using namespace lotusbox;
using namespace lotusbox::examiner;

namespace {

const std::vector<Edge>& edges() {
  static const std::vector<Edge> kEdges = all_edges();
  return kEdges;
}

const Edge& edge(std::string_view id) {
  const auto found =
      std::find_if(edges().begin(), edges().end(), [&](const Edge& one) { return one.id == id; });
  REQUIRE(found != edges().end());
  return *found;
}

}  // namespace

TEST_CASE("each rule has a case on both sides, or says why not") {
  CHECK(gaps_of(edges()) == std::vector<std::string>{});
}

TEST_CASE("a rule that loses a side is noticed") {
  std::vector<Edge> fewer = edges();
  std::erase_if(
      fewer, [](const Edge& one) { return one.rule->id == "amend.amount_range" && !one.passes; });
  CHECK(gaps_of(fewer) ==
        std::vector<std::string>{"amend.amount_range has no case that is refused"});
  std::erase_if(fewer, [](const Edge& one) { return one.rule->id == "amend.amount_range"; });
  CHECK(gaps_of(fewer) ==
        std::vector<std::string>{"amend.amount_range has neither cases nor a reason"});
}

TEST_CASE("ids are unique, and stable ids of scenarios") {
  std::set<std::string> ids;
  for (const Edge& one : edges()) {
    CHECK_MESSAGE(ids.insert(one.id).second, one.id);
    CHECK(one.id.size() < 100);
  }
  CHECK(edge_id("amend.final_date_within_40_years") ==
        "EDGE-AMEND-FINAL-DATE-WITHIN-FOURZERO-YEARS");
}

TEST_CASE("no case is there twice") {
  std::set<std::string> seen;
  for (const Edge& one : edges()) {
    std::string what = std::string(one.rule->id) + one.at + one.profile + one.call.method +
                       one.call.path + one.call.body + one.call.accept + one.call.key +
                       (one.call.keyless ? "keyless" : "");
    for (const auto& [name, value] : one.call.headers) what += name + value;
    for (const EdgeCall& step : one.given) what += step.path + step.body;
    CHECK_MESSAGE(seen.insert(what).second, one.id << " " << one.what);
  }
}

TEST_CASE("rules are found by their id, by a beginning, and cases by theirs") {
  CHECK(edges_of("amend.amount_range").size() > 4);
  CHECK(edges_of("amend.*").size() > edges_of("amend.amount_range").size());
  CHECK(edges_of("EDGE-AMEND-AMOUNT-RANGE-1").size() == 1);
  CHECK(edges_of("amend").empty());
}

TEST_CASE("a boundary is counted from the statement of the rule") {
  // Friday the 13th, before a second Saturday: Monday and Tuesday are the two business days.
  CHECK(working_days_later("2026-02-13", 2) == "2026-02-17");
  // The first Saturday of February 2026 is a business day, the day of the Republic is none.
  CHECK(working_days_later("2026-02-06", 1) == "2026-02-07");
  CHECK(working_days_later("2026-01-23", 1) == "2026-01-27");
  CHECK(years_later("2024-02-29", 40) == "2064-02-29");
  CHECK(years_later("2060-02-29", 40) == "2100-02-28");
  const auto moments = around_midnight("2026-01-12");
  REQUIRE(moments.size() == 3);
  CHECK(moments[0].at == "2026-01-11T23:59:59+05:30");
  CHECK(moments[0].first_day_is_today);
  CHECK(moments[1].at == "2026-01-12T00:00:00+05:30");
  CHECK_FALSE(moments[2].first_day_is_today);
}

TEST_CASE("a value is set, added and left out in a body") {
  const EdgeCall call = bases::post("/x", R"({"a":{"b":1},"c":2})");
  CHECK(call.with("a.b", "3").body == R"({"a":{"b":3},"c":2})");
  CHECK(call.text("d.e", "x").body == R"({"a":{"b":1},"c":2,"d":{"e":"x"}})");
  CHECK(call.without("a.b").body == R"({"a":{},"c":2})");
  CHECK(call.query("q", "a b").query("r", "{m1}").path == "/x?q=a%20b&r={m1}");
}

TEST_CASE("what a rule asks for counts, not what a server says") {
  const Edge& refused = edge("EDGE-LIST-LIMIT-3");
  REQUIRE_FALSE(refused.passes);
  scenario::FakeDriver driver;
  driver.answer("POST /_mock/reset", {});
  driver.answer("GET " + refused.call.path, {.status = 200, .body = "{}"});
  const EdgeResult wrong = check_edge(refused, driver);
  CHECK_FALSE(wrong.agrees());
  CHECK(wrong.run.script.blocks.back().expected ==
        std::vector<std::string>{"status 400", "rule list.limit",
                                 "error.code parameter_invalid_integer"});
  scenario::FakeDriver right;
  right.answer("POST /_mock/reset", {});
  right.answer("GET " + refused.call.path,
               {.status = 400,
                .body = R"({"error":{"code":"parameter_invalid_integer"}})",
                .headers = {{"Lotusbox-Rule", "list.limit"}}});
  CHECK(check_edge(refused, right).agrees());
  CHECK(edges_report({check_edge(refused, right), wrong}, "lotusbox edges")
            .find("1 agree, 1 differ\n") != std::string::npos);
}

TEST_CASE("a world that could not be built is no agreement") {
  scenario::FakeDriver driver;
  driver.answer("POST /_mock/reset", {});  // and nothing else: the mandate is not made
  CHECK_FALSE(check_edge(edge("EDGE-AMEND-AT-LEAST-ONE-KEY-1"), driver).agrees());
}

TEST_CASE("a case is a scenario that can be parsed and printed") {
  scenario::FakeDriver driver;
  driver.answer("POST /_mock/reset", {});
  for (const Edge& one : edges()) {
    const auto script = check_edge(one, driver).run.script;
    const std::string text = scenario::print_script(script);
    const auto read = scenario::load_script(script.file, text);
    REQUIRE_MESSAGE(read, text);
    CHECK(scenario::print_script(*read) == text);
    CHECK(read->blocks.back().line == script.blocks.back().line);
    CHECK(read->blocks.back().expected_line == script.blocks.back().expected_line);
  }
}

TEST_CASE("the data say what is sent and what is expected") {
  const std::vector<Edge> one = edges_of("EDGE-AMEND-AMOUNT-RANGE-2");
  const auto json = scenario::JsonValue::parse(edges_json(one));
  CHECK(json.at("edges.length").text() == "1");
  CHECK(json.at("edges.0.expect.status").text() == "400");
  CHECK(json.at("edges.0.expect.rule").text() == "amend.amount_range");
  CHECK(json.at("edges.0.world.given.0.path").text() == "/_mock/mandates");
  CHECK(json.at("edges.0.call.body").text() == R"({"maximum_amount":"99"})");
  CHECK(json.at("without_edges.0.why").exists());
  for (const std::string& kind : suite_kinds()) CHECK(suite_files(kind, one).size() == 3);
  CHECK(suite_files("junit", one).empty());
}
