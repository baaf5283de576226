#include "scenario/aliases.h"

#include <algorithm>

#include "base/text.h"

namespace lotusbox::scenario {

namespace {
constexpr std::size_t kShortestId = 8;

/// `m7` or `m7.link`: small letters, then digits.
bool is_alias_like(std::string_view name) {
  name = name.substr(0, name.find('.'));
  const auto digits = name.find_first_of("0123456789");
  const auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
  return digits != name.npos && digits != 0 && all_digits(name.substr(digits)) &&
         std::all_of(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(digits), is_small);
}
}  // namespace

void Aliases::set(std::string_view alias, std::string_view value) {
  if (alias.empty() || value.empty()) return;
  values_[std::string(alias)] = std::string(value);
  names_.emplace(value, alias);
}

void Aliases::clear() {
  values_.clear();
  names_.clear();
}

bool Aliases::knows(std::string_view alias) const { return values_.find(alias) != values_.end(); }

std::string Aliases::value_of(std::string_view alias) const {
  const auto found = values_.find(alias);
  return found == values_.end() ? std::string() : found->second;
}

std::string Aliases::name_of(std::string_view value) const {
  const auto found = names_.find(value);
  return found == names_.end() ? std::string() : found->second;
}

std::vector<std::string> Aliases::all() const {
  std::vector<std::string> names;
  for (const auto& [name, value] : values_) names.push_back(name);
  return names;
}

std::vector<std::string> Aliases::unknown_in(std::string_view text) const {
  std::vector<std::string> unknown;
  for (auto open = text.find('{'); open != text.npos; open = text.find('{', open + 1)) {
    const std::string_view name = text.substr(open + 1, text.find('}', open) - open - 1);
    if (is_alias_like(name) && !knows(name)) unknown.emplace_back(name);
  }
  return unknown;
}

std::string Aliases::expand(std::string_view text) const {
  std::string out;
  while (!text.empty()) {
    const auto end = text.front() == '{' ? text.find('}') : std::string_view::npos;
    const auto found =
        end == std::string_view::npos ? values_.end() : values_.find(text.substr(1, end - 1));
    if (found == values_.end()) {
      out += text.front();
      text.remove_prefix(1);
      continue;
    }
    out += found->second;
    text.remove_prefix(end + 1);
  }
  return out;
}

std::string Aliases::contract(std::string text) const {
  for (const auto& [value, name] : names_) {
    if (value.size() < kShortestId) continue;  // it could be part of any word
    const std::string replacement = "{" + name + "}";
    for (auto at = text.find(value); at != std::string::npos;
         at = text.find(value, at + replacement.size())) {
      text.replace(at, value.size(), replacement);
    }
  }
  return text;
}

}  // namespace lotusbox::scenario
