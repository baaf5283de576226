// From the options of a sandbox to what its engine starts with, and to the beginning of a journal
// and back. Says in a sentence what is wrong, by the name an option has on the command line.
#pragma once

#include <string>

#include "engine/engine.h"
#include "sandbox/sandbox.h"

namespace lotusbox {

/// Fills in what was left out; the problem, or nothing.
std::string read_options(SandboxOptions& options, EngineOptions& engine);

/// Of options that have been read.
JournalOrigin origin_of(const SandboxOptions& options);

/// Makes the options those that a journal was begun with; says which of them contradicts it.
std::string go_on_from(const JournalOrigin& kept, SandboxOptions& options);

std::int64_t wall_milliseconds();

}  // namespace lotusbox
