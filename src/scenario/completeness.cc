#include "scenario/completeness.h"

#include <map>

#include "base/json_writer.h"
#include "scenario/json_value.h"

namespace lotusbox::scenario {

namespace {

std::int64_t number(const JsonValue& value, std::string_view name) {
  return value.at(name).number().value_or(0);
}

/// Adds up the wanted counters of one list of both reports, in the order of their appearance.
void write_sum(JsonWriter& json, std::string_view list, std::initializer_list<const char*> counters,
               const JsonValue& one, const JsonValue& other) {
  std::vector<JsonValue> rows = one.at(list).items();
  std::map<std::string, JsonValue> others;
  for (const JsonValue& row : other.at(list).items()) {
    const std::string id = row.at("id").text();
    others[id] = row;
    bool known = false;
    for (const JsonValue& ours : rows) known = known || ours.at("id").text() == id;
    if (!known) rows.push_back(row), others[id] = JsonValue();
  }
  json.key(list).begin_array();
  for (const JsonValue& row : rows) {
    const std::string id = row.at("id").text();
    json.begin_object();
    json.field("id", std::string_view(id));
    for (const char* counter : counters) {
      json.field(counter, number(row, counter) + number(others[id], counter));
    }
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::vector<std::string> missing(const std::string& coverage_json) {
  const JsonValue coverage = JsonValue::parse(coverage_json);
  const std::vector<JsonValue> rows = coverage.at("rows").items();
  const std::vector<JsonValue> rules = coverage.at("rules").items();
  std::vector<std::string> gaps;
  if (rows.empty() || rules.empty()) return {"not a coverage report: rows and rules are missing"};
  for (const JsonValue& row : rows) {
    if (number(row, "count") == 0) gaps.push_back("row " + row.at("id").text() + ": never taken");
  }
  for (const JsonValue& rule : rules) {
    const std::string name = "rule " + rule.at("id").text();
    if (number(rule, "refused") == 0) gaps.push_back(name + ": never refused");
    if (number(rule, "passed") == 0) gaps.push_back(name + ": never passed");
  }
  return gaps;
}

std::string add_coverage(std::string_view one, std::string_view other) {
  const JsonValue left = JsonValue::parse(one);
  const JsonValue right = JsonValue::parse(other);
  JsonWriter json;
  json.begin_object();
  write_sum(json, "rows", {"count"}, left, right);
  write_sum(json, "rules", {"passed", "refused"}, left, right);
  json.end_object();
  return json.take();
}

}  // namespace lotusbox::scenario
