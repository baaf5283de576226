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
  std::size_t skipped = 0;  ///< not run
};
Counts count(const std::vector<RunResult>& results);

/// The word as a shell takes it: in single quotes when it holds anything but plain characters.
std::string shell_word(std::string_view word);

/// Every failing block with its place, its difference, and the command that repeats it; then
/// `N passed, N failed`, and `, N not run` when there are any. `command` is what was called without
/// paths: `lotusbox replay --url …`; file names are quoted as a shell needs it.
std::string text_report(const std::vector<RunResult>& results, std::string_view command);
/// The difference of one block, a line each: `-` marks what is only expected, `+` what was only
/// printed, and `^` under such a pair the first character that differs. With `first_line`, the
/// place of the first expected line, expected lines carry their number in the file.
std::string block_difference(const std::vector<std::string>& expected,
                             const std::vector<std::string>& actual, int first_line);

std::string tap_report(const std::vector<RunResult>& results);
std::string junit_report(const std::vector<RunResult>& results);
std::string json_report(const std::vector<RunResult>& results);

}  // namespace lotusbox::scenario
