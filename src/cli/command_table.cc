#include "cli/command_table.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "base/text.h"

namespace lotusbox::cli {

namespace {

/// The parser writes `KIND:{a,b}` for words of a list, `KIND:<condition>` for other checks.
std::string value_of(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  const auto open = type.find(":{");
  if (open != std::string::npos && type.back() == '}') {
    std::string words = type.substr(open + 2, type.size() - open - 3);
    std::replace(words.begin(), words.end(), ',', '|');
    return words;
  }
  return type;
}

bool is_repeatable(const CLI::Option& option) {
  return option.get_expected_max() >= CLI::detail::expected_max_vector_size;
}

/// The default, the environment and the repetition, in brackets; empty when there is none.
std::string remarks_of(const OptionInfo& option) {
  std::string remarks;
  const auto add = [&remarks](const std::string& remark) {
    remarks += (remarks.empty() ? "" : "; ") + remark;
  };
  if (!option.otherwise.empty()) add("default " + option.otherwise);
  if (option.repeatable && !option.name.empty() && option.name[0] == '-') add("repeatable");
  if (!option.environment.empty()) add("or " + option.environment);
  return remarks.empty() ? "" : " (" + remarks + ")";
}

constexpr std::size_t kLeft = 34;    // where descriptions begin
constexpr std::size_t kRight = 100;  // where lines end

/// The name in its column, the text beside it, broken between words.
std::string in_two_columns(const std::string& name, std::string_view text) {
  std::string lines = "  " + name;
  std::size_t column = lines.size();
  if (column + 2 > kLeft) {
    lines += "\n";
    column = 0;
  }
  lines.append(kLeft - column, ' ');
  column = kLeft;
  for (const std::string_view word : split(text, ' ')) {
    if (column > kLeft && column + 1 + word.size() > kRight) {
      lines += "\n" + std::string(kLeft, ' ');
      column = kLeft;
    } else if (column > kLeft) {
      lines += ' ';
      ++column;
    }
    lines += word;
    column += word.size();
  }
  return lines + "\n";
}

class OwnHelp : public CLI::Formatter {
 public:
  OwnHelp() {
    column_width(kLeft);
    label("Positionals", "Arguments");
  }

  std::string make_description(const CLI::App* app) const override {
    return app->get_description() + "\n\n";
  }

  std::string make_usage(const CLI::App* app, std::string) const override {
    const bool whole = app->get_parent() == nullptr;
    return "Usage: lotusbox " +
           (whole ? "COMMAND [OPTIONS]" : app->get_name() + usage_of(describe(*app))) + "\n";
  }

  std::string make_option(const CLI::Option* option, bool) const override {
    const OptionInfo info = describe(*option);
    std::string name = info.short_name.empty() ? "" : info.short_name + ", ";
    name += info.name;
    if (option->get_positional()) {
      name += info.repeatable ? "..." : "";
    } else if (!info.value.empty()) {
      name += info.value_optional ? "[=" + info.value + "]" : " " + info.value;
    }
    return in_two_columns(name, info.help + remarks_of(info));
  }

  std::string make_footer(const CLI::App* app) const override {
    const std::string footer = app->get_footer();
    return footer.empty() ? "" : footer + "\n";
  }
};

}  // namespace

std::vector<std::string> OptionInfo::choices() const {
  std::vector<std::string> words;
  if (value.find('|') == std::string::npos) return words;
  for (const std::string_view word : split(value, '|')) words.emplace_back(word);
  return words;
}

OptionInfo describe(const CLI::Option& option) {
  OptionInfo info;
  if (!option.get_lnames().empty()) info.name = "--" + option.get_lnames().front();
  if (!option.get_snames().empty()) info.short_name = "-" + option.get_snames().front();
  if (option.get_positional()) info.name = option.get_name(true, false);
  info.value = value_of(option);  // empty for a flag, unless it was given a name for its value
  info.value_optional = option.get_items_expected_max() == 0 && !info.value.empty();
  info.otherwise = option.get_default_str();
  info.environment = option.get_envname();
  info.help = option.get_description();
  info.repeatable = is_repeatable(option);
  return info;
}

CommandInfo describe(const CLI::App& command) {
  CommandInfo info;
  info.name = command.get_name();
  info.group = command.get_group();
  info.summary = command.get_description();
  info.footer = command.get_footer();
  for (const CLI::Option* option : command.get_options()) {
    auto& list = option->get_positional() ? info.operands : info.options;
    list.push_back(describe(*option));
  }
  return info;
}

std::vector<CommandInfo> describe_subcommands(const CLI::App& app) {
  std::vector<CommandInfo> commands;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    commands.push_back(describe(*command));
  }
  return commands;
}

std::string usage_of(const CommandInfo& command) {
  std::string usage = command.options.empty() ? "" : " [OPTIONS]";
  if (command.name == "exec") usage += " --";  // which divides ours from the command
  for (const OptionInfo& operand : command.operands) {
    usage += " " + operand.name + (operand.repeatable ? "..." : "");
  }
  return usage;
}

void use_own_help(CLI::App& app) {
  const auto help = std::make_shared<OwnHelp>();
  app.formatter(help);
  for (CLI::App* command : app.get_subcommands([](CLI::App*) { return true; })) {
    command->formatter(help);
  }
}

}  // namespace lotusbox::cli
