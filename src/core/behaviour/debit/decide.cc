#include "core/behaviour/debit/decide.h"

#include "core/behaviour/debit/machine.h"
#include "core/behaviour/debit/rules.h"

namespace lotusbox {

Decided decide_create_debit(const World& world, const CreateDebit& command) {
  const ChargeReading reading = read_charge(world, command);
  if (auto refusal = first_refusal(charge_rules(), reading)) return failure(std::move(*refusal));
  Decision decision;
  DebitDraft draft{.mandate = *reading.id,
                   .amount = *reading.amount,
                   .charge = *reading.date,
                   .reference_creditor = command.reference_creditor.text,
                   .metadata = command.metadata_json};
  for (std::size_t i = 0; i < draft.references.size(); ++i) {
    draft.references[i] = command.references[i].text;
  }
  decision.draft = draft;
  const auto place = static_cast<std::uint32_t>(world.ledger.debits.size());
  decision.changes.push({Machine::debit,
                         &making_row(Machine::debit, std::uint8_t(DebitTrigger::create)),
                         place,
                         {ObjectKind::ach_debit, place}});
  return decision;
}

}  // namespace lotusbox
