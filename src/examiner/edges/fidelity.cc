#include "examiner/edges/fidelity.h"

#include <map>
#include <set>

#include "api/routes.h"
#include "api/rules/sets.h"
#include "examiner/edges/catalog.h"
#include "examiner/edges/check.h"
#include "examiner/edges/maker.h"
#include "scenario/json_value.h"

namespace lotusbox::examiner {

namespace {

using scenario::JsonValue;

constexpr std::size_t kCallsMax = 2;  // of one endpoint; what they are asked is much the same

/// What is asked of every call, whatever it is about: access, formats, idempotency.
bool is_common(std::string_view rule) {
  for (const char* begin :
       {"host.", "origin.", "site.", "request.path", "request.method", "request.encoding",
        "request.inflate", "request.accept", "auth.", "idempotency.", "strict.", "control."}) {
    if (rule.starts_with(begin)) return true;
  }
  return false;
}

/// Rules and rows by their ids, with their evidence.
using Ids = std::map<std::string, std::string>;

struct Asked {
  Ids rules, rows;
  std::size_t calls = 0;
};

using Counts = std::map<std::string, std::int64_t>;

/// How often each rule was asked and each row taken in the world of a session.
Counts counts_of(scenario::Execution& session, Ids& evidence) {
  const JsonValue report = session.call("GET", "/_mock/coverage").body;
  Counts counts;
  const auto add = [&](const char* list, char mark, std::initializer_list<const char*> counters) {
    for (const JsonValue& row : report.at(list).items()) {
      const std::string name = row.at("id").text();
      // What becomes of a delivery depends on its receiver, and on when that answers.
      if (row.at("control_plane").text() == "true" || name.starts_with("delivery.")) continue;
      const std::string id = mark + name;
      for (const char* counter : counters) counts[id] += row.at(counter).number().value_or(0);
      evidence[id] = row.at("evidence").text();
    }
  };
  add("rules", 'r', {"passed", "refused"});
  add("rows", 't', {"count"});
  return counts;
}

/// Makes the call of an edge, and adds what it was asked.
void make_call(const Edge& edge, scenario::Driver& driver, Asked& asked) {
  const EdgeResult result = check_edge(edge, driver);  // which also makes its world once more
  if (!result.agrees()) return;
  scenario::Execution session(driver, edge.id);
  const auto& blocks = result.run.script.blocks;
  for (std::size_t i = 0; i + 1 < blocks.size(); ++i) scenario::run_block(session, blocks[i]);
  Ids evidence;
  const Counts before = counts_of(session, evidence);
  scenario::run_block(session, blocks.back());
  for (const auto& [id, count] : counts_of(session, evidence)) {
    const auto known = before.find(id);
    if (known != before.end() && known->second == count) continue;
    const std::string name = id.substr(1);
    if (id.front() == 't') asked.rows[name] = evidence[id];
    if (id.front() == 'r' && !is_common(name)) asked.rules[name] = evidence[id];
  }
  ++asked.calls;
}

std::string count_of(const Ids& ids, std::string_view evidence) {
  std::size_t count = 0;
  for (const auto& [id, one] : ids) count += one == evidence ? 1U : 0U;
  return std::to_string(count);
}

std::string assumed_of(const Ids& ids) {
  std::string all;
  for (const auto& [id, one] : ids) {
    if (one == "assumed") all += (all.empty() ? "" : ", ") + id;
  }
  return all;
}

/// Lists that no boundary test calls are called as they are.
void call_lists(scenario::Driver& driver, std::map<const api::Route*, Asked>& asked) {
  for (const api::Route* route : api::all_routes()) {
    const bool plain = route->method == "GET" && route->pattern.find('{') == std::string_view::npos;
    if (!plain || route->access != api::Access::key || asked[route].calls > 0) continue;
    Edge edge;
    edge.id = "EDGE-LIST-" + std::to_string(asked.size());
    edge.rule = api::rule_sets().rules().front();
    edge.passes = true;
    edge.at = kUsualStart;
    edge.profile = "documented";
    edge.call.method = "GET";
    edge.call.path = route->pattern;
    make_call(edge, driver, asked[route]);
  }
}

std::map<const api::Route*, Asked> ask_all(scenario::Driver& driver) {
  std::map<const api::Route*, Asked> asked;
  for (const Edge& edge : all_edges()) {
    const std::string path = edge.call.path.substr(0, edge.call.path.find('?'));
    const api::Route* route = api::find_route(edge.call.method, path).route;
    if (route == nullptr || !edge.passes || route->access != api::Access::key) continue;
    if (Asked& of = asked[route]; of.calls < kCallsMax) make_call(edge, driver, of);
  }
  call_lists(driver, asked);
  return asked;
}

}  // namespace

TextTable describe_fidelity(scenario::Driver& driver) {
  auto asked = ask_all(driver);
  TextTable table;
  table.title = "Fidelity";
  table.note =
      "Rules and rows that a call of the endpoint is asked and takes, by how sure they are; rules "
      "that every call is asked are left out, and endpoints that no boundary test calls show "
      "none. Nothing has been compared with the sandbox of a vendor yet.";
  table.columns = {
      "endpoint",        "is",           "rules documented", "observed",       "assumed",
      "rows documented", "assumed rows", "what is assumed",  "last comparison"};
  for (const api::Route* route : api::all_routes()) {
    if (route->access != api::Access::key) continue;
    const Asked& of = asked[route];
    const bool tried = of.calls > 0;
    const auto cell = [&](std::string text) { return tried ? std::move(text) : "-"; };
    const std::string assumed = assumed_of(of.rules);
    table.rows.push_back({std::string(route->method) + " " + std::string(route->pattern),
                          std::string(to_text(route->evidence)),
                          cell(count_of(of.rules, "documented")),
                          cell(count_of(of.rules, "observed")), cell(count_of(of.rules, "assumed")),
                          cell(count_of(of.rows, "documented")), cell(count_of(of.rows, "assumed")),
                          assumed, "none yet"});
  }
  return table;
}

}  // namespace lotusbox::examiner
