#include "scenario/aliases.h"

namespace lotusbox::scenario {

namespace {
constexpr std::size_t kShortestId = 8;
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
