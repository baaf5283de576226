#include "scenario/state.h"

#include <algorithm>

#include "base/json_writer.h"
#include "base/text.h"

namespace lotusbox::scenario {

namespace {

constexpr std::string_view kNothing = "nothing";
constexpr std::size_t kShownMax = 200;

bool is_object(const JsonValue& value) { return value.json().starts_with("{"); }
bool is_array(const JsonValue& value) { return value.json().starts_with("["); }

std::string quoted(std::string_view key) {
  JsonWriter out;
  out.text(is_utf8(key) ? key : std::string_view("?"));
  return out.take();
}

std::vector<std::string> sorted_keys(const JsonValue& value) {
  std::vector<std::string> keys = value.keys();
  std::sort(keys.begin(), keys.end());
  return keys;
}

std::string canonical(const JsonValue& value) {
  const std::string plain = value.json();
  std::string out;
  if (plain.starts_with("{")) {
    for (const std::string& key : sorted_keys(value)) {
      out += (out.empty() ? "" : ",") + quoted(key) + ":" + canonical(value.member(key));
    }
    return "{" + out + "}";
  }
  if (!plain.starts_with("[")) return plain;
  for (const JsonValue& item : value.items()) out += (out.empty() ? "" : ",") + canonical(item);
  return "[" + out + "]";
}

std::string unescaped(std::string_view step) {
  std::string out;
  for (std::size_t i = 0; i < step.size(); ++i) {
    const bool escape = step[i] == '~' && i + 1 < step.size();
    out += !escape ? step[i] : step[++i] == '1' ? '/' : '~';
  }
  return out;
}

std::string escaped(std::string_view step) {
  std::string out;
  for (const char c : step) out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return out;
}

JsonValue step_into(const JsonValue& value, const std::string& step) {
  if (is_object(value)) return value.member(step);
  const auto index = all_digits(step) ? parse_integer(step) : std::nullopt;
  const auto items = value.items();
  if (!index || static_cast<std::size_t>(*index) >= items.size()) return {};
  return items[static_cast<std::size_t>(*index)];
}

std::string shown(const JsonValue& value) {
  if (!value.exists()) return std::string(kNothing);
  std::string text = value.json();
  if (text.size() <= kShownMax) return text;
  std::size_t end = kShownMax;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "…";
}

struct Search {
  std::vector<StateDifference> found;
  std::size_t most;

  void compare(const JsonValue& left, const JsonValue& right, const std::string& at) {
    if (found.size() >= most || canonical(left) == canonical(right)) return;
    const bool objects = is_object(left) && is_object(right);
    if (!objects && !(is_array(left) && is_array(right))) {
      found.push_back({at.empty() ? "the state" : at, shown(left), shown(right)});
      return;
    }
    if (objects) {
      std::vector<std::string> keys = sorted_keys(left);
      for (const std::string& key : sorted_keys(right)) {
        if (!left.member(key).exists()) keys.push_back(key);
      }
      for (const std::string& key : keys) {
        compare(left.member(key), right.member(key), at + "/" + escaped(key));
      }
      return;
    }
    const auto lefts = left.items();
    const auto rights = right.items();
    for (std::size_t i = 0; i < std::max(lefts.size(), rights.size()); ++i) {
      compare(i < lefts.size() ? lefts[i] : JsonValue(),
              i < rights.size() ? rights[i] : JsonValue(), at + "/" + std::to_string(i));
    }
  }
};

}  // namespace

std::string pointer_problem(std::string_view pointer) {
  if (pointer.empty() || pointer[0] == '/') return {};
  return "a JSON pointer begins with a slash, such as /mandates";
}

Result<std::string, std::string> read_state(std::string_view json, std::string_view pointer) {
  JsonValue value = JsonValue::parse(json);
  if (!value.exists()) {
    return failure("the probe answered no JSON: " +
                   std::string(trim(json.substr(0, std::min(json.size(), kShownMax)))));
  }
  if (!pointer.empty()) {
    for (const std::string_view step : split(pointer.substr(1), '/')) {
      value = step_into(value, unescaped(step));
      if (!value.exists()) {
        return failure("the state has nothing at " + std::string(pointer) + ": " +
                       shown(JsonValue::parse(json)));
      }
    }
  }
  return canonical(value);
}

std::vector<StateDifference> differences(const std::string& left, const std::string& right,
                                         std::size_t most) {
  Search search{{}, most};
  search.compare(JsonValue::parse(left), JsonValue::parse(right), {});
  return std::move(search.found);
}

std::string tell_differences(const std::string& left, const std::string& right,
                             std::string_view left_name, std::string_view right_name) {
  std::string out;
  for (const StateDifference& one : differences(left, right)) {
    out += one.pointer + " is " + one.left + " " + std::string(left_name) + ", " + one.right + " " +
           std::string(right_name) + "\n";
  }
  return out;
}

}  // namespace lotusbox::scenario
