// Plays the examinations of a webhook receiver one after another, and gives a verdict for each.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "examiner/receiver/bench.h"
#include "examiner/verdicts.h"

namespace lotusbox::examiner {

/// Which examinations are made: those named, or all; without those skipped.
struct Choice {
  std::vector<std::string> only, skip;
};

/// Told before each examination: how many there are, how many are over, and its name.
using Progress = std::function<void(std::size_t done, std::size_t total, std::string_view id)>;

/// A report without facts and subject. Each examination begins with a reset, where there is one.
/// What needs a probe or a reset and has none is skipped with that reason, never passed.
Report examine(Bench& bench, const Choice& choice, const Progress& progress = nullptr);

}  // namespace lotusbox::examiner
