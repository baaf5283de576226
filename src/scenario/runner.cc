#include "scenario/runner.h"

#include <algorithm>

#include "base/nearest.h"
#include "base/text.h"
#include "scenario/narrate.h"
#include "scenario/verbs.h"

namespace lotusbox::scenario {

namespace {

/// Nothing that a program answers may break the file when it is accepted: one line is one line,
/// and none is empty.
std::string on_one_line(std::string line) {
  for (char& c : line) {
    if (static_cast<unsigned char>(c) < ' ' || c == 127) c = ' ';
  }
  if (!is_utf8(line)) {
    for (char& c : line) {
      if (static_cast<unsigned char>(c) >= 128) c = '?';
    }
  }
  const bool empty = line.find_first_not_of(' ') == std::string::npos;
  return empty ? "(empty)" : line;
}

/// Names in braces that stand for nothing would reach the product as they are.
void check_braces(Execution& session, const Block& block) {
  std::string text;
  for (const Argument& argument : block.arguments) text += argument.value + " ";
  for (const std::string& line : block.body) text += line + " ";
  for (const std::string& name : session.names.unknown_in(text)) {
    session.faults.push_back("unknown alias {" + name + "}" +
                             did_you_mean(name, session.names.all()));
  }
}

}  // namespace

BlockResult run_block(Execution& session, const Block& block) {
  session.next_mandate.clear();
  session.reason.clear();
  session.faults.clear();
  check_braces(session, block);
  const Verb* verb = find_verb(block.verb);
  LOTUSBOX_CHECK(verb != nullptr, "a script is checked before it runs");
  const Output output = verb->run(session, block);
  BlockResult result;
  const auto add = [&](const Lines& lines, bool contract) {
    for (const std::string& line : lines) {
      result.actual.push_back(on_one_line(contract ? session.names.contract(line) : line));
    }
  };
  add(output.before, false);
  add(narrate(session), false);
  add(output.after, true);  // names that the events gave are known by now
  result.faults = std::move(session.faults);
  result.passed = result.actual == block.expected && result.faults.empty();
  return result;
}

std::vector<ParseError> RunResult::faults() const {
  std::vector<ParseError> all;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    for (const std::string& fault : blocks[i].faults) {
      const auto colon = fault.find(": ");
      all.push_back({script.file, script.blocks[i].line, fault.substr(0, colon),
                     colon == fault.npos ? "correct it" : fault.substr(colon + 2)});
    }
  }
  return all;
}

bool RunResult::passed() const {
  return !skipped() && unreadable.empty() &&
         std::all_of(blocks.begin(), blocks.end(),
                     [](const BlockResult& block) { return block.passed; });
}

RunResult run(const Script& script, Driver& driver) {
  Execution session(driver, script.id);
  RunResult result{.script = script, .blocks = {}};
  for (const Block& block : script.blocks) result.blocks.push_back(run_block(session, block));
  return result;
}

RunResult unreadable(const std::string& file, std::string why) {
  RunResult result;
  result.script.file = file;
  result.script.id = "UNREADABLE";
  result.script.title = "The file cannot be read.";
  result.unreadable = std::move(why);
  return result;
}

RunResult not_run(const Script& script, std::string why) {
  return {.script = script, .blocks = {}, .not_run = std::move(why)};
}

Script accept(const Script& script, const RunResult& result) {
  LOTUSBOX_CHECK(result.blocks.size() == script.blocks.size(), "a result of this script");
  Script accepted = script;
  for (std::size_t i = 0; i < accepted.blocks.size(); ++i) {
    accepted.blocks[i].expected = result.blocks[i].actual;
  }
  return accepted;
}

}  // namespace lotusbox::scenario
