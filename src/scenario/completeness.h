// Says what no scenario has exercised, from the coverage that the control plane publishes. Knows
// neither rows nor rules by name, so a new one without a scenario is found by itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lotusbox::scenario {

/// One sentence for each row never taken, and each rule never refused or never passed; a sentence
/// of its own when the text is not a coverage report. `coverage_json` is GET /_mock/coverage.
std::vector<std::string> missing(const std::string& coverage_json);

/// The sums of two reports, for scenarios that ran in worlds of their own.
std::string add_coverage(std::string_view one, std::string_view other);

}  // namespace lotusbox::scenario
