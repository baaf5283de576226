// Runs a script through a driver, block by block, and compares what each prints with what is
// expected. Nothing is reported here: reports.h turns results into text.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scenario/driver.h"
#include "scenario/execution.h"
#include "scenario/script.h"

namespace lotusbox::scenario {

struct BlockResult {
  std::vector<std::string> actual;
  bool passed = false;
  std::vector<std::string> faults = {};  ///< of the file: unknown aliases and fields
};

struct RunResult {
  Script script;
  std::vector<BlockResult> blocks;  ///< one for each block of the script
  std::int64_t took_ms = 0;         ///< for the caller to fill, who has a clock
  std::string not_run = {};         ///< why it did not run at all; empty when it did
  std::string unreadable = {};      ///< why the file cannot be read; empty when it can

  /// Faults of the file that showed while it ran; what it printed then means nothing.
  [[nodiscard]] std::vector<ParseError> faults() const;
  [[nodiscard]] bool skipped() const { return !not_run.empty(); }
  [[nodiscard]] bool passed() const;  ///< it ran, and every block printed what is expected
};

/// Runs one block in a session that goes on.
BlockResult run_block(Execution& session, const Block& block);

/// Runs all blocks, also after one that fails: the first difference is then seen with the others.
/// The verbs must have been checked (load_script).
RunResult run(const Script& script, Driver& driver);

/// The result of a file that cannot be read, one line a fault.
RunResult unreadable(const std::string& file, std::string why);

/// The result of a script that was not run, and why.
RunResult not_run(const Script& script, std::string why);

/// The script with its expectations as they came out.
Script accept(const Script& script, const RunResult& result);

}  // namespace lotusbox::scenario
