// Rules of creating, cancelling and answering ACH debits. What makes a mandate chargeable on a day
// is asked alike for a call and for a date of a subscription.
#pragma once

#include <optional>
#include <span>

#include "core/behaviour/change.h"
#include "core/behaviour/debit/machine.h"
#include "core/behaviour/rule.h"

namespace lotusbox {

/// A wish to charge a mandate, read once.
struct ParsedCharge {
  const World& world;
  const CreateDebit* command = nullptr;  ///< none: a subscription asks
  std::optional<MandateId> id;
  const Mandate* mandate = nullptr;  ///< set when id is
  const Terms* terms = nullptr;
  std::optional<Paise> amount;
  std::optional<CivilDate> date;
};

/// A positive whole number of paise; nullopt for anything else.
[[nodiscard]] std::optional<Paise> read_positive(const Field& field);
/// The earliest day on which the mandate can be charged by a call made now.
[[nodiscard]] CivilDate earliest_charge(const World& world, const Mandate& mandate);

ParsedCharge read_charge(const World& world, const CreateDebit& command);
/// A charge of this amount on this day.
ParsedCharge charge_of(const World& world, MandateId mandate, Paise amount, CivilDate date);
/// All rules of POST /v1/ach_debits, in order of precedence.
std::span<const RuleRow<ParsedCharge>> charge_rules();
/// Those of them about the mandate and the day.
std::span<const RuleRow<ParsedCharge>> eligibility_rules();

struct ParsedCancelDebit {
  const World& world;
  std::optional<DebitId> debit;
};
std::span<const RuleRow<ParsedCancelDebit>> cancel_debit_rules();

struct ParsedAnswer {
  const World& world;
  const AnswerDebit& command;
  std::optional<DebitId> debit;
  std::optional<DebitAnswer> outcome;
  std::optional<std::uint16_t> code;  ///< of the command, when it fits the outcome
};
/// The trigger by which a bank says it.
DebitTrigger trigger_of(DebitAnswer answer);
ParsedAnswer read_answer(const World& world, const AnswerDebit& command);
std::span<const RuleRow<ParsedAnswer>> answer_rules();

}  // namespace lotusbox
