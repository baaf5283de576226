// lotusbox completions: a script for the shell, on stdout.
#include "cli/completions.h"

#include "cli/commands.h"
#include "cli/terminal.h"

namespace lotusbox::cli {

namespace {

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += separator;
    text += word;
  }
  return text;
}

std::vector<std::string> names_of(const std::vector<Command>& commands) {
  std::vector<std::string> names;
  for (const Command& command : commands) names.push_back(command.name);
  return names;
}

/// One branch of a `case` for each option that takes a value, and what it completes to.
std::string bash_value_cases(const Command& command) {
  std::string cases;
  for (const Option& option : command.options) {
    if (option.value.empty()) continue;
    std::string line = "    " + command.name + "," + option.name;
    if (!option.short_name.empty()) line += "|" + command.name + "," + option.short_name;
    const auto choices = option.choices();
    if (option.if_bare) {
      line += ") [ \"$joined\" = '=' ] && return ;;";
    } else if (!choices.empty()) {
      line += ") _lotusbox_words \"" + joined(choices, " ") + "\"; return ;;";
    } else {
      line += option.takes_path() ? ") _lotusbox_files; return ;;" : ") return ;;";
    }
    cases += line + "\n";
  }
  return cases;
}

std::string bash_skipped(const std::vector<Command>& commands) {
  std::vector<std::string> with_value;
  for (const Command& command : commands) {
    for (const Option& option : command.options) {
      if (option.value.empty() || option.if_bare) continue;
      with_value.push_back(command.name + "," + option.name);
    }
  }
  return joined(with_value, "|");
}

/// What the operands of a command complete to, by their index.
std::string bash_operand_cases(const Command& command) {
  std::string cases;
  for (std::size_t i = 0; i < command.operands.size(); ++i) {
    const Option& operand = command.operands[i];
    const auto choices = operand.choices();
    if (choices.empty() && !operand.takes_path()) continue;
    cases += "    " + command.name + "," + (operand.repeatable() ? "*" : std::to_string(i)) + ") ";
    cases +=
        choices.empty() ? "_lotusbox_files" : "_lotusbox_words \"" + joined(choices, " ") + "\"";
    cases += " ;;\n";
  }
  return cases;
}

constexpr std::string_view kBashHead =
    R"(# bash completion for lotusbox; made by: lotusbox completions bash
_lotusbox_words() { COMPREPLY=($(compgen -W "$1" -- "$current")); }
_lotusbox_files() {
  compopt -o filenames 2>/dev/null
  local IFS=$'\n'
  COMPREPLY=($(compgen -f -- "$current"))
}
_lotusbox() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
  local command=${COMP_WORDS[1]} joined='' operand=0 i
  COMPREPLY=()
  [ "$current" = '=' ] && joined='=' current=''
  [ "$previous" = '=' ] && joined='=' previous=${COMP_WORDS[COMP_CWORD-2]}
)";

/// The word `--` of exec begins a command of somebody else.
constexpr std::string_view kBashExec = R"(  if [ "$command" = exec ]; then
    for ((i = 2; i < COMP_CWORD; i++)); do
      [ "${COMP_WORDS[i]}" = -- ] || continue
      if declare -F _command_offset >/dev/null; then
        _command_offset $((i + 1))
      elif [ $((i + 1)) -eq "$COMP_CWORD" ]; then
        COMPREPLY=($(compgen -c -- "$current"))
      else
        _lotusbox_files
      fi
      return
    done
  fi
)";

/// Square brackets and colons have a meaning in what zsh is told; quotes end the word.
std::string zsh_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
    out += c == '\'' ? ' ' : c;
  }
  return out;
}

std::string zsh_action(const Option& option) {
  const auto choices = option.choices();
  if (!choices.empty()) return "(" + joined(choices, " ") + ")";
  return option.takes_path() ? "_files" : "";
}

std::string zsh_option(const Option& option) {
  std::string spec = "    '" + std::string(option.repeatable() ? "*" : "") + option.name;
  if (option.if_bare) spec += "=-";
  spec += "[" + zsh_escaped(option.help) + "]";
  if (option.value.empty()) return spec + "'";
  spec += (option.if_bare ? "::" : ":") + zsh_escaped(option.value) + ":";
  return spec + zsh_action(option) + "'";
}

std::string zsh_operand(const Option& operand, std::size_t index) {
  const std::string where = operand.repeatable() ? "*" : std::to_string(index + 1);
  return "    '" + where + ":" + zsh_escaped(operand.name) + ":" + zsh_action(operand) + "'";
}

/// In double quotes: nothing of ours holds a quote, a dollar or a backslash.
std::string fish_quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

std::string fish_option(const Command& command, const Option& option) {
  std::string line = "complete -c lotusbox -n \"__lotusbox_command " + command.name + "\" -l " +
                     option.name.substr(2);
  if (!option.short_name.empty()) line += " -s " + option.short_name.substr(1);
  const auto choices = option.choices();
  if (!choices.empty()) {
    line += " -x -a " + fish_quoted(joined(choices, " "));
  } else if (option.takes_path()) {
    line += " -r -F";
  } else if (!option.value.empty() && !option.if_bare) {
    line += " -x";
  }
  return line + " -d " + fish_quoted(option.help) + "\n";
}

}  // namespace

std::string bash_completions(const std::vector<Command>& commands) {
  std::string script(kBashHead);
  script += "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    _lotusbox_words \"" +
            joined(names_of(commands), " ") + " --help --version\"\n    return\n  fi\n";
  script += kBashExec;
  script += "  case $command,$previous in\n";
  for (const Command& command : commands) script += bash_value_cases(command);
  script += "  esac\n  case $command,$current in\n";
  for (const Command& command : commands) {
    std::vector<std::string> names;
    for (const Option& option : command.options) names.push_back(option.name);
    script +=
        "    " + command.name + ",-*) _lotusbox_words \"" + joined(names, " ") + "\"; return ;;\n";
  }
  script +=
      "  esac\n  for ((i = 2; i < COMP_CWORD; i++)); do\n"
      "    case $command,${COMP_WORDS[i]} in\n      " +
      bash_skipped(commands) +
      ") ((i++)) ;;\n      *,-*) ;;\n      *) ((operand++)) ;;\n    esac\n  done\n"
      "  case $command,$operand in\n";
  for (const Command& command : commands) script += bash_operand_cases(command);
  return script + "  esac\n}\ncomplete -F _lotusbox lotusbox\n";
}

std::string zsh_completions(const std::vector<Command>& commands) {
  std::string script =
      "#compdef lotusbox\n# zsh completion for lotusbox; made by: lotusbox completions zsh\n"
      "_lotusbox() {\n  local -a commands\n  commands=(\n";
  for (const Command& command : commands) {
    script += "    '" + command.name + ":" + zsh_escaped(command.summary) + "'\n";
  }
  script +=
      "  )\n  if (( CURRENT == 2 )); then\n    _describe -t commands 'lotusbox command' commands\n"
      "    return\n  fi\n  local command=$words[2]\n  shift words\n  (( CURRENT-- ))\n"
      "  case $command in\n";
  for (const Command& command : commands) {
    script += "  " + command.name + ")\n    _arguments -S";
    for (const Option& option : command.options) script += " \\\n" + zsh_option(option);
    const bool other_command = command.name == "exec";
    for (std::size_t i = 0; i < command.operands.size() && !other_command; ++i) {
      script += " \\\n" + zsh_operand(command.operands[i], i);
    }
    if (other_command) script += " \\\n    '*:::command:_normal'";
    script += "\n    ;;\n";
  }
  return script +
         "  esac\n}\nif [ \"$funcstack[1]\" = _lotusbox ]; then\n  _lotusbox \"$@\"\nelse\n"
         "  compdef _lotusbox lotusbox\nfi\n";
}

std::string fish_completions(const std::vector<Command>& commands) {
  std::string script =
      "# fish completion for lotusbox; made by: lotusbox completions fish\n"
      "function __lotusbox_command\n  set -l words (commandline -opc)\n"
      "  test (count $words) -ge 2; and contains -- $words[2] $argv\nend\n"
      "function __lotusbox_first\n  test (count (commandline -opc)) -eq 1\nend\n"
      "complete -c lotusbox -f\n"
      "complete -c lotusbox -n __lotusbox_first -l version -d \"Print the version\"\n"
      "complete -c lotusbox -n __lotusbox_first -l help -s h -d \"Print the help\"\n";
  for (const Command& command : commands) {
    script += "complete -c lotusbox -n __lotusbox_first -a " + command.name + " -d " +
              fish_quoted(command.summary) + "\n";
    for (const Option& option : command.options) script += fish_option(command, option);
    for (const Option& operand : command.operands) {
      const auto choices = operand.choices();
      const std::string when = " -n \"__lotusbox_command " + command.name + "\"";
      if (!choices.empty()) {
        script += "complete -c lotusbox" + when + " -a " + fish_quoted(joined(choices, " ")) + "\n";
      } else if (operand.takes_path() || command.name == "exec") {
        script += "complete -c lotusbox" + when + " -F\n";
      }
    }
  }
  return script;
}

Command completions_command(const Program& program) {
  auto shell = std::make_shared<std::string>();
  Command command("completions", kAboutItself, "Print a completion script for a shell");
  command.add({.name = "SHELL",
               .value = "bash|zsh|fish",
               .help = "The shell that is to complete",
               .into = shell.get(),
               .required = true});
  command.footer =
      "Examples:\n"
      "  eval \"$(lotusbox completions bash)\"        for this shell, and into ~/.bashrc for all\n"
      "  lotusbox completions fish >~/.config/fish/completions/lotusbox.fish\n"
      "  lotusbox completions zsh >~/.zfunc/_lotusbox      with ~/.zfunc in fpath";
  command.run = [shell, &program] {
    const std::string script = *shell == "bash"  ? bash_completions(program.commands)
                               : *shell == "zsh" ? zsh_completions(program.commands)
                                                 : fish_completions(program.commands);
    return print(script) ? kFine : kRuntime;
  };
  return command;
}

}  // namespace lotusbox::cli
