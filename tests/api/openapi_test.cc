#include "api/openapi/openapi.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "api/api_support.h"
#include "base/text.h"
#include "wire/glossary.h"

using namespace lotusbox;
using namespace lotusbox::api;

namespace {

using wire::Member;
using wire::Schema;

std::vector<const Schema*> all_schemas() {
  std::vector<const Schema*> all;
  const auto add = [&](wire::SchemaList list) {
    for (const Schema& schema : list) all.push_back(&schema);
  };
  for (const wire::SchemaList list : wire::all_schemas()) add(list);
  for (const wire::SchemaList list : control_schemas()) add(list);
  return all;
}

/// The schemas that a type names.
std::vector<std::string_view> named_in(std::string_view type) {
  std::vector<std::string_view> names;
  for (auto at = type.find('@'); at != std::string_view::npos; at = type.find('@', at + 1)) {
    const auto end = type.find_first_of("|]?", at);
    names.push_back(type.substr(at + 1, end == std::string_view::npos ? end : end - at - 1));
  }
  return names;
}

}  // namespace

TEST_CASE("every route has a name of its own, and says what it answers") {
  std::set<std::string_view> names;
  for (const Route* route : all_routes()) {
    CAPTURE(route->method);
    CAPTURE(route->pattern);
    CHECK_FALSE(route->operation.name.empty());
    CHECK(names.insert(route->operation.name).second);
    CHECK((route->operation.answers.empty()
               ? route->access == Access::link || !route->produces.empty() ||
                     route->pattern == "/npci_onmags_response"
               : true));
  }
}

TEST_CASE("every schema that is named exists, once, and each is used") {
  std::set<std::string_view> names;
  for (const Schema* schema : all_schemas()) {
    CAPTURE(schema->name);
    CHECK(names.insert(schema->name).second);
  }
  std::set<std::string_view> used{"Error", "JuspayError"};  // of refusals
  const auto note = [&](std::string_view type) {
    for (const std::string_view name : named_in(type)) {
      CAPTURE(name);
      CHECK(names.count(name) == 1);
      used.insert(name);
    }
  };
  for (const Schema* schema : all_schemas()) {
    for (const Member& member : schema->members) note(member.type);
  }
  for (const Route* route : all_routes()) {
    const Operation& operation = route->operation;
    note(operation.answers);
    note(operation.late);
    if (operation.takes.empty()) continue;
    // Not by way of a text made here: the names that are used must outlive it.
    CHECK(names.count(operation.takes) == 1);
    used.insert(operation.takes);
  }
  for (const std::string_view name : names) {
    CAPTURE(name);
    CHECK(used.count(name) == 1);
  }
}

TEST_CASE("every name of a key is explained, and every explanation is of use") {
  std::set<std::string_view> names;
  for (const Schema* schema : all_schemas()) {
    if (schema->kind == wire::SchemaKind::choice) continue;
    for (const Member& member : schema->members) names.insert(member.name);
  }
  for (const Route* route : all_routes()) {
    for (const std::string_view name : split(route->operation.query, ' ')) {
      if (!name.empty()) names.insert(name);
    }
  }
  for (const std::string_view name : names) {
    CAPTURE(name);
    CHECK(wire::find_term(name) != nullptr);
  }
  for (const wire::Term& term : wire::glossary()) {
    CAPTURE(term.name);
    CHECK(names.count(term.name) == 1);
  }
  CHECK(wire::find_term("amount_maxmum") == nullptr);
  CHECK(wire::find_term("") == nullptr);
}

TEST_CASE("the document says what a type says") {
  const std::string document = openapi_document("http://127.0.0.1:1", "9.9.9");
  // Up to what the name means, which stands behind the type.
  const auto property = [&](std::string_view schema, std::string_view name) {
    const std::string json = json_at(
        document, "components.schemas." + std::string(schema) + ".properties." + std::string(name));
    const auto words = json.find(",\"description\":");
    return words == std::string::npos ? json : json.substr(0, words) + "}";
  };
  CHECK(json_at(document, "openapi") == "3.1.0");
  CHECK(json_at(document, "info.version") == "9.9.9");
  CHECK(json_at(document, "servers.0.url") == "http://127.0.0.1:1");
  CHECK(property("Source", "id") == R"({"type":"string"})");
  CHECK(property("Source", "created") == R"({"type":"integer","format":"int64"})");
  CHECK(property("Source", "object") == R"({"enum":["source"]})");
  CHECK(property("Source", "customer") == R"({"type":["string","null"]})");
  CHECK(property("Source", "nach_debit") == R"({"$ref":"#/components/schemas/NachDebit"})");
  CHECK(property("IdList", "data") ==
        R"({"type":"array","items":{"$ref":"#/components/schemas/IdEntry"}})");
  CHECK(property("Redirect", "auth_mode") ==
        R"({"enum":["netbanking","debitcard","aadhaar","others",null]})");
  CHECK(property("DebitTerms", "amount_maximum") == R"({"type":["string","number","null"]})");
  CHECK(json_at(document, "components.schemas.Source.additionalProperties") == "false");
  CHECK(json_at(document, "components.schemas.SourceWanted.additionalProperties") == "<absent>");
}
