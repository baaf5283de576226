// Rules as rows: what must hold before a command may change anything, in the order in which they
// are asked. The order decides which refusal wins, and is part of the table (reading R2).
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/model/refusal.h"

namespace lotusbox {

/// What a check finds: nothing when its rule holds.
using Objection = std::optional<Finding>;

/// The usual check: a condition that must not be, and the sentence for the caller.
inline Objection when(bool broken, const char* message) {
  return broken ? Objection(Finding{.message = message}) : std::nullopt;
}

/// A sentence for the caller, and the parameter it is about where the rule does not name it.
inline Finding finding(std::string message, std::string param = {}) {
  return {.message = std::move(message), .param = std::move(param)};
}

/// What a rule finds when something is not there that must be: one code on all routes, whatever
/// else the rule asks for.
inline Finding missing_field(std::string message, std::string param = {}) {
  return {.message = std::move(message),
          .param = std::move(param),
          .code = RefusalCode::parameter_missing};
}

template <class Context>
struct RuleRow {
  Rule rule;
  Objection (*check)(const Context&);
};

/// The first rule that does not hold; nothing when all do.
template <class Context>
std::optional<Refusal> first_refusal(std::span<const RuleRow<Context>> rows,
                                     const Context& context) {
  for (const RuleRow<Context>& row : rows) {
    if (auto finding = row.check(context)) return Refusal{&row.rule, std::move(*finding)};
  }
  return std::nullopt;
}

/// A rule set as the tables print it: whose rules they are, in order of precedence.
struct RuleSet {
  std::string_view subject;
  std::vector<const Rule*> rules;
};

template <class Context>
std::vector<const Rule*> rules_of(std::span<const RuleRow<Context>> rows) {
  std::vector<const Rule*> rules;
  for (const RuleRow<Context>& row : rows) rules.push_back(&row.rule);
  return rules;
}

}  // namespace lotusbox
