// Subcommands and options as plain data, read off the parser: whatever a subcommand declares is
// in the help, the completions and the man page, and nowhere written twice.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace lotusbox::cli {

struct OptionInfo {
  std::string name;        ///< `--port`; of an operand its name alone: `PATH`
  std::string short_name;  ///< `-h`, or empty
  std::string value;       ///< what follows it: `FILE`, `text|json`; empty for a flag
  std::string otherwise;   ///< what holds when it is not given; may be empty
  std::string environment;
  std::string help;
  bool value_optional = false;  ///< the value may be left out, and stands behind `=`
  bool repeatable = false;

  /// The words that its value can have; none when there are too many to name.
  [[nodiscard]] std::vector<std::string> choices() const;
  [[nodiscard]] bool takes_path() const { return value == "FILE" || value == "PATH"; }
};

struct CommandInfo {
  std::string name;
  std::string group;
  std::string summary;
  std::string footer;  ///< examples, and what else helps
  std::vector<OptionInfo> options;
  std::vector<OptionInfo> operands;
};

OptionInfo describe(const CLI::Option& option);
CommandInfo describe(const CLI::App& command);
/// The subcommands in the order in which they were added.
std::vector<CommandInfo> describe_subcommands(const CLI::App& app);
/// `[OPTIONS] WHAT`: what follows the name of the subcommand.
std::string usage_of(const CommandInfo& command);

/// The help of every subcommand from here on says values, defaults and environment in our words.
void use_own_help(CLI::App& app);

}  // namespace lotusbox::cli
