// What a comparison found, for the reports: as results of runs, as JSON, as a page.
#pragma once

#include <string>
#include <vector>

#include "examiner/comparison/exchange.h"
#include "scenario/runner.h"

namespace lotusbox::examiner {

/// One result a call; it passes when all that differs is known.
std::vector<scenario::RunResult> results_of(const std::vector<Compared>& calls,
                                            const std::vector<std::string>& known);
std::string comparison_json(const std::vector<Compared>& calls,
                            const std::vector<std::string>& known);
std::string comparison_page(const std::vector<Compared>& calls,
                            const std::vector<std::string>& known);

}  // namespace lotusbox::examiner
