// The help of the program and of each command, written from the rows of their options.
#pragma once

#include <string>

#include "cli/arguments.h"

namespace lotusbox::cli {

/// ` [OPTIONS] WHAT`: what follows the name of the command.
std::string usage_of(const Command& command);

std::string help_of(const Command& command);
std::string help_of(const Program& program);

}  // namespace lotusbox::cli
