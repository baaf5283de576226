// The verbs of scenarios: one row each, with its arguments, an example and its handler. A script
// is checked against this table before anything runs.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/execution.h"
#include "scenario/script.h"

namespace lotusbox::scenario {

enum class ArgumentKind : unsigned char { word, option, flag };

struct VerbArgument {
  ArgumentKind kind = ArgumentKind::option;
  std::string_view name;
  bool required = false;
  std::string_view meaning;
  std::string_view choices = {};  ///< `a|b`, or empty for any text
};

struct Verb {
  std::string_view name;
  std::string_view meaning;
  std::span<const VerbArgument> arguments;
  std::span<const VerbArgument> terms;  ///< vendor fields, which several verbs share
  bool takes_body = false;
  std::string_view example;
  Output (*run)(Execution& session, const Block& block) = nullptr;
};

const std::vector<Verb>& verb_table();

/// nullptr when there is no such verb.
const Verb* find_verb(std::string_view name);

/// All commands that ask for an unknown verb or argument, or lack one.
std::vector<ParseError> check_verbs(const Script& script);

/// Reads a file and checks its verbs: what runs afterwards can only fail its expectations.
Result<Script, ParseError> load_script(std::string_view file, std::string_view text);

/// The whole table for people, or one verb of it; empty when there is no such verb.
std::string print_verbs(std::string_view which = {});

}  // namespace lotusbox::scenario
