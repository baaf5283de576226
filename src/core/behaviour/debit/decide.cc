#include "core/behaviour/debit/decide.h"

#include "core/behaviour/debit/machine.h"
#include "core/behaviour/debit/rules.h"

namespace lotusbox {

Decided decide_create_debit(const World& world, const CreateDebit& command) {
  const ParsedCharge parsed = read_charge(world, command);
  if (auto refusal = first_refusal(charge_rules(), parsed)) return failure(std::move(*refusal));
  Decision decision;
  DebitDraft draft{.mandate = *parsed.id,
                   .amount = *parsed.amount,
                   .charge = *parsed.date,
                   .reference_creditor = command.reference_creditor.text,
                   .metadata = command.metadata_json};
  for (std::size_t i = 0; i < draft.references.size(); ++i) {
    draft.references[i] = command.references[i].text;
  }
  decision.draft = draft;
  const auto index = static_cast<std::uint32_t>(world.ledger.debits.size());
  decision.changes.push({Machine::debit,
                         &making_row(Machine::debit, std::uint8_t(DebitTrigger::create)),
                         index,
                         {ObjectKind::ach_debit, index}});
  return decision;
}

}  // namespace lotusbox
