// lotusbox man: the manual page in roff, written from the rows of subcommands and options.

#include "base/text.h"
#include "cli/commands.h"
#include "cli/help.h"
#include "cli/terminal.h"

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

std::string entry(const Option& option) {
  std::string text = ".TP\n" + bold(option.name);
  if (!option.short_name.empty())
    text = ".TP\n" + bold(option.short_name) + ", " + bold(option.name);
  const bool operand = !option.name.starts_with("-");
  if (operand) text = ".TP\n" + italic(option.name) + (option.repeatable() ? "..." : "");
  if (!operand && option.if_bare) text += "[=" + italic(option.value) + "]";
  if (!operand && !option.value.empty() && !option.if_bare) {
    text += " " + italic(option.value);
  }
  text += "\n" + escaped(option.help) + ".";
  if (option.repeatable() && !operand) text += " May be given more than once.";
  if (!option.otherwise.empty()) text += " Default: " + escaped(option.otherwise) + ".";
  if (!option.environment.empty()) text += " Environment: " + bold(option.environment) + ".";
  return text + "\n";
}

std::string section(const Command& command) {
  std::string text = ".SS lotusbox " + escaped(command.name + usage_of(command)) + "\n" +
                     escaped(command.summary) + ".\n";
  for (const Option& operand : command.operands) text += entry(operand);
  for (const Option& option : command.options) {
    if (option.name != "--help") text += entry(option);
  }
  const std::string footer = command.footer_text();
  return footer.empty() ? text : text + verbatim(footer);
}

std::string environment(const std::vector<Command>& commands) {
  std::string text =
      ".SH ENVIRONMENT\nA command-line option overrides its environment variable, "
      "which overrides the default.\n";
  for (const Command& command : commands) {
    for (const Option& option : command.options) {
      const std::string head = ".TP\n" + bold(option.environment) + "\n";
      if (option.environment.empty() || text.find(head) != std::string::npos) continue;
      text += head + bold(option.name) + ": " + escaped(option.help) + ".\n";
    }
  }
  text += ".TP\n" + bold("PORT") + "\n" + bold("--port") + " of serve, after LOTUSBOX_PORT.\n";
  return text + ".TP\n" + bold("NO_COLOR") +
         "\nWhen it is set to anything, no output is coloured.\n";
}

std::string man_page(const Program& program) {
  std::string text = ".TH LOTUSBOX 1 \"\" \"lotusbox " + program.version +
                     "\" \"User Commands\"\n.SH NAME\nlotusbox \\- offline mandate simulator and "
                     "mock LotusPay server\n.SH SYNOPSIS\n";
  for (const Command& command : program.commands) {
    text += ".B lotusbox " + escaped(command.name) + "\n" +
            (usage_of(command).empty() ? "" : escaped(trim(usage_of(command))) + "\n") + ".br\n";
  }
  text += ".SH DESCRIPTION\n";
  for (const std::string_view line : split(trim(program.about), '\n')) text += escaped(line) + "\n";
  text += ".SH COMMANDS\n";
  for (const Command& command : program.commands) text += section(command);
  text += environment(program.commands) + ".SH EXIT STATUS\n";
  for (const ExitCode& row : kExitCodes) {
    text += ".TP\n" + bold(row.code) + "\n" + escaped(row.meaning) + ".\n";
  }
  return text;
}

}  // namespace

Command man_command(const Program& program) {
  Command command("man", kAboutItself, "Print the manual page, in roff");
  command.footer = "Example:\n  lotusbox man | man -l -";
  command.run = [&program] { return print(man_page(program)) ? kFine : kRuntime; };
  return command;
}

}  // namespace lotusbox::cli
