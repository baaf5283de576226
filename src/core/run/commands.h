// The commands of lotusbox, one row each: what decides one, and which rule sets it asks. The rows
// stand in the order in which the tables print their rule sets.
#pragma once

#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "core/behaviour/change.h"
#include "core/behaviour/rule.h"

namespace lotusbox {

/// The rules of one subject, in order of precedence, and the commands that are asked them.
struct CommandRules {
  std::string_view subject;  ///< a word of the command line
  std::vector<const Rule*> rules;
  std::function<bool(const Command&)> asked;  ///< whether such a command is asked them
};

struct CommandRow {
  std::size_t command;  ///< index in Command
  Decided (*decide)(const World& world, const Command& command);
  std::vector<CommandRules> sets;  ///< a command is asked the first that is for it
};

std::span<const CommandRow> command_rows();
const CommandRow& row_of(const Command& command);

}  // namespace lotusbox
