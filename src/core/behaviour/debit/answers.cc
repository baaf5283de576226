#include "core/behaviour/debit/answers.h"

#include "base/text.h"
#include "core/behaviour/debit/terms.h"

namespace lotusbox {

namespace {

using enum Evidence;
using enum RefusalCode;

constexpr std::string_view kReturns = "debit_return";
constexpr std::string_view kRejects = "debit_reject";
constexpr std::string_view kUsualReturn = "04";  // the commonest (reference data 1.1)
constexpr std::string_view kUsualReject = "21";
constexpr std::string_view kExtension = "98";
constexpr std::string_view kClosed = "01";  // can be a reject too (reference data 1)
constexpr std::size_t kAccountLength = 12;
constexpr std::size_t kPrefixLength = 10;

// Invented accounts; those of the people in the fixtures begin with 99990000.
// clang-format off
constexpr AccountAnswer kAccounts[] = {
    {"9999400000", DebitAnswer::returned, "returned with the code of the last two digits"},
    {"9999500000", DebitAnswer::rejected, "rejected with the code of the last two digits"},
    {"9999600000", DebitAnswer::extended, "extended; then returned with the code of the last two digits, or confirmed when they are 00"},
    {"9999700000", DebitAnswer::denied, "cancelled: denied by the sponsor bank"},
    {"9999800000", DebitAnswer::none, "no answer: submitted until POST /_mock/bank says more"},
    {"9999900000", DebitAnswer::confirmed, "confirmed, whatever the policy is"},
};
// clang-format on

std::optional<std::uint16_t> find_code(const Reference& reference, std::string_view family,
                                       std::string_view code) {
  for (std::size_t i = 0; i < reference.codes.size(); ++i) {
    const ReasonCode& row = reference.codes[i];
    if (row.code == code && row.family == family) return static_cast<std::uint16_t>(i);
  }
  return std::nullopt;
}

std::optional<PlannedAnswer> answer_by_account(const World& world, const Debit& debit) {
  const Terms& terms = world.terms_of(world.mandates[debit.mandate.index]);
  const std::string_view account = world.text(terms.account_number);
  if (account.size() != kAccountLength) return std::nullopt;
  const std::string_view digits = account.substr(kPrefixLength);
  for (const AccountAnswer& row : kAccounts) {
    if (account.substr(0, kPrefixLength) != row.prefix) continue;
    const bool after_extension =
        row.answer == DebitAnswer::extended && debit.state.status == DebitStatus::extended;
    if (after_extension) {
      const auto code = code_for(*world.reference, DebitAnswer::returned, digits);
      return PlannedAnswer{code ? DebitAnswer::returned : DebitAnswer::confirmed, code};
    }
    auto code = code_for(*world.reference, row.answer, digits);
    if (row.answer == DebitAnswer::extended || !code)
      code = usual_code(*world.reference, row.answer);
    return PlannedAnswer{row.answer, code};
  }
  return std::nullopt;
}

// Policy.

struct ParsedPolicy {
  const World& world;
  const SetDebitPolicy& command;
  std::optional<DebitAnswer> outcome;

  [[nodiscard]] DebitAnswer answer() const { return outcome.value_or(world.ledger.policy.answer); }
};

Objection body_readable(const ParsedPolicy& r) {
  if (!r.command.body_problem.empty()) return Finding{.message = r.command.body_problem};
  if (r.command.unknown_keys.empty()) return std::nullopt;
  return Finding{.message = "There is no such policy of debits",
                 .param = r.command.unknown_keys.front()};
}
Objection outcome_known(const ParsedPolicy& r) {
  return when(r.command.outcome.given() && !r.outcome,
              "outcome must be confirmed, extended, rejected, returned, denied or none");
}
Objection code_fits(const ParsedPolicy& r) {
  const Field& code = r.command.response_code;
  return when(code.given() && !code_for(*r.world.reference, r.answer(), code.text),
              "response_code must be a code of the outcome, such as 04 of returned");
}
Objection settlements_boolean(const ParsedPolicy& r) {
  const Field& settlements = r.command.settlements;
  return when(settlements.given() && settlements.text != "true" && settlements.text != "false",
              "settlements must be true or false");
}

constexpr RuleRow<ParsedPolicy> kPolicyRules[] = {
    {{"debit_policy.body_malformed", parameter_invalid, "", assumed, "control plane",
      "The body is readable and holds known policies only"},
     body_readable},
    {{"debit_policy.outcome", parameter_invalid, "outcome", assumed, "control plane; D3",
      "The outcome is one that a bank can have, or none"},
     outcome_known},
    {{"debit_policy.response_code", parameter_invalid, "response_code", assumed,
      "control plane; reference data 1", "The response code belongs to the outcome"},
     code_fits},
    {{"debit_policy.settlements", parameter_invalid, "settlements", assumed, "facts 4.7",
      "The switch is true or false"},
     settlements_boolean},
};

}  // namespace

std::span<const AccountAnswer> account_answers() { return kAccounts; }

std::optional<std::uint16_t> code_for(const Reference& reference, DebitAnswer answer,
                                      std::string_view code) {
  switch (answer) {
    case DebitAnswer::returned: return find_code(reference, kReturns, code);
    case DebitAnswer::rejected:
      return find_code(reference, code == kClosed ? kReturns : kRejects, code);
    case DebitAnswer::extended:
      return code == kExtension ? find_code(reference, kReturns, code) : std::nullopt;
    case DebitAnswer::confirmed:
    case DebitAnswer::denied:
    case DebitAnswer::none: return std::nullopt;
  }
  LOTUSBOX_UNREACHABLE("debit answer");
}

std::optional<std::uint16_t> usual_code(const Reference& reference, DebitAnswer answer) {
  if (answer == DebitAnswer::extended) return code_for(reference, answer, kExtension);
  return code_for(reference, answer, answer == DebitAnswer::rejected ? kUsualReject : kUsualReturn);
}

PlannedAnswer planned_answer(const World& world, DebitId id) {
  const Debit& debit = world.ledger.debits[id.index];
  // NPCI looks before the bank of the debtor is asked, and the sponsor bank before NPCI.
  if (debit.breach) {
    const auto code = reject_code(*world.reference, *debit.breach);
    return {code ? DebitAnswer::rejected : DebitAnswer::denied, code};
  }
  if (const auto chosen = answer_by_account(world, debit)) return *chosen;
  const DebitPolicy& policy = world.ledger.policy;
  const bool extended = debit.state.status == DebitStatus::extended;
  // The second answer is a yes unless the policy is a no that a bank can still give (D4).
  if (extended && policy.answer != DebitAnswer::returned && policy.answer != DebitAnswer::none) {
    return {};
  }
  return {policy.answer, policy.code ? policy.code : usual_code(*world.reference, policy.answer)};
}

Decided decide_debit_policy(const World& world, const SetDebitPolicy& command) {
  const ParsedPolicy parsed{world, command, parse_debit_answer(command.outcome.text)};
  const std::span<const RuleRow<ParsedPolicy>> rules = kPolicyRules;
  if (auto refusal = first_refusal(rules, parsed)) return failure(std::move(*refusal));
  DebitPolicy policy = world.ledger.policy;
  if (command.outcome.given()) {
    policy.answer = parsed.answer();
    policy.code.reset();  // the code of another outcome does not fit this one
  }
  if (command.response_code.given()) {
    policy.code = code_for(*world.reference, policy.answer, command.response_code.text);
  }
  if (command.settlements.given()) policy.settlements = command.settlements.text == "true";
  Decision decision;
  decision.draft = DebitPolicyDraft{policy};
  return decision;
}

std::vector<const Rule*> debit_policy_rule_list() {
  return rules_of(std::span<const RuleRow<ParsedPolicy>>(kPolicyRules));
}

}  // namespace lotusbox
