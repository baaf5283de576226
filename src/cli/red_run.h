// What the sandbox saw of a command that failed: for the log of a CI, short enough to be read.
#pragma once

#include <string>

#include "sandbox/sandbox.h"

namespace lotusbox::cli {

/// For each world: its clock, webhooks that did not arrive and why, and the last refused calls
/// with their rules. Empty when the command did nothing in any world.
[[nodiscard]] std::string red_run_text(Sandbox& sandbox);

/// Makes a folder and those above it. Says why it cannot; empty: it is there.
[[nodiscard]] std::string make_folder(const std::string& folder);

/// Writes what a CI keeps of a run into a folder that is there: of each world the session as a
/// scenario and the calls, and the coverage of all. Says what cannot be written; empty: nothing.
[[nodiscard]] std::string write_artifacts(Sandbox& sandbox, const std::string& folder);

}  // namespace lotusbox::cli
