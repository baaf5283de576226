#include "scenario/json_value.h"

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace lotusbox::scenario {

using Json = nlohmann::ordered_json;

struct JsonValue::Node {
  std::shared_ptr<const Json> document;
  const Json* value = nullptr;
};

JsonValue JsonValue::parse(std::string_view text) {
  auto document =
      std::make_shared<const Json>(Json::parse(text.begin(), text.end(), nullptr, false));
  if (document->is_discarded()) return {};
  const Json* value = document.get();
  return JsonValue(std::make_shared<const Node>(Node{std::move(document), value}));
}

JsonValue JsonValue::at(std::string_view dotted_path) const {
  if (!exists()) return {};
  const Json* value = node_->value;
  for (const std::string_view step : split(dotted_path, '.')) {
    if (value->is_object()) {
      const auto found = value->find(std::string(step));
      if (found == value->end()) return {};
      value = &*found;
    } else if (value->is_array() && step == "length") {
      return parse(std::to_string(value->size()));
    } else if (value->is_array()) {
      const auto index = parse_integer(step);
      if (!index || *index < 0 || static_cast<std::size_t>(*index) >= value->size()) return {};
      value = &(*value)[static_cast<std::size_t>(*index)];
    } else {
      return {};
    }
  }
  return JsonValue(std::make_shared<const Node>(Node{node_->document, value}));
}

JsonValue JsonValue::member(std::string_view name) const {
  if (!exists() || !node_->value->is_object()) return {};
  const auto found = node_->value->find(std::string(name));
  if (found == node_->value->end()) return {};
  return JsonValue(std::make_shared<const Node>(Node{node_->document, &*found}));
}

bool JsonValue::is_text() const { return exists() && node_->value->is_string(); }

bool JsonValue::is_null() const { return !exists() || node_->value->is_null(); }

std::string JsonValue::text() const {
  if (is_null()) return {};
  return is_text() ? node_->value->get_ref<const std::string&>() : json();
}

std::string JsonValue::json() const {
  if (!exists()) return "absent";
  return node_->value->dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<std::int64_t> JsonValue::number() const {
  if (!exists() || !node_->value->is_number_integer()) return std::nullopt;
  return node_->value->get<std::int64_t>();
}

std::vector<JsonValue> JsonValue::items() const {
  std::vector<JsonValue> all;
  if (!exists() || !node_->value->is_array()) return all;
  for (const Json& item : *node_->value) {
    all.push_back(JsonValue(std::make_shared<const Node>(Node{node_->document, &item})));
  }
  return all;
}

std::vector<std::string> JsonValue::keys() const {
  std::vector<std::string> all;
  if (!exists() || !node_->value->is_object()) return all;
  for (const auto& [key, value] : node_->value->items()) all.push_back(key);
  return all;
}

}  // namespace lotusbox::scenario
