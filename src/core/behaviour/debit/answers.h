// How the pretend banks answer a debit by themselves: by the account number, which a test can
// choose, else by policy. The table of account numbers is in answers.cc.
#pragma once

#include <span>
#include <string_view>

#include "core/behaviour/debit/rules.h"

namespace lotusbox {

struct PlannedAnswer {
  DebitAnswer answer = DebitAnswer::confirmed;
  std::optional<std::uint16_t> code;  ///< index in Reference::codes
};

/// What the bank will say now; `none` when it waits to be told.
[[nodiscard]] PlannedAnswer planned_answer(const World& world, DebitId debit);

/// Account numbers that choose an answer: those of twelve digits that begin with `prefix`.
struct AccountAnswer {
  std::string_view prefix;  ///< ten digits; the last two are the code, or 00
  DebitAnswer answer;
  std::string_view meaning;  ///< for people
};
std::span<const AccountAnswer> account_answers();

/// The index of a code that a debit with this answer may carry; nullopt when it may not.
[[nodiscard]] std::optional<std::uint16_t> code_for(const Reference& reference, DebitAnswer answer,
                                                    std::string_view code);
/// The code of an answer for which none was named.
[[nodiscard]] std::optional<std::uint16_t> usual_code(const Reference& reference,
                                                      DebitAnswer answer);

std::vector<const Rule*> debit_policy_rule_list();
Decided decide_debit_policy(const World& world, const SetDebitPolicy& command);

}  // namespace lotusbox
