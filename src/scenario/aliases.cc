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

/// The letters and digits at the beginning.
std::string_view run_of(std::string_view text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_alphanumeric);
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

std::string_view longest_run(std::string_view text) {
  std::string_view longest;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view run = run_of(text.substr(at));
    if (run.size() > longest.size()) longest = run;
    at += run.size();
  }
  return longest;
}
}  // namespace

void Aliases::set(std::string_view alias, std::string_view value) {
  if (alias.empty() || value.empty()) return;
  values_[std::string(alias)] = std::string(value);
  // What is short could be part of any word.
  if (!names_.emplace(value, alias).second || value.size() < kShortestId) return;
  by_run_[std::string(longest_run(value))].emplace_back(value);
}

void Aliases::clear() {
  values_.clear();
  names_.clear();
  by_run_.clear();
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

void Aliases::find_around(std::string_view text, std::size_t at, std::string_view run,
                          std::vector<Found>& found) const {
  const auto values = by_run_.find(run);
  if (values == by_run_.end()) return;
  for (const std::string& value : values->second) {
    const std::size_t before = value.find(run);
    if (before > at || text.compare(at - before, value.size(), value) != 0) continue;
    found.push_back({at - before, value.size(), names_.find(value)->second});
  }
}

std::string Aliases::contract(std::string text) const {
  std::vector<Found> found;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view run = run_of(std::string_view(text).substr(at));
    if (!run.empty()) find_around(text, at, run, found);
    at += run.size();
  }
  // A whole link before the id in it.
  std::stable_sort(found.begin(), found.end(), [](const Found& one, const Found& other) {
    return one.at != other.at ? one.at < other.at : one.size > other.size;
  });
  std::string out;
  std::size_t done = 0;
  for (const Found& one : found) {
    if (one.at < done) continue;
    out.append(text, done, one.at - done).append("{").append(one.name).append("}");
    done = one.at + one.size;
  }
  return out.append(text, done);
}

}  // namespace lotusbox::scenario
