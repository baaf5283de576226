#include "examiner/comparison/identities.h"

#include <algorithm>
#include <vector>

#include "base/text.h"

namespace lotusbox::examiner {

namespace {

constexpr std::size_t kShortest = 12;

bool is_inside(char c) { return is_alphanumeric(c) || c == '_' || c == '-'; }

/// A text in pieces: words, and what stands between them.
std::vector<std::string_view> pieces_of(std::string_view text) {
  std::vector<std::string_view> pieces;
  while (!text.empty()) {
    const bool word = is_inside(text.front());
    const auto* const end =
        std::find_if(text.begin(), text.end(), [&](char c) { return is_inside(c) != word; });
    const auto size = static_cast<std::size_t>(end - text.begin());
    pieces.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return pieces;
}

/// What follows the host of a URL; the text itself where it is none.
std::string_view behind_host(std::string_view text) {
  const auto scheme = text.find("://");
  if (scheme == std::string_view::npos) return text;
  const auto path = text.find('/', scheme + 3);
  return path == std::string_view::npos ? std::string_view() : text.substr(path);
}

/// Without the value of a secret: a record does not have it.
std::string without_secret(std::string_view text) {
  constexpr std::string_view kSecret = "client_secret=";
  const auto at = text.find(kSecret);
  if (at == std::string_view::npos) return std::string(text);
  const auto from = at + kSecret.size();
  const auto end = std::min(text.find('&', from), text.size());
  return std::string(text.substr(0, from)) + std::string(text.substr(end));
}

/// Secrets and short forms of links have small letters: what follows a mark of theirs is made, too.
bool is_opaque(std::string_view before, std::string_view piece) {
  return looks_generated(piece) || before.ends_with("_id") || before.ends_with("secret") ||
         before == "p";
}

}  // namespace

bool looks_generated(std::string_view text) {
  return text.size() >= kShortest && std::all_of(text.begin(), text.end(), is_inside) &&
         std::any_of(text.begin(), text.end(), is_digit) &&
         std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

Identities::Learnt Identities::learn(std::string_view upstream, std::string_view twin) {
  const auto known = to_twin_.find(upstream);
  if (known != to_twin_.end()) return known->second == twin ? Learnt::same : Learnt::another;
  if (from_twin_.find(twin) != from_twin_.end()) return Learnt::another;
  to_twin_.emplace(upstream, twin);
  from_twin_.emplace(twin, upstream);
  return Learnt::fresh;
}

std::optional<Identities::Learnt> Identities::learn_within(std::string_view upstream,
                                                           std::string_view twin) {
  const std::string there = without_secret(behind_host(upstream));
  const std::string here = without_secret(behind_host(twin));
  const auto left = pieces_of(there);
  const auto right = pieces_of(here);
  if (left.size() != right.size()) return std::nullopt;
  Learnt learnt = Learnt::same;
  std::string_view before;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (left[i] != right[i]) {
      if (!is_opaque(before, left[i]) || !is_opaque(before, right[i])) return std::nullopt;
      learnt = std::max(learnt, learn(left[i], right[i]));
    }
    if (is_inside(left[i].front())) before = left[i];
  }
  return learnt;
}

std::string Identities::for_twin(std::string_view text) const {
  std::string out;
  for (const std::string_view piece : pieces_of(text)) {
    const auto known = to_twin_.find(piece);
    out += known == to_twin_.end() ? piece : std::string_view(known->second);
  }
  return out;
}

}  // namespace lotusbox::examiner
