#include "wire/describe.h"

#include <algorithm>

#include "base/text.h"
#include "core/values/limits.h"

namespace lotusbox::wire {

Field take(const Body& body, std::string_view path, Taken how) {
  if (how == Taken::with_fraction) return body.exact(path);
  Field field = body.field(path);
  if (how == Taken::in_capitals) field.text = to_upper(field.text);
  if (how == Taken::as_email && body.is_form()) {
    std::replace(field.text.begin(), field.text.end(), ' ', '+');
  }
  return field;
}

std::string take_hash(const Body& body, std::string_view path) {
  if (path == "metadata") return body.metadata_json();
  return body.field(path).is_hash() ? body.object_json(path, limits::kMetadataPairs).value_or("")
                                    : std::string();
}

std::vector<std::string> unknown_names(const Body& body, std::span<const Member> known,
                                       std::string_view path) {
  std::vector<std::string> unknown;
  const std::string prefix = path.empty() ? std::string() : std::string(path) + ".";
  for (std::string& name : path.empty() ? body.names() : body.names_in(path)) {
    const bool is_known = std::any_of(known.begin(), known.end(),
                                      [&](const Member& one) { return one.name == name; });
    if (!is_known) unknown.push_back(prefix + name);
  }
  return unknown;
}

}  // namespace lotusbox::wire
