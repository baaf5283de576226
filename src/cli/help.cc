// lotusbox help, and what --help prints.
#include "cli/help.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <memory>

#include "base/columns.h"
#include "base/nearest.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/terminal.h"

namespace lotusbox::cli {

namespace {

/// The default, the environment and the repetition, in brackets; empty when there is none.
std::string remarks_of(const Option& option) {
  std::string remarks;
  const auto add = [&remarks](const std::string& remark) {
    remarks += (remarks.empty() ? "" : "; ") + remark;
  };
  if (!option.otherwise.empty()) add("default " + option.otherwise);
  if (option.repeatable() && option.name.starts_with("-")) add("repeatable");
  if (!option.environment.empty()) add("or " + option.environment);
  return remarks.empty() ? "" : " (" + remarks + ")";
}

constexpr std::size_t kLeft = 34;    // where descriptions begin
constexpr std::size_t kRight = 100;  // where lines end at most
constexpr std::size_t kNarrow = 60;  // a narrower terminal breaks the lines itself

/// Where lines end: at the edge of the terminal, when that is nearer.
std::size_t right_edge() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kRight;
  return std::clamp<std::size_t>(size.ws_col, kNarrow, kRight);
}

/// The name in its column, the text beside it, broken between words.
std::string in_two_columns(const std::string& name, std::string_view text) {
  return filled("  " + name, text, kLeft, right_edge());
}

/// An operand as the usage shows it: the words that it can be, where they are few.
std::string shown(const Option& operand) {
  constexpr std::size_t kWordsShown = 40;
  if (!operand.usage.empty()) return operand.usage;
  const bool in_words = operand.only_choices() && operand.value.size() <= kWordsShown;
  return (in_words ? operand.value : operand.name) + (operand.repeatable() ? "..." : "");
}

std::string line_of(const Option& option) {
  if (!option.name.starts_with("-")) {
    return in_two_columns(shown(option), option.help + remarks_of(option));
  }
  std::string name = option.short_name.empty() ? "" : option.short_name + ", ";
  name += option.name;
  if (!option.value.empty()) {
    name += option.if_bare ? "[=" + option.value + "]" : " " + option.value;
  }
  return in_two_columns(name, option.help + remarks_of(option));
}

std::string lines_of(const std::string& heading, const std::vector<Option>& options) {
  if (options.empty()) return {};
  std::string text = "\n" + heading + ":\n";
  for (const Option& option : options) text += line_of(option);
  return text;
}

std::string in_full(const std::string& footer) {
  return "\n" + footer + (footer.empty() ? "" : "\n");
}

}  // namespace

std::string usage_of(const Command& command) {
  std::string usage = " [OPTIONS]";
  if (command.name == "exec") usage += " --";  // which divides ours from the command
  for (const Option& operand : command.operands) {
    const bool optional = !operand.required && operand.usage.empty();
    usage += optional ? " [" + shown(operand) + "]" : " " + shown(operand);
  }
  return usage;
}

std::string help_of(const Command& command) {
  return command.summary + "\n\nUsage: lotusbox " + command.name + usage_of(command) + "\n" +
         lines_of("Arguments", command.operands) + lines_of("Options", command.options) +
         in_full(command.footer_text());
}

std::string help_of(const Program& program) {
  std::string text = program.about + "\n\nUsage: lotusbox COMMAND [OPTIONS]\n" +
                     lines_of("Options", program.options);
  std::string group;
  for (const char* heading : kGroups) {
    text += "\n" + std::string(heading) + ":\n";
    for (const Command& command : program.commands) {
      if (command.group == heading) text += in_two_columns(command.name, command.summary);
    }
  }
  return text + in_full(program.footer);
}

Command help_command(const Program& program) {
  auto which = std::make_shared<std::string>();
  Command command("help", kAboutItself, "Print the help of lotusbox, or of one command");
  std::string names;  // all that were added before; so this one is to be the last
  for (const Command& other : program.commands) names += (names.empty() ? "" : "|") + other.name;
  command.add({.name = "COMMAND",
               .value = names,
               .help = "One of the commands",
               .into = which.get(),
               .suggests = true});
  command.run = [which, &program] {
    if (which->empty()) return print(help_of(program)) ? kFine : kRuntime;
    const Command* chosen = program.find(*which);
    if (chosen == nullptr) {
      std::vector<std::string> names_of_all;
      for (const Command& other : program.commands) names_of_all.push_back(other.name);
      return complain("help",
                      "there is no command \"" + *which + "\"" + did_you_mean(*which, names_of_all),
                      kUsage);
    }
    return print(help_of(*chosen)) ? kFine : kRuntime;
  };
  return command;
}

}  // namespace lotusbox::cli
