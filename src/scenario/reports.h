// Results as text for people, TAP, JUnit XML and JSON: pure functions, which neither run nor write
// anything.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenario/runner.h"

namespace lotusbox::scenario {

struct Counts {
  std::size_t passed = 0;
  std::size_t failed = 0;
};
Counts count(const std::vector<RunResult>& results);

/// Every failing block with its place, its difference, and the command that repeats it; then
/// `N passed, N failed`. `command` is what was called without paths: `lotusbox replay --url …`.
std::string text_report(const std::vector<RunResult>& results, std::string_view command);
/// The difference of one block; lines that are only expected begin with `-`, only printed ones
/// with `+`.
std::string block_difference(const std::vector<std::string>& expected,
                             const std::vector<std::string>& actual);

std::string tap_report(const std::vector<RunResult>& results);
std::string junit_report(const std::vector<RunResult>& results);
std::string json_report(const std::vector<RunResult>& results);

}  // namespace lotusbox::scenario
