// lotusbox man: the manual page in roff, written from the table of subcommands and options; and
// lotusbox help, which prints the same help as --help does.
#include <CLI/CLI.hpp>

#include "base/text.h"
#include "cli/command_table.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "sandbox/sandbox.h"

namespace lotusbox::cli {

namespace {

/// One line of roff: a hyphen stays a minus, and no first character is taken for a request.
std::string escaped(std::string_view text) {
  std::string out;
  if (!text.empty() && (text.front() == '.' || text.front() == '\'')) out += "\\&";
  for (const char c : text) {
    if (c == '\\') {
      out += "\\(rs";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
  }
  return out;
}

std::string bold(std::string_view text) { return "\\fB" + escaped(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + escaped(text) + "\\fR"; }

/// Lines that keep their breaks and blanks.
std::string verbatim(std::string_view text) {
  std::string out = ".PP\n.EX\n";
  for (const std::string_view line : split(text, '\n')) {
    out += (line.empty() ? std::string() : escaped(line)) + "\n";
  }
  return out + ".EE\n";
}

std::string entry(const OptionInfo& option) {
  std::string text = ".TP\n" + bold(option.name);
  if (!option.short_name.empty())
    text = ".TP\n" + bold(option.short_name) + ", " + bold(option.name);
  const bool operand = !option.name.starts_with("-");
  if (operand) text = ".TP\n" + italic(option.name) + (option.repeatable ? "..." : "");
  if (!operand && option.value_optional) text += "[=" + italic(option.value) + "]";
  if (!operand && !option.value.empty() && !option.value_optional) {
    text += " " + italic(option.value);
  }
  text += "\n" + escaped(option.help) + ".";
  if (option.repeatable && !operand) text += " May be given more than once.";
  if (!option.otherwise.empty()) text += " Default: " + escaped(option.otherwise) + ".";
  if (!option.environment.empty()) text += " Environment: " + bold(option.environment) + ".";
  return text + "\n";
}

std::string section(const CommandInfo& command) {
  std::string text = ".SS lotusbox " + escaped(command.name + usage_of(command)) + "\n" +
                     escaped(command.summary) + ".\n";
  for (const OptionInfo& operand : command.operands) text += entry(operand);
  for (const OptionInfo& option : command.options) {
    if (option.name != "--help") text += entry(option);
  }
  return command.footer.empty() ? text : text + verbatim(command.footer);
}

std::string environment(const std::vector<CommandInfo>& commands) {
  std::string text =
      ".SH ENVIRONMENT\nAn option goes before its variable, a variable before the "
      "default.\n";
  for (const CommandInfo& command : commands) {
    for (const OptionInfo& option : command.options) {
      const std::string head = ".TP\n" + bold(option.environment) + "\n";
      if (option.environment.empty() || text.find(head) != std::string::npos) continue;
      text += head + bold(option.name) + ": " + escaped(option.help) + ".\n";
    }
  }
  text += ".TP\n" + bold("PORT") + "\n" + bold("--port") + " of serve, after LOTUSBOX_PORT.\n";
  return text + ".TP\n" + bold("NO_COLOR") +
         "\nWhen it is set to anything, no output is coloured.\n";
}

std::string man_page(const std::string& about, const std::vector<CommandInfo>& commands) {
  std::string text = ".TH LOTUSBOX 1 \"\" \"lotusbox " + std::string(version()) +
                     "\" \"User Commands\"\n.SH NAME\nlotusbox \\- offline mandate simulator and "
                     "mock LotusPay server\n.SH SYNOPSIS\n";
  for (const CommandInfo& command : commands) {
    text += ".B lotusbox " + escaped(command.name) + "\n" +
            (usage_of(command).empty() ? "" : escaped(trim(usage_of(command))) + "\n") + ".br\n";
  }
  text += ".SH DESCRIPTION\n";
  for (const std::string_view line : split(trim(about), '\n')) text += escaped(line) + "\n";
  text += ".SH COMMANDS\n";
  for (const CommandInfo& command : commands) text += section(command);
  text += environment(commands) + ".SH EXIT STATUS\n";
  for (const ExitCode& row : kExitCodes) {
    text += ".TP\n" + bold(row.code) + "\n" + escaped(row.meaning) + ".\n";
  }
  return text;
}

}  // namespace

void add_man(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("man", "Print the manual page, in roff");
  command->group(kAboutItself);
  command->footer("Example:\n  lotusbox man | man -l -");
  command->callback([&app, &exit_code] {
    const std::string page = man_page(app.get_description(), describe_subcommands(app));
    exit_code = print(page) ? kFine : kRuntime;
  });
}

void add_help(CLI::App& app, int& exit_code) {
  auto which = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("help", "Print the help of lotusbox, or of one command");
  command->group(kAboutItself);
  CLI::Option* operand = command->add_option("COMMAND", *which, "One of the commands");
  std::string names;  // all that were added before; so this one is to be the last
  for (const CommandInfo& other : describe_subcommands(app)) {
    if (other.name != "help") names += (names.empty() ? "" : "|") + other.name;
  }
  operand->type_name(names);
  command->callback([which, &app, &exit_code] {
    if (which->empty()) {
      const auto help = app.get_formatter()->make_help(&app, "", CLI::AppFormatMode::Normal);
      exit_code = print(help) ? kFine : kRuntime;
      return;
    }
    const auto chosen = app.get_subcommands(
        [&which](const CLI::App* candidate) { return candidate->get_name() == *which; });
    if (chosen.empty()) {
      exit_code = complain("help", "there is no command \"" + *which + "\"", kUsage);
    } else {
      exit_code = print(chosen.front()->help()) ? kFine : kRuntime;
    }
  });
}

}  // namespace lotusbox::cli
