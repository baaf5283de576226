// The options that say where a receiver is, and how the application behind it is asked for its
// state and made to forget: the same for all subcommands that examine one.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/arguments.h"
#include "cli/child_process.h"
#include "examiner/verdicts.h"
#include "sandbox/receiver_line.h"

namespace lotusbox::cli {

struct ReceiverFlags {
  std::string key;
  std::vector<std::string> probes, resets;  ///< addresses, one for each receiver
  std::string probe_command, reset_command, pointer;
  std::uint64_t timeout_ms = 15000;
  std::uint64_t seed = 1;
  int port = 0;
  std::string junit, tap, json, html;
};

void add_receiver_flags(Command& command, ReceiverFlags& flags);

/// What is wrong with the flags and these addresses of receivers; empty: nothing. Adds the scheme
/// where it was left out.
std::string flags_problem(ReceiverFlags& flags, std::vector<std::string>& urls);

/// The line to one of the receivers. `variables` are asked for whenever a command is run.
LineOptions line_of(const ReceiverFlags& flags, const std::vector<std::string>& urls,
                    std::size_t index, const std::function<Variables()>& variables,
                    const std::function<bool()>& stop);

/// Writes the reports that were asked for; the exit code.
int write_reports(std::string_view command, const ReceiverFlags& flags,
                  const examiner::Report& report);

}  // namespace lotusbox::cli
