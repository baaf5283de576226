#include "cli/citations.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.h"

namespace lotusbox::cli {

namespace {

constexpr std::string_view kEvidence = "../evidence.md";  ///< seen from docs/reference

struct Kind {
  std::string_view words;   ///< as a citation begins
  std::string_view anchor;  ///< as its anchor begins
};

constexpr std::array kKinds = {
    Kind{"facts ", "#facts-"},
    Kind{"seed ", "#seed-"},
    Kind{"seeds ", "#seed-"},
    Kind{"reference data ", "#reference-data-"},
    Kind{"contradiction ", "#contradiction-"},
};
constexpr std::array<std::string_view, 3> kBetween = {", ", " and ", " to "};

/// How much of the start of `text` is a number of a section: "4" or "4.5", 0 when none.
std::size_t number_length(std::string_view text) {
  const auto digits = [&](std::size_t from) {
    while (from < text.size() && is_digit(text[from])) ++from;
    return from;
  };
  const std::size_t whole = digits(0);
  if (whole == 0 || whole + 1 >= text.size() || text[whole] != '.') return whole;
  const std::size_t part = digits(whole + 1);
  return part > whole + 1 ? part : whole;
}

/// Moves the numbers at the start of `text` to `out`, each as a link.
void move_numbers(std::string& out, std::string_view& text, const Kind& kind) {
  std::string label(kind.words);
  while (const std::size_t length = number_length(text)) {
    const std::string number(text.substr(0, length));
    out.append("[").append(label).append(number).append("](").append(kEvidence);
    out.append(kind.anchor).append(number).append(")");
    text.remove_prefix(length);
    label.clear();
    const auto* between = std::find_if(kBetween.begin(), kBetween.end(), [&](auto words) {
      return text.starts_with(words) && number_length(text.substr(words.size())) > 0;
    });
    if (between == kBetween.end()) return;
    out.append(*between);
    text.remove_prefix(between->size());
  }
}

}  // namespace

std::string link_citations(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const bool begins_word = out.empty() || !is_alphanumeric(out.back());
    const auto* kind = std::find_if(kKinds.begin(), kKinds.end(), [&](const Kind& one) {
      return begins_word && text.starts_with(one.words) &&
             number_length(text.substr(one.words.size())) > 0;
    });
    if (kind == kKinds.end()) {
      out += text.front();
      text.remove_prefix(1);
    } else {
      text.remove_prefix(kind->words.size());
      move_numbers(out, text, *kind);
    }
  }
  return out;
}

void link_citations(TextTable& table) {
  table.note = link_citations(table.note);
  for (auto& row : table.rows) {
    for (std::string& cell : row) cell = link_citations(cell);
  }
}

}  // namespace lotusbox::cli
