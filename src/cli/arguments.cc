#include "cli/arguments.h"

#include <algorithm>

#include "base/text.h"

namespace lotusbox::cli {

namespace {

std::string text_of(bool) { return {}; }
std::string text_of(const std::string& text) { return text; }
std::string text_of(const std::vector<std::string>&) { return {}; }
template <typename Number>
std::string text_of(Number number) {
  return std::to_string(number);
}

}  // namespace

bool Option::repeatable() const { return std::holds_alternative<std::vector<std::string>*>(into); }

std::vector<std::string> Option::choices() const {
  std::vector<std::string> words;
  if (value.find('|') == std::string::npos) return words;
  for (const std::string_view word : split(value, '|')) words.emplace_back(word);
  return words;
}

bool Option::only_choices() const {
  const auto words = choices();
  return !suggests && !words.empty() &&
         value.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == value.npos;
}

Command::Command(std::string its_name, std::string its_group, std::string its_summary)
    : name(std::move(its_name)), group(std::move(its_group)), summary(std::move(its_summary)) {
  options.push_back(help_option());
}

void Command::add(Option option) {
  if (option.shows_default) {
    option.otherwise = std::visit([](const auto* held) { return text_of(*held); }, option.into);
  }
  (option.name.starts_with("-") ? options : operands).push_back(std::move(option));
}

const Command* Program::find(const std::string& name) const {
  const auto found = std::find_if(commands.begin(), commands.end(),
                                  [&name](const Command& one) { return one.name == name; });
  return found == commands.end() ? nullptr : &*found;
}

Option help_option() {
  Option option{.name = "--help", .help = "Print this help"};
  option.short_name = "-h";
  return option;
}

}  // namespace lotusbox::cli
