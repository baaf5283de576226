// A short command of the user that tells something on stdout: run by the shell, waited for by a
// deadline, with our standard error. Not for what runs beside us: see child_process.h.
#pragma once

#include <chrono>
#include <string>

#include "base/result.h"
#include "cli/child_process.h"

namespace lotusbox::cli {

/// What it wrote on stdout; or why it cannot be used: it failed, or took too long and was ended.
Result<std::string, std::string> run_command(const std::string& command, const Variables& variables,
                                             std::chrono::milliseconds timeout);

}  // namespace lotusbox::cli
