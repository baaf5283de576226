#include "core/behaviour/source/decide.h"

#include "core/behaviour/source/machine.h"
#include "core/behaviour/source/rules.h"

namespace lotusbox {

Decided decide_create_source(const World& world, const CreateSource& command) {
  const DebitReading debit = read_debit(world, command.debit, false);
  const SourceReading frame = read_source(world, command, debit.bank);
  if (auto refusal = first_refusal(source_frame_rules(), frame)) return failure(*refusal);
  if (auto refusal = first_refusal(debit_rules(), debit)) return failure(*refusal);
  if (auto refusal = first_refusal(source_redirect_rules(), frame)) return failure(*refusal);

  Decision decision;
  decision.draft = SourceDraft{.terms = terms_draft(debit),
                               .customer = frame.customer,
                               .return_url = command.return_url.text,
                               .metadata = command.metadata_json,
                               .auth_mode = frame.auth_mode};
  const auto place = static_cast<std::uint32_t>(world.sources.size());
  decision.changes.push({Machine::source,
                         &making_row(Machine::source, std::uint8_t(SourceTrigger::create)),
                         place,
                         {ObjectKind::source, place}});
  return decision;
}

Decided decide_withdraw_source(const World& world, const WithdrawSource& command) {
  const WithdrawReading reading{world, find_source(world, command.source)};
  if (auto refusal = first_refusal(withdraw_rules(), reading)) return failure(*refusal);
  const std::uint32_t place = reading.source->place;
  const Row* row = find_row(world, Machine::source, place, std::uint8_t(SourceTrigger::withdraw));
  LOTUSBOX_CHECK(row != nullptr, "the rules let a withdrawal pass that no row answers");
  Decision decision;
  decision.changes.push({Machine::source, row, place, {ObjectKind::source, place}});
  return decision;
}

}  // namespace lotusbox
