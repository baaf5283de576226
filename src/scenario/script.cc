#include "scenario/script.h"

#include <algorithm>

#include "base/text.h"

namespace lotusbox::scenario {

namespace {

bool same_name(const Argument& argument, std::string_view name) {
  return !argument.name.empty() && argument.name == name;
}

std::string quote(std::string_view value) {
  std::string out = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

}  // namespace

const Argument* Block::find(std::string_view name) const {
  const auto found = std::find_if(arguments.begin(), arguments.end(),
                                  [&](const Argument& a) { return same_name(a, name); });
  return found == arguments.end() ? nullptr : &*found;
}

std::string_view Block::value(std::string_view name) const {
  const Argument* argument = find(name);
  return argument == nullptr ? std::string_view() : std::string_view(argument->value);
}

std::string_view Block::word(std::size_t index) const {
  for (const Argument& argument : arguments) {
    if (!argument.name.empty()) continue;
    if (index == 0) return argument.value;
    --index;
  }
  return {};
}

bool Block::has_word(std::string_view text) const {
  return std::any_of(arguments.begin(), arguments.end(),
                     [&](const Argument& a) { return a.name.empty() && a.value == text; });
}

std::string to_text(const ParseError& error) {
  return error.file + ":" + std::to_string(error.line) + ": " + error.what + ": " + error.fix;
}

std::string print_command(const Block& block) {
  std::string out = block.verb;
  for (const Argument& argument : block.arguments) {
    out += ' ';
    if (!argument.name.empty()) out += argument.name + '=';
    out += argument.quoted ? quote(argument.value) : argument.value;
  }
  return out;
}

std::string print_script(const Script& script) {
  std::string out;
  const auto add_lines = [&](const std::vector<std::string>& lines) {
    for (const std::string& line : lines) out += line + '\n';
  };
  for (const Block& block : script.blocks) {
    if (!out.empty()) out += '\n';
    add_lines(block.comments);
    out += print_command(block) + '\n';
    add_lines(block.body);
    out += "----\n";
    add_lines(block.expected);
  }
  return out;
}

}  // namespace lotusbox::scenario
