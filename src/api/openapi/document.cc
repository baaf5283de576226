#include "api/openapi/openapi.h"

#include <algorithm>
#include <vector>

#include "api/juspay/juspay.h"
#include "base/check.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "wire/glossary.h"

namespace lotusbox::api {

namespace {

using wire::Member;
using wire::Schema;
using wire::SchemaKind;

constexpr std::string_view kReference = "#/components/schemas/";
constexpr std::string_view kJson = "application/json";
constexpr std::string_view kHtml = "text/html";

void write_type(JsonWriter& out, std::string_view type);

void write_words(JsonWriter& out, const std::vector<std::string_view>& words, bool nullable) {
  out.begin_object().key("enum").begin_array();
  for (const std::string_view word : words) out.text(word.substr(1, word.size() - 2));
  if (nullable) out.null();
  out.end_array().end_object();
}

void write_one_of(JsonWriter& out, const std::vector<std::string_view>& types, bool nullable) {
  out.begin_object().key("anyOf").begin_array();
  for (const std::string_view type : types) write_type(out, type);
  if (nullable) out.begin_object().field("type", "null").end_object();
  out.end_array().end_object();
}

struct Named {
  std::string_view name, type, format;
};
constexpr Named kTypes[] = {
    {"text", "string", {}},          {"int", "integer", {}}, {"number", "number", {}},
    {"bool", "boolean", {}},         {"hash", "object", {}}, {"date", "string", "date"},
    {"seconds", "integer", "int64"},
};

void write_named(JsonWriter& out, std::string_view type, bool nullable) {
  out.begin_object();
  if (type == "scalar") {
    out.key("type").begin_array().text("string").text("number");
    if (nullable) out.text("null");
    out.end_array();
  } else if (type != "any") {
    const auto* named = std::find_if(std::begin(kTypes), std::end(kTypes),
                                     [&](const Named& one) { return one.name == type; });
    LOTUSBOX_CHECK(named != std::end(kTypes), type);
    if (nullable) {
      out.key("type").begin_array().text(named->type).text("null").end_array();
    } else {
      out.field("type", named->type);
    }
    if (!named->format.empty()) out.field("format", named->format);
  }
  out.end_object();
}

/// A type in the notation of wire/schema.h as JSON schema.
void write_type(JsonWriter& out, std::string_view type) {
  const bool nullable = type.ends_with('?');
  if (nullable) type.remove_suffix(1);
  const std::vector<std::string_view> choices = split(type, '|');
  if (type.starts_with('\'')) return write_words(out, choices, nullable);
  if (choices.size() > 1 || (nullable && type.starts_with('@'))) {
    return write_one_of(out, choices, nullable);
  }
  if (type.starts_with('@')) {
    out.begin_object().field("$ref", std::string(kReference) + std::string(type.substr(1)));
    out.end_object();
  } else if (type.starts_with('[')) {
    out.begin_object().key("type");
    if (nullable) {
      out.begin_array().text("array").text("null").end_array();
    } else {
      out.text("array");
    }
    out.key("items");
    write_type(out, type.substr(1, type.size() - 2));
    out.end_object();
  } else {
    write_named(out, type, nullable);
  }
}

/// What a request may leave out it may also send as null, and a hash as an empty list.
void write_optional(JsonWriter& out, std::string_view type) {
  if (!type.starts_with('@')) {
    return write_type(out, std::string(type) + (type.ends_with('?') ? "" : "?"));
  }
  out.begin_object().key("anyOf").begin_array();
  write_type(out, type);
  out.begin_object().field("type", "null").end_object();
  out.begin_object().field("type", "array").field("maxItems", 0);
  out.key("items").begin_object().end_object().end_object();
  out.end_array().end_object();
}

/// The schema of a key, with what its name means.
void write_described(JsonWriter& out, std::string_view name, JsonWriter schema) {
  const wire::Term* term = wire::find_term(name);
  if (term == nullptr) {
    out.raw(schema.take());
    return;
  }
  std::string json = schema.take();
  json.pop_back();  // its closing brace
  JsonWriter described;
  described.begin_object().field("description", term->meaning);
  if (!term->example.empty()) {
    described.key("examples").begin_array().raw(term->example).end_array();
  }
  json += (json.size() > 1 ? "," : "") + described.end_object().take().substr(1);
  out.raw(json);
}

void write_choice(JsonWriter& out, const Schema& schema) {
  out.key(schema.name).begin_object().key("anyOf").begin_array();
  for (const Member& member : schema.members) write_type(out, member.type);
  out.end_array().end_object();
}

void write_schema(JsonWriter& out, const Schema& schema) {
  if (schema.kind == SchemaKind::choice) return write_choice(out, schema);
  const bool exact = schema.kind == SchemaKind::answer;
  out.key(schema.name).begin_object().field("type", "object").key("properties").begin_object();
  for (const Member& member : schema.members) {
    out.key(member.name);
    JsonWriter type;
    if (exact) {
      write_type(type, member.type);
    } else {
      write_optional(type, member.type);
    }
    write_described(out, member.name, std::move(type));
  }
  out.end_object();
  if (exact) {
    out.key("required").begin_array();
    for (const Member& member : schema.members) {
      if (!member.optional) out.text(member.name);
    }
    out.end_array().field("additionalProperties", false);
  }
  out.end_object();
}

void write_content(JsonWriter& out, std::string_view media_type, std::string_view type) {
  out.key(media_type).begin_object().key("schema");
  write_type(out, type);
  out.end_object();
}

void write_parameter(JsonWriter& out, std::string_view name, bool in_path) {
  out.begin_object().field("name", name).field("in", in_path ? "path" : "query");
  out.field("required", in_path);
  if (const wire::Term* term = wire::find_term(name)) out.field("description", term->meaning);
  out.key("schema").begin_object().field("type", "string").end_object();
  out.end_object();
}

void write_parameters(JsonWriter& out, const Route& route) {
  out.key("parameters").begin_array();
  for (const std::string_view piece : split(route.pattern, '/')) {
    if (piece.starts_with('{')) write_parameter(out, piece.substr(1, piece.size() - 2), true);
  }
  for (const std::string_view name : split(route.operation.query, ' ')) {
    if (!name.empty()) write_parameter(out, name, false);
  }
  out.end_array();
}

void write_body(JsonWriter& out, const Route& route) {
  if (route.operation.takes.empty()) return;
  const std::string type = "@" + std::string(route.operation.takes);
  out.key("requestBody").begin_object().key("content").begin_object();
  if (!is_juspay_path(route.pattern)) write_content(out, kJson, type);
  write_content(out, "application/x-www-form-urlencoded", type);
  if (route.pattern.starts_with("/v1/")) write_content(out, "multipart/form-data", type);
  out.end_object().end_object();
}

/// One response with the types it may come in.
void write_response(JsonWriter& out, std::string_view status, std::string_view describes,
                    std::string_view json_type, std::string_view other_media) {
  out.key(status).begin_object().field("description", describes).key("content").begin_object();
  if (!json_type.empty()) write_content(out, kJson, json_type);
  for (const std::string_view media : split(other_media, ' ')) {
    if (!media.empty()) write_content(out, media, "text");
  }
  out.end_object().end_object();
}

void write_responses(JsonWriter& out, const Route& route) {
  const bool page = route.access == Access::link || route.pattern == "/npci_onmags_response";
  const std::string_view other = page ? kHtml : route.produces;
  out.key("responses").begin_object();
  if (page && route.method == "POST") {
    write_response(out, "303", "The customer goes on from here", {}, other);
  }
  write_response(out, "200", route.summary, route.operation.answers, other);
  if (!route.operation.late.empty()) {
    write_response(out, "408", "The time is up, and this is what came closest",
                   route.operation.late, {});
  }
  write_response(out, "default", "Refused: the header Lotusbox-Rule says by which rule",
                 is_juspay_path(route.pattern) ? "@JuspayError" : "@Error", page ? kHtml : "");
  out.end_object();
}

std::string_view tag_of(const Route& route) {
  if (route.pattern.starts_with("/_mock/")) return "control";
  if (is_juspay_path(route.pattern)) return "juspay";
  if (route.pattern.starts_with("/v1/") || route.pattern.starts_with("/api/")) return "lotuspay";
  return "pages";
}

void write_operation(JsonWriter& out, const Route& route) {
  out.key(to_lower(route.method)).begin_object();
  out.field("operationId", route.operation.name).field("summary", route.summary);
  out.field("description",
            std::string(route.summary) + " (" + std::string(to_text(route.evidence)) + ").");
  out.key("tags").begin_array();
  out.text(tag_of(route)).end_array();
  if (route.access == Access::open || route.access == Access::link) {
    out.key("security").begin_array().end_array();
  }
  write_parameters(out, route);
  write_body(out, route);
  write_responses(out, route);
  out.end_object();
}

void write_security(JsonWriter& out) {
  out.key("securitySchemes").begin_object();
  out.key("basic").begin_object().field("type", "http").field("scheme", "basic");
  out.field("description", "The key is the user name; the password is empty").end_object();
  out.key("bearer").begin_object().field("type", "http").field("scheme", "bearer").end_object();
  out.end_object();
}

void write_information(JsonWriter& out, std::string_view base_url, std::string_view version) {
  out.field("openapi", "3.1.0").key("info").begin_object().field("title", "lotusbox");
  out.field("version", version);
  out.field("description",
            "A mock of the mandate APIs of LotusPay and Juspay, and the control plane that moves "
            "its clock and plays its customers and banks.");
  out.key("license").begin_object().field("name", "MIT").field("identifier", "MIT").end_object();
  out.end_object();
  out.key("servers").begin_array().begin_object().field("url", base_url).end_object().end_array();
  out.key("security").begin_array();
  out.begin_object().key("basic").begin_array().end_array().end_object();
  out.begin_object().key("bearer").begin_array().end_array().end_object();
  out.end_array();
  out.key("tags").begin_array();
  constexpr std::string_view kTags[][2] = {
      {"lotuspay", "The API of LotusPay"},
      {"pages", "What customers see"},
      {"juspay", "The mandate API of Juspay, a different product"},
      {"control", "The clock, the customers and the banks of the simulator"}};
  for (const auto& tag : kTags) {
    out.begin_object().field("name", tag[0]).field("description", tag[1]).end_object();
  }
  out.end_array();
}

}  // namespace

const Schema* find_schema(std::string_view name) {
  const auto find_in = [&](wire::SchemaList list) {
    const auto found = std::find_if(list.begin(), list.end(),
                                    [&](const Schema& schema) { return schema.name == name; });
    return found == list.end() ? nullptr : &*found;
  };
  for (const wire::SchemaList list : wire::all_schemas()) {
    if (const Schema* found = find_in(list)) return found;
  }
  for (const wire::SchemaList list : control_schemas()) {
    if (const Schema* found = find_in(list)) return found;
  }
  return nullptr;
}

std::string openapi_document(std::string_view base_url, std::string_view version) {
  JsonWriter out;
  out.begin_object();
  write_information(out, base_url, version);
  std::vector<const Route*> routes = all_routes();
  std::stable_sort(routes.begin(), routes.end(), [](const Route* left, const Route* right) {
    return left->pattern < right->pattern;
  });
  out.key("paths").begin_object();
  for (std::size_t i = 0; i < routes.size(); ++i) {
    const bool first = i == 0 || routes[i]->pattern != routes[i - 1]->pattern;
    const bool last = i + 1 == routes.size() || routes[i]->pattern != routes[i + 1]->pattern;
    if (first) out.key(routes[i]->pattern).begin_object();
    write_operation(out, *routes[i]);
    if (last) out.end_object();
  }
  out.end_object().key("components").begin_object();
  write_security(out);
  out.key("schemas").begin_object();
  for (const wire::SchemaList list : wire::all_schemas()) {
    for (const Schema& schema : list) write_schema(out, schema);
  }
  for (const wire::SchemaList list : control_schemas()) {
    for (const Schema& schema : list) write_schema(out, schema);
  }
  out.end_object().end_object().end_object();
  return out.take();
}

}  // namespace lotusbox::api
