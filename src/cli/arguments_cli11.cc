// The parser. Only this source includes CLI11, which costs several seconds each time it is
// compiled.
#include <CLI/CLI.hpp>

#include "cli/arguments.h"

namespace lotusbox::cli {

namespace {

/// As the parser takes them: `-v,--details`.
std::string names_of(const Option& option) {
  return option.short_name.empty() ? option.name : option.short_name + "," + option.name;
}

CLI::Option* add(CLI::App& app, const Option& option, bool* variable) {
  return app.add_flag(names_of(option), *variable);
}

CLI::Option* add(CLI::App& app, const Option& option, std::string* variable) {
  if (!option.if_bare) return app.add_option(names_of(option), *variable);
  return app.add_flag(names_of(option) + "{" + *option.if_bare + "}", *variable);
}

CLI::Option* add(CLI::App& app, const Option& option, std::vector<std::string>* variable) {
  CLI::Option* added = app.add_option(names_of(option), *variable);
  if (!option.environment.empty()) added->delimiter(',');  // a variable holds a list
  return added;
}

template <typename Number>
CLI::Option* add(CLI::App& app, const Option& option, Number* variable) {
  CLI::Option* added = app.add_option(names_of(option), *variable);
  if (option.range) {
    added->check(CLI::Range(static_cast<Number>(option.range->first),
                            static_cast<Number>(option.range->second))
                     .description(""));
  }
  return added;
}

/// An option of ours, and the one of the parser that stands for it.
using Pair = std::pair<const Option*, const CLI::Option*>;

Pair declare(CLI::App& app, const Option& option) {
  CLI::Option* added =
      std::visit([&](auto* variable) { return add(app, option, variable); }, option.into);
  added->envname(option.environment)->required(option.required);
  if (option.only_choices()) {
    added->type_name("")->check(CLI::IsMember(option.choices()));
  } else if (!option.value.empty()) {
    added->type_name(option.value);
  }
  return {&option, added};
}

void declare(CLI::App& app, const Command& command, std::vector<Pair>& pairs,
             const Command*& runs) {
  CLI::App* added = app.add_subcommand(command.name);
  added->callback([&command, &runs] { runs = &command; });
  for (const Option& option : command.operands) pairs.push_back(declare(*added, option));
  for (const Option& option : command.options) {
    if (option.name != "--help") pairs.push_back(declare(*added, option));
  }
}

/// The commands that these arguments can mean. The parser takes a while for each, and a command
/// that comes first can be no other.
std::vector<const Command*> possible(const Program& program,
                                     const std::vector<std::string>& arguments) {
  if (const Command* first = program.find(arguments.front())) return {first};
  std::vector<const Command*> all;
  if (arguments.size() == 1) return all;  // an option of the program itself
  for (const Command& command : program.commands) all.push_back(&command);
  return all;
}

const Command* chosen(const CLI::App& app, const Program& program) {
  const auto parsed = app.get_subcommands([](const CLI::App* one) { return one->parsed(); });
  return parsed.empty() ? nullptr : program.find(parsed.front()->get_name());
}

/// `--help`, alone or behind a command. The parser would throw, and the first exception of a static
/// program costs more than all else that it does here.
std::optional<ParsedLine> help_wanted(const Program& program,
                                      const std::vector<std::string>& arguments) {
  if (arguments.back() != "--help" && arguments.back() != "-h") return std::nullopt;
  if (arguments.size() == 1) return ParsedLine{ParsedLine::Kind::help};
  const Command* command = arguments.size() == 2 ? program.find(arguments.front()) : nullptr;
  if (command == nullptr) return std::nullopt;
  return ParsedLine{ParsedLine::Kind::help, command};
}

}  // namespace

Result<ParsedLine, Misuse> parse(const Program& program,
                                 const std::vector<std::string>& arguments) {
  if (const auto help = help_wanted(program, arguments)) return *help;
  CLI::App app;
  app.name("lotusbox");
  app.set_version_flag("-v,--version", program.version);
  app.set_help_flag("-h,--help");
  app.require_subcommand(0, 1);
  std::vector<Pair> pairs;
  const Command* runs = nullptr;
  for (const Command* command : possible(program, arguments)) {
    declare(app, *command, pairs, runs);
  }
  try {
    // The parser takes them from the last one on.
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::CallForHelp&) {
    return ParsedLine{ParsedLine::Kind::help, chosen(app, program)};
  } catch (const CLI::CallForVersion&) {
    return ParsedLine{ParsedLine::Kind::version};
  } catch (const CLI::ParseError& problem) {
    const Command* command = chosen(app, program);
    const CLI::App& whose = command == nullptr ? app : *app.get_subcommand(command->name);
    return failure(Misuse{command, problem.what(), whose.remaining()});
  }
  for (const auto& [option, parsed] : pairs) {
    if (option->given != nullptr) *option->given = parsed->count() > 0;
  }
  return ParsedLine{ParsedLine::Kind::run, runs};
}

}  // namespace lotusbox::cli
