#include "examiner/edges/edge.h"

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace lotusbox::examiner {

namespace {

using Json = nlohmann::ordered_json;

/// The object that holds the last name of a dotted path, made where it is missing.
Json& holder_of(Json& root, std::string_view dotted, std::string& last) {
  Json* place = &root;
  for (auto dot = dotted.find('.'); dot != std::string_view::npos; dot = dotted.find('.')) {
    place = &(*place)[std::string(dotted.substr(0, dot))];
    dotted.remove_prefix(dot + 1);
  }
  last = std::string(dotted);
  return *place;
}

}  // namespace

EdgeCall EdgeCall::with(std::string_view dotted, std::string_view json) const {
  EdgeCall other = *this;
  Json root = body.empty() ? Json::object() : Json::parse(body);
  std::string last;
  holder_of(root, dotted, last)[last] = Json::parse(json);
  other.body = root.dump();
  return other;
}

EdgeCall EdgeCall::text(std::string_view dotted, std::string_view value) const {
  return with(dotted, Json(value).dump());
}

EdgeCall EdgeCall::without(std::string_view dotted) const {
  EdgeCall other = *this;
  Json root = Json::parse(body);
  std::string last;
  holder_of(root, dotted, last).erase(last);
  other.body = root.dump();
  return other;
}

EdgeCall EdgeCall::sending(std::string bytes) const {
  EdgeCall other = *this;
  other.body = std::move(bytes);
  return other;
}

EdgeCall EdgeCall::header(std::string name, std::string value) const {
  EdgeCall other = *this;
  other.headers.emplace_back(std::move(name), std::move(value));
  return other;
}

EdgeCall EdgeCall::query(std::string_view name, std::string_view value) const {
  EdgeCall other = *this;
  other.path += other.path.find('?') == std::string::npos ? '?' : '&';
  other.path.append(name).append("=");
  // Braces stay: they name what an earlier call answered.
  other.path += value.starts_with('{') ? std::string(value) : percent_encode(value);
  return other;
}

EdgeCall EdgeCall::named(std::string alias, std::string link_alias) const {
  EdgeCall other = *this;
  other.as = std::move(alias);
  other.link = std::move(link_alias);
  return other;
}

}  // namespace lotusbox::examiner
