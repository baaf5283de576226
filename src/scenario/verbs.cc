#include "scenario/verbs.h"

#include <algorithm>

#include "base/columns.h"
#include "base/nearest.h"
#include "base/text.h"
#include "scenario/verb_groups.h"

namespace lotusbox::scenario {

namespace {

using enum ArgumentKind;
using Fault = std::optional<ParseError>;

ParseError fault(const Script& script, const Block& block, std::string what, std::string fix) {
  return {script.file, block.line, std::move(what), std::move(fix)};
}

std::vector<const VerbArgument*> of_kind(const Verb& verb, ArgumentKind kind) {
  std::vector<const VerbArgument*> found;
  for (const auto rows : {verb.arguments, verb.terms}) {
    for (const VerbArgument& row : rows) {
      if (row.kind == kind) found.push_back(&row);
    }
  }
  return found;
}

bool is_choice(const VerbArgument& row, std::string_view value) {
  if (row.choices.empty()) return true;
  const auto choices = split(row.choices, '|');
  return std::find(choices.begin(), choices.end(), value) != choices.end();
}

std::string shape(const VerbArgument& row) {
  const std::string name(row.name);
  switch (row.kind) {
    case word: return row.choices.empty() ? "<" + name + ">" : std::string(row.choices);
    case option: return name + "=" + std::string(row.choices.empty() ? "…" : row.choices);
    case flag: return name;
  }
  LOTUSBOX_UNREACHABLE("argument kind");
}

Fault check_option(const Script& script, const Block& block, const Verb& verb,
                   const Argument& given) {
  const auto rows = of_kind(verb, option);
  const auto row = std::find_if(rows.begin(), rows.end(),
                                [&](const VerbArgument* r) { return r->name == given.name; });
  if (row == rows.end()) {
    std::string known;
    for (const VerbArgument* r : rows) known += " " + std::string(r->name);
    std::vector<std::string> names;
    for (const VerbArgument* r : rows) names.emplace_back(r->name);
    return fault(script, block, "unknown argument " + given.name + did_you_mean(given.name, names),
                 known.empty() ? block.verb + " takes none" : block.verb + " takes" + known);
  }
  if (is_choice(**row, given.value)) return std::nullopt;
  return fault(script, block, "unknown value of " + given.name, "write " + shape(**row));
}

Fault check_words(const Script& script, const Block& block, const Verb& verb) {
  auto words = of_kind(verb, word);
  const auto flags = of_kind(verb, flag);
  std::size_t index = 0;
  for (const Argument& given : block.arguments) {
    if (!given.name.empty()) continue;
    const bool is_flag = std::any_of(flags.begin(), flags.end(), [&](const VerbArgument* row) {
      return row->name == given.value;
    });
    if (is_flag && (index >= words.size() || !words[index]->required)) continue;
    if (index >= words.size()) {
      return fault(script, block, "unknown word " + given.value,
                   "remove it, or see lotusbox replay --verbs");
    }
    const VerbArgument& row = *words[index++];
    if (!is_choice(row, given.value)) {
      return fault(script, block, "unknown word " + given.value, "write " + shape(row));
    }
  }
  if (index < words.size() && words[index]->required) {
    return fault(script, block, "no " + std::string(words[index]->name),
                 "write it as in: " + std::string(verb.example));
  }
  return std::nullopt;
}

Fault check_block(const Script& script, const Block& block) {
  const Verb* verb = find_verb(block.verb);
  if (verb == nullptr) {
    std::string known;
    std::vector<std::string> names;
    for (const Verb& row : verb_table()) {
      known += " " + std::string(row.name);
      names.emplace_back(row.name);
    }
    return fault(script, block, "unknown verb " + block.verb + did_you_mean(block.verb, names),
                 "use one of" + known);
  }
  for (const Argument& given : block.arguments) {
    if (given.name.empty()) continue;
    if (auto found = check_option(script, block, *verb, given)) return found;
  }
  if (auto found = check_words(script, block, *verb)) return found;
  for (const VerbArgument* row : of_kind(*verb, option)) {
    if (row->required && block.find(row->name) == nullptr) {
      return fault(script, block, "no " + std::string(row->name) + "=",
                   "write it as in: " + std::string(verb->example));
    }
  }
  if (block.body.empty() || verb->takes_body) return std::nullopt;
  return fault(script, block, block.verb + " takes no body",
               "remove the lines between the command and ----");
}

}  // namespace

const std::vector<Verb>& verb_table() {
  static const std::vector<Verb> kTable = [] {
    std::vector<Verb> all;
    for (const auto group :
         {world_verbs(), making_verbs(), request_verbs(), bank_verbs(), customer_verbs(),
          show_verbs(), webhook_verbs(), wait_verbs(), disturbing_verbs(), raw_verbs(),
          asking_verbs(), money_verbs(), juspay_verbs()}) {
      all.insert(all.end(), group.begin(), group.end());
    }
    return all;
  }();
  return kTable;
}

const Verb* find_verb(std::string_view name) {
  const auto& table = verb_table();
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const Verb& verb) { return verb.name == name; });
  return found == table.end() ? nullptr : &*found;
}

std::vector<ParseError> check_verbs(const Script& script) {
  std::vector<ParseError> found;
  if (script.blocks.front().verb != "world") {
    found.push_back(
        fault(script, script.blocks.front(), "no world",
              "let the first block declare it: world at=<instant> profile=documented seed=7"));
  }
  for (const Block& block : script.blocks) {
    if (auto wrong = check_block(script, block)) found.push_back(std::move(*wrong));
  }
  return found;
}

Result<Script, ParseError> load_script(std::string_view file, std::string_view text) {
  Result<Script, ParseError> script = parse_script(file, text);
  if (!script) return script;
  auto found = check_verbs(*script);
  if (!found.empty()) return failure(std::move(found.front()));
  return script;
}

std::string print_verbs(std::string_view which) {
  constexpr std::size_t kLeft = 36;
  constexpr std::size_t kRight = 100;
  std::string out;
  for (const Verb& verb : verb_table()) {
    if (!which.empty() && verb.name != which) continue;
    out += std::string(verb.name) + "  " + std::string(verb.meaning) + "\n";
    for (const VerbArgument& row : verb.arguments) {
      out += filled("    " + shape(row) + (row.required ? " (required)" : ""), row.meaning, kLeft,
                    kRight);
    }
    std::string terms;
    for (const VerbArgument& row : verb.terms) {
      terms += (terms.empty() ? "" : " ") + std::string(row.name);
    }
    if (!terms.empty()) out += filled("    vendor fields", terms, kLeft, kRight);
    if (verb.takes_body) out += "    lines up to ---- are the body\n";
    out += "    example: " + std::string(verb.example) + "\n\n";
  }
  return out;
}

}  // namespace lotusbox::scenario
