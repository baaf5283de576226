// What a coverage answer of the control plane says, for people and for thresholds: how many of the
// transitions were taken, and which never were.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lotusbox::cli {

struct Share {
  std::size_t exercised = 0;
  std::size_t all = 0;
  /// Rounded down, so that 100 means all of them.
  [[nodiscard]] std::size_t percent() const { return all == 0 ? 0 : exercised * 100 / all; }
};

struct CoverageSummary {
  Share rows;                            ///< transitions taken
  Share refusals;                        ///< rules that refused something
  std::vector<std::string> never_tried;  ///< ids of the transitions that were not taken
};

/// nullopt when the text is no coverage answer.
std::optional<CoverageSummary> read_coverage(std::string_view json);

/// Two lines of sums, and with `gaps` the transitions never tried, by machine.
std::string to_text(const CoverageSummary& report, bool gaps);

/// A whole number from 0 to 100, also with a `%`; nullopt for anything else.
std::optional<std::size_t> parse_percent(std::string_view text);

}  // namespace lotusbox::cli
