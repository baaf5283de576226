#include <algorithm>

#include "base/json_writer.h"
#include "core/values/limits.h"
#include "wire/body.h"
#include "wire/body_keys.h"

namespace lotusbox::wire {

namespace {

using Kind = Field::Kind;

void write_scalar(JsonWriter& out, const Field& field) {
  switch (field.kind) {
    case Kind::number:
    case Kind::boolean: out.raw(field.text); return;
    case Kind::null: out.null(); return;
    case Kind::text:
    case Kind::absent:
    case Kind::nested: out.text(field.text); return;
  }
}

std::string json_of(const std::vector<std::pair<std::string, const Field*>>& pairs) {
  JsonWriter out;
  out.begin_object();
  for (const auto& [key, field] : pairs) {
    out.key(key);
    write_scalar(out, *field);
  }
  out.end_object();
  return out.take();
}

}  // namespace

std::string Body::metadata_json() const {
  if (!field("metadata").given()) return {};
  return object_json("metadata", limits::kMetadataPairs).value_or("");
}

std::optional<Body> Body::unwrapped(std::string_view name) const {
  const Body inner = read("application/json", field(name).text);
  if (!inner.problem_.empty()) return std::nullopt;
  Body wrapped;
  wrapped.add(std::string(name), {Kind::nested, {}});
  for (const Entry& entry : inner.entries_) {
    wrapped.add(std::string(name) + "." + entry.name, entry.field);
  }
  return wrapped;
}

std::optional<std::vector<Body::Member>> Body::members(std::string_view name, int pairs_max) const {
  std::vector<Member> members;
  const Field& whole = field(name);
  if (whole.kind != Kind::nested || whole.text == kList) return std::nullopt;
  const std::string prefix = std::string(name) + ".";
  const std::size_t begin = last_index(name);  // a name that stands twice means its last value
  for (std::size_t i = begin; i < entries_.size(); ++i) {
    const Entry& entry = entries_[i];
    if (entry.name.rfind(prefix, 0) != 0 || last_index(entry.name) != i) continue;
    const std::string key = entry.name.substr(prefix.size());
    if (entry.field.kind == Kind::nested || key.find('.') != std::string::npos) {
      return std::nullopt;
    }
    if (members.size() == static_cast<std::size_t>(pairs_max)) return std::nullopt;
    members.emplace_back(plain_key(key), &entry.field);
  }
  return members;
}

std::optional<std::string> Body::object_json(std::string_view name, int pairs_max) const {
  if (field(name).is_text()) {
    const auto inner = unwrapped(name);
    return inner ? inner->object_json(name, pairs_max) : std::nullopt;
  }
  const auto pairs = members(name, pairs_max);
  return pairs ? std::optional(json_of(*pairs)) : std::nullopt;
}

std::optional<std::string> Body::sorted_object_json(std::string_view name, int pairs_max) const {
  if (field(name).is_text()) {
    const auto inner = unwrapped(name);
    return inner ? inner->sorted_object_json(name, pairs_max) : std::nullopt;
  }
  auto pairs = members(name, pairs_max);
  if (!pairs) return std::nullopt;
  const auto before = [](const Member& left, const Member& right) {
    return std::pair(left.first.size(), std::string_view(left.first)) <
           std::pair(right.first.size(), std::string_view(right.first));
  };
  std::sort(pairs->begin(), pairs->end(), before);
  return json_of(*pairs);
}

}  // namespace lotusbox::wire
