#include "core/behaviour/debit/answers.h"
#include "core/behaviour/debit/rules.h"
#include "core/behaviour/registry.h"

namespace lotusbox {

namespace {

using enum Evidence;
using enum RefusalCode;

Objection debit_known(const ParsedCancelDebit& r) { return when(!r.debit, "No such ach_debit"); }

Finding blocked_by_status(const World& world, DebitId debit, std::string message) {
  Finding found{.message = std::move(message)};
  found.blocking =
      "debit is " + std::string(to_text(world.ledger.debits[debit.index].state.status));
  return found;
}

Objection is_pending(const ParsedCancelDebit& r) {
  if (r.world.ledger.debits[r.debit->index].state.status == DebitStatus::pending) {
    return std::nullopt;
  }
  return blocked_by_status(r.world, *r.debit,
                           "Only a pending debit can be cancelled, before its cut-off");
}

constexpr RuleRow<ParsedCancelDebit> kCancelRules[] = {
    {{"ach_debit.unknown", resource_missing, "ach_debit", documented, "facts 1.3",
      "The ACH debit exists"},
     debit_known},
    // It is pending until the second of its cut-off and not longer: one rule says both.
    {{"ach_debit.cancel_pending", invalid_debit_usage, "", documented, "facts 4.5",
      "The debit is pending, as it is until the cut-off of its charge date"},
     is_pending},
};

Objection answered_debit_known(const ParsedAnswer& r) {
  return when(!r.debit, "No such ach_debit");
}

Objection outcome_known(const ParsedAnswer& r) {
  return when(!r.outcome || *r.outcome == DebitAnswer::none,
              "outcome must be confirmed, extended, rejected, returned or denied");
}

Objection code_fits(const ParsedAnswer& r) {
  return when(r.command.response_code.given() && !r.code,
              "response_code must be a code of the outcome, such as 04 of returned");
}

Objection state_allows(const ParsedAnswer& r) {
  const DebitTrigger on = trigger_of(*r.outcome);
  if (find_row(r.world, on, r.debit->index) != nullptr) return std::nullopt;
  Finding found = blocked_by_status(
      r.world, *r.debit, "A debit in this status cannot be " + std::string(to_text(*r.outcome)));
  const Debit& debit = r.world.ledger.debits[r.debit->index];
  const MandateStatus mandate = r.world.mandates[debit.mandate.index].state.status;
  // On the morning of its charge date it goes to the bank, which can have any outcome then.
  if (debit.state.status == DebitStatus::pending && mandate == MandateStatus::active) {
    found.passes_at = ist_midnight(debit.charge) + limits::kDebitCutOff;
  }
  return found;
}

/// A yes by hand is held to the terms as well.
Objection within_terms(const ParsedAnswer& r) {
  const bool yes = *r.outcome == DebitAnswer::confirmed || *r.outcome == DebitAnswer::extended;
  const Debit& debit = r.world.ledger.debits[r.debit->index];
  if (!yes || !debit.breach) return std::nullopt;
  Finding found{.message = "The debit is beyond the terms of its mandate: " +
                           std::string(to_text(*debit.breach))};
  const Mandate& mandate = r.world.mandates[debit.mandate.index];
  found.inputs = {{"amount", format_rupees(debit.amount)},
                  {"date_charge", format_date(debit.charge)},
                  {"mandate", format_rupees(mandate.state.amount)}};
  return found;
}

constexpr RuleRow<ParsedAnswer> kAnswerRules[] = {
    // A body that cannot be read names no debit: bank.body_malformed refuses it before.
    {{"bank_debit.unknown", resource_missing, "debit", assumed, "control plane",
      "The debit exists"},
     answered_debit_known},
    {{"bank_debit.outcome", parameter_invalid, "outcome", assumed, "control plane",
      "The outcome is one that a bank can have"},
     outcome_known},
    {{"bank_debit.response_code", parameter_invalid, "response_code", assumed,
      "control plane; reference data 1", "The response code belongs to the outcome"},
     code_fits},
    {{"bank_debit.status", invalid_debit_usage, "debit", assumed, "facts 13",
      "A debit in its status can have this outcome"},
     state_allows},
    {{"bank_debit.within_terms", invalid_debit_usage, "outcome", assumed, "D9",
      "A debit that broke a term of its mandate on its morning is not confirmed or extended"},
     within_terms},
};

}  // namespace

DebitTrigger trigger_of(DebitAnswer answer) {
  switch (answer) {
    case DebitAnswer::confirmed: return DebitTrigger::confirm;
    case DebitAnswer::extended: return DebitTrigger::extend;
    case DebitAnswer::rejected: return DebitTrigger::reject;
    case DebitAnswer::returned: return DebitTrigger::give_back;
    case DebitAnswer::denied: return DebitTrigger::deny;
    case DebitAnswer::none: return DebitTrigger::no_answer;
  }
  LOTUSBOX_UNREACHABLE("debit answer");
}

ParsedAnswer read_answer(const World& world, const AnswerDebit& command) {
  ParsedAnswer parsed{.world = world, .command = command};
  parsed.debit = find_debit(world, command.debit.text);
  parsed.outcome = parse_debit_answer(command.outcome.text);
  if (parsed.outcome) {
    parsed.code = code_for(*world.reference, *parsed.outcome, command.response_code.text);
  }
  return parsed;
}

std::span<const RuleRow<ParsedCancelDebit>> cancel_debit_rules() { return kCancelRules; }
std::span<const RuleRow<ParsedAnswer>> answer_rules() { return kAnswerRules; }

}  // namespace lotusbox
