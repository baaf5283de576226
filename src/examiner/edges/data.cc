#include "examiner/edges/data.h"

#include "base/json_writer.h"
#include "examiner/edges/catalog.h"
#include "examiner/edges/suites/assets.h"

namespace lotusbox::examiner {

namespace {

std::string_view content_type(Encoding encoding) {
  switch (encoding) {
    case Encoding::json: return "application/json";
    case Encoding::form: return "application/x-www-form-urlencoded";
    case Encoding::multipart: return "multipart/form-data";
  }
  return {};
}

void write_call(JsonWriter& json, const EdgeCall& call) {
  json.begin_object().field("method", call.method).field("path", call.path);
  if (!call.body.empty()) {
    json.field("content_type", content_type(call.encoding)).field("body", call.body);
  }
  if (!call.headers.empty()) {
    json.key("headers").begin_object();
    for (const auto& [name, value] : call.headers) json.field(name, std::string_view(value));
    json.end_object();
  }
  json.field("accept", call.accept.empty() ? std::string_view("application/json")
                                           : std::string_view(call.accept));
  if (call.keyless) json.field_null("key");
  if (!call.key.empty()) json.field("key", std::string_view(call.key));
  if (!call.as.empty()) json.field("as", std::string_view(call.as));
  if (!call.link.empty()) json.field("link", std::string_view(call.link));
  json.end_object();
}

void write_edge(JsonWriter& json, const Edge& edge) {
  const Rule& rule = *edge.rule;
  json.begin_object().field("id", edge.id).field("rule", rule.id).field("demands", rule.demands);
  json.field("evidence", to_text(rule.evidence)).field("source", rule.source);
  json.field("what", edge.what).field("passes", edge.passes);
  json.key("world").begin_object().field("at", edge.at).field("profile", edge.profile);
  json.field("seed", 7).key("given").begin_array();
  for (const EdgeCall& call : edge.given) write_call(json, call);
  json.end_array().end_object().key("call");
  write_call(json, edge.call);
  json.key("expect").begin_object().field("status", edge.status);
  json.field_or_null("code", edge.code);
  json.field_or_null("rule", edge.passes ? std::string_view() : rule.id);
  json.end_object().end_object();
}

struct SuiteRow {
  std::string_view kind;
  std::string_view name;
  const std::string_view& text;
};

const SuiteRow kSuites[] = {
    {"pytest", "test_edges.py", kPytestSuite},   {"pytest", "edges_client.py", kPytestClient},
    {"node", "edges.test.mjs", kNodeSuite},      {"node", "edges-client.mjs", kNodeClient},
    {"phpunit", "EdgesTest.php", kPhpunitSuite}, {"phpunit", "EdgesClient.php", kPhpunitClient},
};

}  // namespace

std::string edges_json(std::span<const Edge> edges) {
  std::string text = "{\"edges\":[\n";
  for (std::size_t i = 0; i < edges.size(); ++i) {
    JsonWriter json;
    write_edge(json, edges[i]);
    text += json.take() + (i + 1 < edges.size() ? ",\n" : "\n");
  }
  JsonWriter without;
  without.begin_array();
  for (const NoEdge& none : rules_without_edges()) {
    without.begin_object().field("rule", none.rule).field("why", none.why).end_object();
  }
  return text + "],\"without_edges\":" + without.end_array().take() + "}\n";
}

std::vector<std::string> suite_kinds() {
  std::vector<std::string> kinds;
  for (const SuiteRow& row : kSuites) {
    if (kinds.empty() || kinds.back() != row.kind) kinds.emplace_back(row.kind);
  }
  return kinds;
}

std::vector<SuiteFile> suite_files(std::string_view kind, std::span<const Edge> edges) {
  std::vector<SuiteFile> files;
  for (const SuiteRow& row : kSuites) {
    if (row.kind == kind) files.push_back({std::string(row.name), std::string(row.text)});
  }
  if (!files.empty()) files.push_back({"edges.json", edges_json(edges)});
  return files;
}

}  // namespace lotusbox::examiner
