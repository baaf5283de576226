// lotusbox tables: the machines, rules, couplings, readings and routes, as the program has them.
#include <CLI/CLI.hpp>
#include <cstdio>

#include "cli/commands.h"

namespace lotusbox::cli {

void add_tables(CLI::App& app, int& exit_code) {
  CLI::App* command =
      app.add_subcommand("tables", "Print machines, rules, couplings, readings, routes");
  command->callback([&exit_code] { exit_code = kFine; });
}

}  // namespace lotusbox::cli
