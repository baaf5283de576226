#include "wire/body.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json_writer.h"
#include "base/text.h"
#include "core/values/limits.h"

namespace lotusbox::wire {

namespace {

using Json = nlohmann::json;
using Kind = Field::Kind;

constexpr std::string_view kTooDeep = "The body is nested too deeply";
constexpr std::string_view kTooMany = "The body has too many fields";
constexpr std::string_view kNotJson = "The body is not valid JSON";
constexpr std::string_view kNotObject = "The body must be a JSON object";
constexpr std::string_view kNotForm = "The body is not a valid form";
constexpr std::string_view kNotMultipart = "The body is not valid multipart/form-data";

// Dots inside a caller's key must not look like nesting: they are kept as a pair of characters.
constexpr char kEscape = '\x1f';
constexpr char kDot = 'd';
constexpr char kEscapeItself = 'e';

std::string safe_key(std::string_view key) {
  std::string safe;
  for (const char c : key) {
    if (c == '.') {
      safe += {kEscape, kDot};
    } else if (c == kEscape) {
      safe += {kEscape, kEscapeItself};
    } else {
      safe += c;
    }
  }
  return safe;
}

std::string plain_key(std::string_view safe) {
  std::string key;
  for (std::size_t i = 0; i < safe.size(); ++i) {
    const bool escaped = safe[i] == kEscape && i + 1 < safe.size();
    key += !escaped ? safe[i] : safe[++i] == kDot ? '.' : kEscape;
  }
  return key;
}

/// `a[b][c]` as `a.b.c`; nullopt when brackets do not match.
std::optional<std::string> dotted(std::string_view name) {
  const auto bracket = name.find('[');
  std::string path = safe_key(name.substr(0, bracket));
  if (path.empty() || path.find(']') != std::string::npos) return std::nullopt;
  std::string_view rest = bracket == std::string_view::npos ? "" : name.substr(bracket);
  int depth = 0;
  while (!rest.empty()) {
    const auto close = rest.find(']');
    if (rest[0] != '[' || close == std::string_view::npos || ++depth > Body::kDepthMax) {
      return std::nullopt;
    }
    path += "." + safe_key(rest.substr(1, close - 1));
    rest.remove_prefix(close + 1);
  }
  return path;
}

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

/// Flattens JSON while it is read, without building a tree.
class JsonReader : public nlohmann::json_sax<Json> {
 public:
  explicit JsonReader(Body& body) : body_(body) {}

  bool null() override { return value({Kind::null, {}}); }
  bool boolean(bool v) override { return value({Kind::boolean, v ? "true" : "false"}); }
  bool number_integer(number_integer_t v) override {
    return value({Kind::number, std::to_string(v)});
  }
  bool number_unsigned(number_unsigned_t v) override {
    return value({Kind::number, std::to_string(v)});
  }
  bool number_float(number_float_t, const string_t& text) override {
    return value({Kind::number, text});
  }
  bool string(string_t& v) override { return value({Kind::text, std::move(v)}); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(false); }
  bool start_array(std::size_t) override { return open(true); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    levels_.back().key = safe_key(name);
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    if (body_.problem_.empty()) body_.problem_ = kNotJson;
    return false;
  }

 private:
  struct Level {
    std::size_t prefix;  ///< length of the path down to here
    bool is_array;
    int next;
    std::string key;
  };

  bool fail(std::string_view problem) {
    body_.problem_ = problem;
    return false;
  }

  /// The full name of the value that comes now.
  std::string name_here() {
    if (levels_.empty()) return {};
    Level& level = levels_.back();
    if (level.is_array) level.key = std::to_string(level.next++);
    std::string name = path_.substr(0, level.prefix);
    if (!name.empty()) name += '.';
    return name + level.key;
  }

  bool value(Field field) {
    if (levels_.empty()) return fail(kNotObject);
    if (body_.entries_.size() >= Body::kFieldsMax) return fail(kTooMany);
    body_.add(name_here(), std::move(field));
    return true;
  }

  bool open(bool is_array) {
    if (levels_.empty() && is_array) return fail(kNotObject);
    if (levels_.size() >= Body::kDepthMax) return fail(kTooDeep);
    if (!levels_.empty()) {
      path_ = name_here();
      if (body_.entries_.size() >= Body::kFieldsMax) return fail(kTooMany);
      body_.add(path_, {Kind::nested, is_array ? "[]" : ""});
    }
    levels_.push_back({path_.size(), is_array, 0, {}});
    return true;
  }

  bool close() {
    levels_.pop_back();
    path_.resize(levels_.empty() ? 0 : levels_.back().prefix);
    return true;
  }

  Body& body_;
  std::vector<Level> levels_;
  std::string path_;
};

Body Body::read(std::string_view content_type, std::string_view text) {
  Body body;
  if (is_multipart(content_type)) {
    body.read_parts(content_type, text);
    if (!body.problem_.empty()) body.entries_.clear();
    return body;
  }
  const std::string_view start = trim(text);
  if (start.empty()) return body;
  const bool says_json = to_lower(content_type).find("json") != std::string::npos;
  if (says_json || start.front() == '{' || start.front() == '[') {
    body.read_json(start);
  } else {
    body.read_form(start);
  }
  if (!body.problem_.empty()) body.entries_.clear();
  return body;
}

Body Body::read_query(std::string_view query) {
  Body body;
  if (!query.empty()) body.read_form(query);
  return body;
}

void Body::read_json(std::string_view text) {
  JsonReader reader(*this);
  const bool whole = Json::sax_parse(text.begin(), text.end(), &reader);
  if (!whole && problem_.empty()) problem_ = kNotJson;
}

void Body::read_parts(std::string_view content_type, std::string_view text) {
  auto parts = read_multipart(content_type, text, kFieldsMax);
  if (!parts) {
    problem_ = kNotMultipart;
    return;
  }
  for (Part& part : *parts) {
    if (part.filename) {
      files_.push_back(std::move(part));
    } else if (!add_pair(part.name, std::move(part.bytes))) {
      return;
    }
  }
}

void Body::read_form(std::string_view text) {
  for (const std::string_view pair : split(text, '&')) {
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    const auto name = percent_decode(pair.substr(0, equals), true);
    auto value = percent_decode(
        equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1), true);
    if (!name || !value) {
      problem_ = kNotForm;
      return;
    }
    if (!add_pair(*name, std::move(*value))) return;
  }
}

bool Body::add_pair(std::string_view name, std::string value) {
  const auto path = dotted(name);
  if (!path || !is_utf8(value) || !is_utf8(*path)) {
    problem_ = kNotForm;
    return false;
  }
  if (entries_.size() >= kFieldsMax) {
    problem_ = kTooMany;
    return false;
  }
  // In a form a hash exists because its children do.
  const auto dot = path->find('.');
  if (dot != std::string::npos && field(path->substr(0, dot)).kind == Kind::absent) {
    add(path->substr(0, dot), {Kind::nested, {}});
  }
  add(*path, {Kind::text, std::move(value)});
  return true;
}

void Body::add(std::string name, Field field) {
  entries_.push_back({std::move(name), std::move(field)});
}

const Field& Body::field(std::string_view name) const {
  static const Field kAbsent;
  for (auto entry = entries_.rbegin(); entry != entries_.rend(); ++entry) {
    if (entry->name == name) return entry->field;
  }
  return kAbsent;
}

Field Body::filled(std::string_view name) const {
  Field found = field(name);
  if (found.is_text() && found.text.empty()) found.kind = Kind::absent;
  return found;
}

std::vector<std::string> Body::names_except(std::initializer_list<std::string_view> known) const {
  std::vector<std::string> others = names();
  std::erase_if(others, [&](const std::string& name) {
    return std::find(known.begin(), known.end(), name) != known.end();
  });
  return others;
}

std::string Body::metadata_json() const {
  if (!field("metadata").given()) return {};
  return object_json("metadata", limits::kMetadataPairs).value_or("");
}

std::size_t Body::last_place(std::string_view name) const {
  std::size_t place = entries_.size();
  while (place > 0 && entries_[place - 1].name != name) --place;
  return place == 0 ? 0 : place - 1;
}

std::vector<std::string> Body::names() const {
  std::vector<std::string> names;
  for (const Entry& entry : entries_) {
    const std::string top = plain_key(std::string_view(entry.name).substr(0, entry.name.find('.')));
    if (std::find(names.begin(), names.end(), top) == names.end()) names.push_back(top);
  }
  return names;
}

std::vector<std::string> Body::names_in(std::string_view name) const {
  std::vector<std::string> names;
  const std::string prefix = std::string(name) + ".";
  for (const Entry& entry : entries_) {
    if (!entry.name.starts_with(prefix)) continue;
    const std::string_view rest = std::string_view(entry.name).substr(prefix.size());
    const std::string next = plain_key(rest.substr(0, rest.find('.')));
    if (std::find(names.begin(), names.end(), next) == names.end()) names.push_back(next);
  }
  return names;
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
  if (whole.kind != Kind::nested || whole.text == "[]") return std::nullopt;
  const std::string prefix = std::string(name) + ".";
  const std::size_t begin = last_place(name);  // a name that stands twice means its last value
  for (std::size_t i = begin; i < entries_.size(); ++i) {
    const Entry& entry = entries_[i];
    if (entry.name.rfind(prefix, 0) != 0 || last_place(entry.name) != i) continue;
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

std::string Body::canonical() const {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const Entry& entry = entries_[i];
    // A hash shows itself only when it holds nothing.
    const bool holds_more = entry.field.kind == Kind::nested && i + 1 < entries_.size() &&
                            entries_[i + 1].name.rfind(entry.name + ".", 0) == 0;
    if (!holds_more) lines.push_back(entry.name + "=" + entry.field.text);
  }
  for (const Part& file : files_) lines.push_back(file.name + "@" + file.bytes);
  std::sort(lines.begin(), lines.end());
  std::string whole = problem_;
  for (const std::string& line : lines) {
    whole += line;
    whole += '\0';
  }
  return whole;
}

}  // namespace lotusbox::wire
