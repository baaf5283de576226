// The command line as plain data. A subcommand declares its options once, as rows; the parser, the
// help, the completions and the manual page all read these rows.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"

namespace lotusbox::cli {

/// Where the parser writes a value. A bool makes a flag, a list an option that may be repeated.
using Variable = std::variant<bool*, int*, std::int64_t*, std::uint64_t*, std::string*,
                              std::vector<std::string>*>;

struct Option {
  std::string name;   ///< `--port`; an operand has a bare name: `PATH`
  std::string value;  ///< what follows it: `FILE`, `text|json`; empty for a flag
  std::string help;
  std::string environment;
  std::string usage;                   ///< of an operand, where its name would say too little
  Variable into;                       ///< lives as long as the command
  std::optional<std::string> if_bare;  ///< its value without `=VALUE`, where that may be left out
  std::optional<std::pair<std::uint64_t, std::uint64_t>> range;
  bool* given = nullptr;       ///< becomes true when the caller or the environment sets it
  bool shows_default = false;  ///< the help tells what the variable holds before the parser runs
  bool required = false;
  bool suggests = false;  ///< choices() are for completion: the command judges the word itself

  // Filled in by Command.
  std::string short_name;  ///< `-h`, or empty
  std::string otherwise;   ///< what holds when it is not given; may be empty

  [[nodiscard]] bool repeatable() const;
  /// The words that its value can have; none when there are too many to name.
  [[nodiscard]] std::vector<std::string> choices() const;
  /// True when any other word is refused; false also when a word stands for many: `fast:N`.
  [[nodiscard]] bool only_choices() const;
  [[nodiscard]] bool takes_path() const { return value == "FILE" || value == "PATH"; }
};

struct Command {
  std::string name;
  std::string group;
  std::string summary;
  std::string footer;                         ///< examples, and what else helps
  std::function<std::string()> write_footer;  ///< in its place, where it takes a while
  std::vector<Option> options;                ///< `--help` is the first of each command
  std::vector<Option> operands;
  std::function<int()> run;  ///< returns the exit code

  Command(std::string name, std::string group, std::string summary);
  void add(Option option);
  [[nodiscard]] std::string footer_text() const { return write_footer ? write_footer() : footer; }
};

struct Program {
  std::string about;
  std::string footer;
  std::string version;
  std::vector<Option> options;
  std::vector<Command> commands;

  /// nullptr when there is none of that name.
  [[nodiscard]] const Command* find(const std::string& name) const;
};

/// `-h, --help`, the same for the program and for each command.
Option help_option();

/// What the caller asked for. Without a command it is about the whole program.
struct ParsedLine {
  enum class Kind { run, help, version };
  Kind kind = Kind::run;
  const Command* command = nullptr;
};

/// What the parser refuses.
struct Misuse {
  const Command* command = nullptr;
  std::string text;
  std::vector<std::string> unknown;  ///< words that nothing takes
};

/// Fills the variables of the options that are given.
Result<ParsedLine, Misuse> parse(const Program& program, const std::vector<std::string>& arguments);

}  // namespace lotusbox::cli
