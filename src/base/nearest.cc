#include "base/nearest.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace lotusbox {

namespace {

/// How many letters must be put in, taken out or changed, or neighbours swapped.
std::size_t distance(std::string_view left, std::string_view right) {
  std::vector<std::vector<std::size_t>> steps(left.size() + 1,
                                              std::vector<std::size_t>(right.size() + 1));
  for (std::size_t i = 0; i <= left.size(); ++i) steps[i][0] = i;
  std::iota(steps[0].begin(), steps[0].end(), std::size_t{0});
  for (std::size_t i = 1; i <= left.size(); ++i) {
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t changed = left[i - 1] == right[j - 1] ? 0 : 1;
      steps[i][j] =
          std::min({steps[i - 1][j] + 1, steps[i][j - 1] + 1, steps[i - 1][j - 1] + changed});
      const bool swapped =
          i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
      if (swapped) steps[i][j] = std::min(steps[i][j], steps[i - 2][j - 2] + 1);
    }
  }
  return steps.back().back();
}

std::vector<std::string> pieces_in_order(std::string_view word) {
  std::vector<std::string> pieces;
  std::string piece;
  for (const char c : std::string(word) + "_") {
    if (c != '_') {
      piece += c;
    } else if (!piece.empty()) {
      pieces.push_back(std::exchange(piece, {}));
    }
  }
  std::sort(pieces.begin(), pieces.end());
  return pieces;
}

/// The same pieces in another order.
bool is_turned_round(std::string_view word, std::string_view candidate) {
  return word.size() == candidate.size() && word.find('_') != std::string_view::npos &&
         pieces_in_order(word) == pieces_in_order(candidate);
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& words) {
  constexpr std::size_t kWordMax = 40;  // nothing of ours is nearly that long
  if (word.empty() || word.size() > kWordMax) return {};
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const std::string& candidate : words) {
    const bool begins = word.size() >= 3 && candidate.starts_with(word);
    const bool close = begins || is_turned_round(word, candidate);
    const std::size_t away = close ? 1 : distance(word, candidate);
    if (away < best_distance) {
      best = candidate;
      best_distance = away;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& words) {
  const std::string meant = nearest(word, words);
  return meant.empty() ? meant : ": did you mean " + meant;
}

}  // namespace lotusbox
