#include "api/openapi/openapi.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "api/api_support.h"
#include "base/text.h"

using namespace lotusbox;
using namespace lotusbox::api;

namespace {

using wire::Member;
using wire::Schema;

std::vector<const Schema*> all_schemas() {
  std::vector<const Schema*> all;
  for (const auto table : {wire::lotuspay_schemas(), wire::juspay_schemas(), control_schemas()}) {
    for (const Schema& schema : table) all.push_back(&schema);
  }
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

TEST_CASE("every route has an operation, and every operation a route") {
  std::set<const Operation*> used;
  for (const Route* route : all_routes()) {
    CAPTURE(route->method);
    CAPTURE(route->pattern);
    const Operation* operation = find_operation(*route);
    REQUIRE(operation != nullptr);
    CHECK(used.insert(operation).second);
    CHECK((operation->answers.empty() ? route->access == Access::link || !route->produces.empty() ||
                                            route->pattern == "/npci_onmags_response"
                                      : true));
  }
  CHECK(used.size() == vendor_operations().size() + control_operations().size());
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
  for (const auto table : {vendor_operations(), control_operations()}) {
    for (const Operation& operation : table) {
      note(operation.answers);
      note(operation.late);
      if (operation.takes.empty()) continue;
      // Not by way of a text made here: the names that are used must outlive it.
      CHECK(names.count(operation.takes) == 1);
      used.insert(operation.takes);
    }
  }
  for (const std::string_view name : names) {
    CAPTURE(name);
    CHECK(used.count(name) == 1);
  }
}

TEST_CASE("the document says what a type says") {
  const std::string document = openapi_document("http://127.0.0.1:1", "9.9.9");
  const auto property = [&](std::string_view schema, std::string_view name) {
    return json_at(
        document, "components.schemas." + std::string(schema) + ".properties." + std::string(name));
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
