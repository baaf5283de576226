#include "wire/body.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json_writer.h"
#include "base/text.h"
#include "core/values/limits.h"
#include "wire/body_keys.h"

namespace lotusbox::wire {

namespace {

using Json = nlohmann::json;
using Kind = Field::Kind;

constexpr std::string_view kTooDeep = "The body is nested too deeply";
constexpr std::string_view kTooMany = "The body has too many fields";
constexpr std::string_view kNotJson = "The body is not valid JSON";
constexpr std::string_view kOutOfRange = "A number in the JSON body is out of range";
constexpr std::string_view kNotObject = "The body must be a JSON object";
constexpr std::string_view kNotForm = "The body is not a valid form";
constexpr std::string_view kNotMultipart = "The body is not valid multipart/form-data";

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

/// `10000.0` is 10000; a number with an exponent stays as it was written.
std::string_view without_zero_fraction(std::string_view number) {
  const auto dot = number.find('.');
  if (dot == std::string_view::npos) return number;
  const bool zeros = number.find_first_not_of('0', dot + 1) == std::string_view::npos;
  return zeros ? number.substr(0, dot) : number;
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
    const std::string whole(without_zero_fraction(text));
    if (!value({Kind::number, whole})) return false;
    body_.entries_.back().fraction = text.substr(whole.size());
    return true;
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
  bool parse_error(std::size_t, const std::string&,
                   const nlohmann::detail::exception& error) override {
    constexpr int kNumberOverflow = 406;  // of the library
    const bool overflow = error.id == kNumberOverflow;
    if (body_.problem_.empty()) body_.problem_ = overflow ? kOutOfRange : kNotJson;
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
      body_.add(path_, {Kind::nested, is_array ? std::string(kList) : std::string()});
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
  // A body that says nothing: PHP writes [] for an empty hash.
  if (start.empty() || start == "null" || start == kList) return body;
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
  // The library takes a NUL for the end of the text; what stands behind one would be ignored.
  if (text.find('\0') != std::string_view::npos) {
    problem_ = kNotJson;
    return;
  }
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
  is_form_ = true;
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
  for (auto dot = path->find('.'); dot != std::string::npos; dot = path->find('.', dot + 1)) {
    const std::string outer = path->substr(0, dot);
    if (written(outer).kind == Kind::absent) add(outer, {Kind::nested, {}});
  }
  add(*path, {Kind::text, std::move(value)});
  return true;
}

void Body::add(std::string name, Field field) {
  entries_.push_back({std::move(name), std::move(field), {}});
}

const Field& Body::written(std::string_view name) const {
  static const Field kAbsent;
  for (auto entry = entries_.rbegin(); entry != entries_.rend(); ++entry) {
    if (entry->name == name) return entry->field;
  }
  return kAbsent;
}

const Field& Body::field(std::string_view name) const {
  static const Field kAbsent;
  const Field& found = written(name);
  const bool empty = found.kind == Kind::null || (found.is_text() && found.text.empty()) ||
                     (found.kind == Kind::nested && found.text == kList && !holds_more(name));
  return empty ? kAbsent : found;
}

Field Body::exact(std::string_view name) const {
  Field found = field(name);
  if (found.kind == Kind::number) found.text += entries_[last_index(name)].fraction;
  return found;
}

bool Body::holds_more(std::string_view name) const {
  const std::size_t next = last_index(name) + 1;
  if (next >= entries_.size()) return false;
  const std::string_view after = entries_[next].name;
  return after.size() > name.size() && after.starts_with(name) && after[name.size()] == '.';
}

std::vector<std::string> Body::names_except(std::initializer_list<std::string_view> known) const {
  std::vector<std::string> others = names();
  std::erase_if(others, [&](const std::string& name) {
    return std::find(known.begin(), known.end(), name) != known.end();
  });
  return others;
}

std::size_t Body::last_index(std::string_view name) const {
  std::size_t index = entries_.size();
  while (index > 0 && entries_[index - 1].name != name) --index;
  return index == 0 ? 0 : index - 1;
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

std::string Body::canonical() const {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const Entry& entry = entries_[i];
    // A hash shows itself only when it holds nothing.
    if (entry.field.kind != Kind::nested || !holds_more(entry.name))
      lines.push_back(entry.name + "=" + entry.field.text);
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
