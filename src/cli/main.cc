// The command line: one file a subcommand, each saying its options, its environment and its help.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>

#include "base/nearest.h"
#include "cli/command_table.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "sandbox/sandbox.h"

namespace lotusbox::cli {

namespace {

constexpr const char* kAbout =
    "lotusbox: an offline mandate-lifecycle simulator and mock LotusPay server.\n"
    "Any key that begins with sk_test_ is a world of its own, with its own clock.";

constexpr const char* kFooter =
    "To begin:\n"
    "  lotusbox serve                          serve on http://127.0.0.1:5688\n"
    "  lotusbox listen                         print each webhook as it comes\n"
    "  lotusbox authorise SC...                be the customer, without a browser\n"
    "  lotusbox clock advance P7D              a week later\n"
    "  lotusbox why                            why was the last call refused?\n"
    "  lotusbox exec -- npm test               a sandbox for one run of your tests\n"
    "\n"
    "lotusbox help COMMAND tells more of each; man lotusbox tells all.\n"
    "\n"
    "Exit codes:\n";

std::string footer() {
  Columns exit_codes;
  for (const ExitCode& row : kExitCodes) exit_codes.add({"", row.code, row.meaning}, {0, 8});
  return kFooter + exit_codes.text;
}

/// What stands behind the first `--` after `exec` is a command of somebody else: the parser, which
/// gives brackets and other signs a meaning, never sees it.
Invocation split_arguments(int argc, char** argv) {
  Invocation invocation;
  invocation.program = argc > 0 ? argv[0] : "lotusbox";
  const bool exec = argc > 1 && std::string_view(argv[1]) == "exec";
  int i = 1;
  for (; i < argc && !(exec && std::string_view(argv[i]) == "--"); ++i) {
    invocation.arguments.emplace_back(argv[i]);
  }
  for (++i; i < argc; ++i) invocation.command.emplace_back(argv[i]);
  return invocation;
}

std::vector<std::string> names_of(const std::vector<CommandInfo>& commands) {
  std::vector<std::string> names;
  for (const CommandInfo& command : commands) names.push_back(command.name);
  return names;
}

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const OptionInfo& option : describe(command).options) names.push_back(option.name);
  return names;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& words) {
  const std::string meant = nearest(word, words);
  return meant.empty() ? "" : "Did you mean " + meant + "? ";
}

/// Variables that may have said what the parser complains about, since nobody sees them.
std::string environment_of(const CLI::App& command, std::string_view complaint) {
  std::string set;
  for (const OptionInfo& option : describe(command).options) {
    const char* value =
        option.environment.empty() ? nullptr : std::getenv(option.environment.c_str());
    if (value == nullptr || complaint.find(option.name) == std::string_view::npos) continue;
    set += " (" + option.environment + " is set to \"" + value + "\")";
  }
  return set;
}

int complain_of(const CLI::App& app, const CLI::ParseError& problem) {
  const auto chosen =
      app.get_subcommands([](const CLI::App* command) { return command->parsed(); });
  const CLI::App& command = chosen.empty() ? app : *chosen.front();
  const std::string name = chosen.empty() ? "" : " " + command.get_name();
  std::string text = "lotusbox" + name + ": " + problem.what();
  text += environment_of(command, problem.what()) + "\n";
  for (const std::string& word : command.remaining()) {
    if (word.starts_with("-")) text += did_you_mean(word, option_names(command));
  }
  say(text + "lotusbox help" + name + " tells what it takes.");
  return kUsage;
}

/// A first word that is no subcommand, before the parser takes it for something else.
bool is_unknown(const std::vector<CommandInfo>& commands, const Invocation& invocation) {
  if (invocation.arguments.empty() || invocation.arguments[0].starts_with("-")) return false;
  const auto names = names_of(commands);
  return std::find(names.begin(), names.end(), invocation.arguments[0]) == names.end();
}

void add_commands(CLI::App& app, const Invocation& invocation, int& exit_code) {
  add_serve(app, exit_code);
  add_exec(app, invocation, exit_code);
  add_replay(app, invocation, exit_code);
  add_clock(app, exit_code);
  add_authorise(app, exit_code);
  add_trigger(app, exit_code);
  add_listen(app, exit_code);
  add_events(app, exit_code);
  add_why(app, exit_code);
  add_coverage(app, exit_code);
  add_journal(app, exit_code);
  add_health(app, exit_code);
  add_tables(app, exit_code);
  add_completions(app, exit_code);
  add_man(app, exit_code);
  add_help(app, exit_code);
}

int run(const Invocation& invocation) {
  CLI::App app{kAbout};
  app.name("lotusbox");
  app.set_version_flag("--version", std::string(version()), "Print the version");
  app.set_help_flag("-h,--help", "Print this help");
  app.require_subcommand(0, 1);
  app.footer(footer());
  int exit_code = kFine;
  add_commands(app, invocation, exit_code);
  use_own_help(app);
  if (invocation.arguments.empty()) {
    say(app.help());
    return kUsage;
  }
  const auto commands = describe_subcommands(app);
  if (is_unknown(commands, invocation)) {
    const std::string& word = invocation.arguments[0];
    say("lotusbox: there is no command \"" + word + "\"\n" +
        did_you_mean(word, names_of(commands)) + "lotusbox help lists all of them.");
    return kUsage;
  }
  try {
    // The parser takes them from the last one on.
    app.parse(std::vector<std::string>(invocation.arguments.rbegin(), invocation.arguments.rend()));
  } catch (const CLI::ParseError& problem) {
    if (problem.get_exit_code() != 0) return complain_of(app, problem);
    return app.exit(problem);  // --help, --version
  }
  return exit_code;
}

}  // namespace

}  // namespace lotusbox::cli

int main(int argc, char** argv) {
  return lotusbox::cli::run(lotusbox::cli::split_arguments(argc, argv));
}
