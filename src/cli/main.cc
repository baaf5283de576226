// The command line: one file a subcommand, each declaring its options, its environment and its
// help.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>

#include "base/check.h"
#include "base/nearest.h"
#include "base/printable.h"
#include "cli/commands.h"
#include "cli/help.h"
#include "cli/terminal.h"
#include "sandbox/sandbox.h"

namespace lotusbox::cli {

namespace {

constexpr const char* kAbout =
    "lotusbox: an offline mandate-lifecycle simulator and mock LotusPay server.\n"
    "Any key that begins with sk_test_ is a world of its own, with its own clock.";

constexpr const char* kFooter =
    "To begin:\n"
    "  lotusbox serve --demo                   serve on http://127.0.0.1:5688\n"
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

/// What stands behind the first `--` after `exec` or `compare` is a command of somebody else: the
/// parser, which gives brackets and other signs a meaning, never sees it.
Invocation split_arguments(int argc, char** argv) {
  Invocation invocation;
  invocation.program = argc > 0 ? argv[0] : "lotusbox";
  const std::string_view first = argc > 1 ? argv[1] : "";
  const bool exec = first == "exec" || first == "compare";
  int i = 1;
  for (; i < argc && !(exec && std::string_view(argv[i]) == "--"); ++i) {
    invocation.arguments.emplace_back(argv[i]);
  }
  for (++i; i < argc; ++i) invocation.command.emplace_back(argv[i]);
  return invocation;
}

std::vector<std::string> names_of(const std::vector<Command>& commands) {
  std::vector<std::string> names;
  for (const Command& command : commands) names.push_back(command.name);
  return names;
}

std::vector<std::string> names_of(const std::vector<Option>& options) {
  std::vector<std::string> names;
  for (const Option& option : options) names.push_back(option.name);
  return names;
}

std::string question(std::string_view word, const std::vector<std::string>& words) {
  const std::string meant = nearest(word, words);
  return meant.empty() ? "" : "Did you mean " + meant + "? ";
}

/// Variables that may have set what the parser complains about: a caller does not see them.
std::string environment_of(const std::vector<Option>& options, std::string_view complaint) {
  std::string set;
  for (const Option& option : options) {
    const char* value =
        option.environment.empty() ? nullptr : std::getenv(option.environment.c_str());
    if (value == nullptr || complaint.find(option.name) == std::string_view::npos) continue;
    set += " (" + option.environment + " is set to \"" + value + "\")";
  }
  return set;
}

int complain_of(const Program& program, const Misuse& misuse) {
  const auto& options = misuse.command == nullptr ? program.options : misuse.command->options;
  const std::string name = misuse.command == nullptr ? "" : misuse.command->name;
  std::string hint;
  for (const std::string& word : misuse.unknown) {
    if (word.starts_with("-")) hint += question(word, names_of(options));
  }
  return misused(name, misuse.text + environment_of(options, misuse.text), hint);
}

/// The commands with this name, which is one or none; with all of them when it is empty. Only what
/// tells about all commands waits for all of them.
std::vector<Command> commands_named(const std::string& name, const Invocation& invocation) {
  const struct {
    std::string_view name;
    std::function<Command()> make;
  } rows[] = {{"serve", serve_command},
              {"exec", [&] { return exec_command(invocation); }},
              {"replay", [&] { return replay_command(invocation); }},
              {"examine", examine_command},
              {"explore", explore_command},
              {"edges", edges_command},
              {"compare", [&] { return compare_command(invocation); }},
              {"new", new_command},
              {"clock", clock_command},
              {"authorise", authorise_command},
              {"trigger", trigger_command},
              {"listen", listen_command},
              {"events", events_command},
              {"why", why_command},
              {"coverage", coverage_command},
              {"lint", lint_command},
              {"journal", journal_command},
              {"health", health_command},
              {"tables", tables_command},
              {"session", session_command},
              {"open", open_command}};
  std::vector<Command> commands;
  for (const auto& row : rows) {
    if (!name.empty() && name != row.name) continue;
    commands.push_back(row.make());
    LOTUSBOX_CHECK(commands.back().name == row.name, row.name);
  }
  for (Command& command : route_commands(name)) commands.push_back(std::move(command));
  return commands;
}

void fill(Program& program, const Invocation& invocation) {
  const std::string first = invocation.arguments.empty() ? "" : invocation.arguments.front();
  if (!first.empty()) program.commands = commands_named(first, invocation);
  if (program.commands.empty()) {
    program.commands = commands_named("", invocation);
    program.commands.push_back(completions_command(program));
    program.commands.push_back(man_command(program));
    program.commands.push_back(help_command(program));  // the last: it names all the others
  }
  for (Command& command : program.commands) {
    if (command.footer.empty()) command.footer = program.footer;
  }
}

int unknown_command(const Program& program, const std::string& word) {
  say("lotusbox: there is no command \"" + printable(word) + "\"\n" +
      question(word, names_of(program.commands)) + "lotusbox help lists all of them.");
  return kUsage;
}

/// Asked by scripts before anything else, so it waits for no table of commands.
bool asks_version(const std::vector<std::string>& arguments) {
  return !arguments.empty() &&
         (arguments[0] == "version" ||
          (arguments.size() == 1 && (arguments[0] == "--version" || arguments[0] == "-v")));
}

int run(const Invocation& invocation) {
  if (asks_version(invocation.arguments)) {
    print(std::string(version()) + "\n");
    return kFine;
  }
  Program program{kAbout, footer(), std::string(version()), {}, {}};
  program.options = {{.name = "--version", .help = "Print the version", .short_name = "-v"},
                     help_option()};
  fill(program, invocation);
  if (invocation.arguments.empty()) {
    say(help_of(program));
    return kUsage;
  }
  // Before the parser takes a first word that is no command for something else.
  const std::string& first = invocation.arguments[0];
  if (!first.starts_with("-") && program.find(first) == nullptr) {
    return unknown_command(program, first);
  }
  const auto line = parse(program, invocation.arguments);
  if (!line) return complain_of(program, line.error());
  const Command* command = line.value().command;
  switch (line.value().kind) {
    case ParsedLine::Kind::help:
      print(command == nullptr ? help_of(program) : help_of(*command));
      return kFine;
    case ParsedLine::Kind::version: print(program.version + "\n"); return kFine;
    case ParsedLine::Kind::run: break;
  }
  return command == nullptr ? kFine : command->run();
}

}  // namespace

int misused(const std::string& command, const std::string& problem, const std::string& hint) {
  const std::string name = command.empty() ? "" : " " + command;
  say("lotusbox" + name + ": " + printable(problem) + "\n" + hint + "lotusbox help" + name +
      " tells what it takes.");
  return kUsage;
}

}  // namespace lotusbox::cli

int main(int argc, char** argv) {
  lotusbox::cli::fill_standard_descriptors();
  return lotusbox::cli::run(lotusbox::cli::split_arguments(argc, argv));
}
