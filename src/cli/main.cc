// The command line: one file a subcommand, each saying its options, its environment and its help.
#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "sandbox/sandbox.h"

int main(int argc, char** argv) {
  CLI::App app{
      "lotusbox: an offline mandate-lifecycle simulator and mock LotusPay server.\n"
      "Start it, point your client at it with any key that begins with sk_test_, and move its\n"
      "clock: curl -X POST localhost:5688/_mock/clock/advance -d by=P7D"};
  app.set_version_flag("--version", std::string(lotusbox::version()));
  app.require_subcommand(1);
  app.footer(
      "Exit codes: 0 fine, 1 usage, 2 a file does not parse, 3 runtime, 4 an expectation\n"
      "failed, 5 below a threshold, 130 and 143 after a clean stop by a signal.");
  int exit_code = 0;
  lotusbox::cli::add_serve(app, exit_code);
  lotusbox::cli::add_replay(app, exit_code);
  lotusbox::cli::add_journal(app, exit_code);
  lotusbox::cli::add_tables(app, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    const bool asked = problem.get_exit_code() == 0;  // --help, --version
    app.exit(problem);
    return asked ? 0 : 1;
  }
  return exit_code;
}
