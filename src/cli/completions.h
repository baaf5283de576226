// Completion scripts for shells, written from the table of subcommands and options. Pure texts:
// nothing is installed from here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.h"

namespace lotusbox::cli {

[[nodiscard]] std::string bash_completions(const std::vector<Command>& commands);
[[nodiscard]] std::string zsh_completions(const std::vector<Command>& commands);
[[nodiscard]] std::string fish_completions(const std::vector<Command>& commands);

}  // namespace lotusbox::cli
