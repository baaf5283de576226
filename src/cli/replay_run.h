// Runs many scripts beside the thread that waits for signals, so that a run can be interrupted and
// still knows what became of every script.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cli/signals.h"
#include "scenario/runner.h"

namespace lotusbox::cli {

struct RunPlan {
  std::vector<scenario::Script> scripts;
  std::size_t jobs = 1;
  bool fail_fast = false;
  /// Called on any of the threads, for one script each.
  std::function<scenario::RunResult(const scenario::Script&)> run;
};

struct RunEnd {
  std::vector<scenario::RunResult> results;  ///< one for each script, in their order
  int signal = 0;                            ///< that broke the run off; 0 when none did
  bool threads_left = false;  ///< some script did not end: leave the process without cleaning up
};

/// `signals` holds SIGINT and SIGTERM back, and SIGUSR1, by which the threads report. Progress is
/// shown on stderr when that is a terminal and the run is a long one.
RunEnd run_all(RunPlan plan, const HeldSignals& signals);

}  // namespace lotusbox::cli
