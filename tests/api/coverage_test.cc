// The coverage report: what it counts, of which worlds, and the three ways to read it.
#include "api/control/coverage.h"

#include <doctest/doctest.h>

#include "api/api_support.h"

using namespace lotusbox;
using namespace lotusbox::api;

namespace {

/// How often one thing of a group was tried; -1 when the group does not know it.
std::int64_t count_of(const CoverageReport& report, std::string_view group, std::string_view id) {
  for (const CoverageGroup& one : report.groups) {
    if (one.name != group) continue;
    for (const Tried& tried : one.items) {
      if (tried.id == id) return static_cast<std::int64_t>(tried.count);
    }
  }
  return -1;
}

CoverageReport report_of(TestApi& api) {
  const Session session = api.engine.lock(api.engine.open(api.key));
  return make_report(api.engine.open(api.key)->coverage);
}

}  // namespace

TEST_CASE("codes, event types and ends of links follow from what was taken and refused") {
  TestApi api;
  const std::string mandate = api.mandate();
  const std::string link = api.link("pause", mandate);
  api.call("POST", "/_mock/authorise", "outcome=abandoned&link=" + link);
  api.call("POST", "/_mock/authorise", "link=" + link);
  api.call("POST", "/_mock/authorise", "link=" + link);
  const CoverageReport report = report_of(api);
  CHECK(count_of(report, "link_outcomes", "abandoned") == 1);
  CHECK(count_of(report, "link_outcomes", "accepted") == 1);
  CHECK(count_of(report, "link_outcomes", "rejected") == 0);
  CHECK(count_of(report, "link_outcomes", "used") == 1);
  CHECK(count_of(report, "codes", "link_gone") == 1);
  CHECK(count_of(report, "codes", "resource_missing") == 0);
  CHECK(count_of(report, "rules", "link.used") == 1);
  CHECK(count_of(report, "rows", "link.accepted") == 1);
  // As many events of each type as the world holds.
  const Reply events = api.get("/_mock/events?brief=1");
  std::map<std::string, std::int64_t> types;
  for (std::size_t i = 0; i < json_count(events.body(), "data"); ++i) {
    ++types[events.at("data." + std::to_string(i) + ".type")];
  }
  for (const auto& type : types) {
    CAPTURE(type.first);
    CHECK(count_of(report, "event_types", type.first) == type.second);
  }
}

TEST_CASE("a share is rounded down, and only all is a hundred") {
  CoverageGroup group{"g", "G", {}};
  CHECK(group.percent() == 0);
  for (int i = 0; i < 200; ++i) group.items.push_back({"x", "g", i < 199 ? 1U : 0U});
  CHECK(group.covered() == 199);
  CHECK(group.percent() == 99);
  group.items.back().count = 1;
  CHECK(group.percent() == 100);
}

TEST_CASE("the whole is the sum of all worlds, those that were dropped too") {
  TestApi api;
  const auto rows_covered = [&](std::string_view scope) {
    return api.get("/_mock/coverage?scope=" + std::string(scope)).at("summary.rows.covered");
  };
  api.key = "sk_test_one";
  api.link("pause", api.mandate());
  const std::string covered = rows_covered("world");
  CHECK(covered != "0");
  api.key = "sk_test_other";
  CHECK(rows_covered("world") == "0");
  CHECK(rows_covered("all") == covered);
  api.key = "sk_test_one";
  CHECK(api.call("DELETE", "/_mock/world").status() == 200);
  CHECK(rows_covered("world") == "0");
  CHECK(rows_covered("all") == covered);
  CHECK(api.get("/_mock/coverage?scope=all").at("scope") == "all");
  Request request;
  request.method = "GET";
  request.target = "/_mock/coverage?scope=all";
  CHECK_FALSE(api.server.try_handle(request).has_value());
}

TEST_CASE("a threshold says whether fewer were tried, and what never was") {
  TestApi api;
  api.mandate();
  const Reply below = api.get("/_mock/coverage?threshold=50");
  CHECK(below.status() == 200);
  CHECK(below.at("threshold") == "50");
  CHECK(below.at("below") == "true");
  const std::string covered = below.at("summary.rows.covered");
  CHECK(std::to_string(row_count() - json_count(below.body(), "never_tried.rows")) == covered);
  CHECK(api.get("/_mock/coverage?threshold=0").at("below") == "false");
  CHECK(api.get("/_mock/coverage").at("below") == "<absent>");
}

TEST_CASE("the report comes as JSON, as text and as a page") {
  TestApi api;
  api.link("pause", api.mandate());
  const auto type = [&](const std::string& query, std::string_view accept) {
    return api.get("/_mock/coverage" + query, {{"Accept", std::string(accept)}})
        .response.content_type;
  };
  CHECK(type("", "*/*") == "application/json");
  CHECK(type("", "text/plain") == "text/plain; charset=utf-8");
  CHECK(type("", "text/html,application/json;q=0.9") == "text/html; charset=utf-8");
  CHECK(type("?format=json", "text/html") == "application/json");
  const std::string text = api.get("/_mock/coverage?format=text").body();
  // Of each machine what was never tried comes first.
  const auto machine = text.find("\n  link: 1 of 8\n");
  REQUIRE(machine != std::string::npos);
  CHECK(text.find("   never  link.accepted\n", machine) <
        text.find("       1  link.issue\n", machine));
  for (const std::string_view line : {"Transitions", "Rules that refused", "Error codes"}) {
    CHECK(text.find(line) != std::string::npos);
  }
}
