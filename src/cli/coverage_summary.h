// What a coverage answer of the control plane says, for people and for thresholds: how many of the
// transitions were taken, and which never were.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace lotusbox::cli {

struct Share {
  std::size_t exercised = 0;
  std::size_t all = 0;
  /// Rounded down, so that 100 means all of them.
  [[nodiscard]] std::size_t percent() const { return all == 0 ? 0 : exercised * 100 / all; }
};

/// The transitions of one machine.
struct MachineShare {
  std::string machine;
  Share rows;
};

struct CoverageSummary {
  Share rows;                            ///< transitions taken
  Share refusals;                        ///< rules of the vendors' APIs that refused something
  std::vector<MachineShare> machines;    ///< those that count
  std::vector<std::string> never_tried;  ///< ids of the transitions that were not taken
};

/// What counts: the transitions of these machines, all when none is named, without those ignored.
struct CoverageFilter {
  std::vector<std::string> machines;
  std::vector<std::string> ignored;  ///< ids of transitions, or beginnings such as `link.*`
};

/// Why the answer cannot be read, or which machine or id of the filter is not in it.
Result<CoverageSummary, std::string> read_coverage(std::string_view json,
                                                   const CoverageFilter& filter = {});

/// The ids in a file, one a line; what follows # is a comment.
Result<std::vector<std::string>, std::string> read_ignore_file(const std::string& path);

/// A filter out of what options say: names with commas between, and the name of a file.
Result<CoverageFilter, std::string> coverage_filter(std::string_view machines,
                                                    const std::string& ignore_file);

/// One line of sums; with `details` also each machine, and the transitions never tried.
std::string to_text(const CoverageSummary& report, bool details);

/// The least that is to be reached: `60`, or for single machines `mandate:90,link:50`.
struct Thresholds {
  std::optional<std::size_t> all;
  std::vector<std::pair<std::string, std::size_t>> machines;
};
std::optional<Thresholds> parse_thresholds(std::string_view text);
/// A sentence a threshold that is not reached, or whose machine does not count; empty: all are.
std::vector<std::string> below(const CoverageSummary& report, const Thresholds& thresholds);

}  // namespace lotusbox::cli
