#include "core/behaviour/debit/decide.h"

#include "core/behaviour/debit/answers.h"
#include "core/behaviour/debit/machine.h"
#include "core/behaviour/debit/rules.h"
#include "core/behaviour/debit/terms.h"

namespace lotusbox {

namespace {

Decision answered(const World& world, DebitId id, PlannedAnswer planned) {
  return by(moved(world, trigger_of(planned.answer), id.index), DebitAnswerDraft{planned.code});
}

}  // namespace

Decided decide_create_debit(const World& world, const CreateDebit& command) {
  const ParsedCharge parsed = read_charge(world, command);
  if (auto refusal = first_refusal(charge_rules(), parsed)) return failure(std::move(*refusal));
  DebitDraft draft{.mandate = *parsed.id,
                   .amount = *parsed.amount,
                   .charge = *parsed.date,
                   .reference_creditor = command.reference_creditor.text,
                   .metadata = command.metadata_json};
  for (std::size_t i = 0; i < draft.references.size(); ++i) {
    draft.references[i] = command.references[i].text;
  }
  return by(made(world, DebitTrigger::create), draft);
}

Decided decide_cancel_debit(const World& world, const CancelDebit& command) {
  const ParsedCancelDebit parsed{world, find_debit(world, command.debit)};
  if (auto refusal = first_refusal(cancel_debit_rules(), parsed)) {
    return failure(std::move(*refusal));
  }
  return by(moved(world, DebitTrigger::cancel, parsed.debit->index));
}

Decided decide_answer_debit(const World& world, const AnswerDebit& command) {
  const ParsedAnswer parsed = read_answer(world, command);
  if (auto refusal = first_refusal(answer_rules(), parsed)) return failure(std::move(*refusal));
  auto code = parsed.code;
  const auto& breach = world.ledger.debits[parsed.debit->index].breach;
  if (!code && breach && *parsed.outcome == DebitAnswer::rejected) {
    code = reject_code(*world.reference, *breach);
  }
  if (!code) code = usual_code(*world.reference, *parsed.outcome);
  return answered(world, *parsed.debit, {*parsed.outcome, code});
}

Decided decide_debit_time_up(const World& world, const DebitTimeUp& command) {
  if (command.what == TimerKind::debit_morning) {
    return by(moved(world, DebitTrigger::morning, command.debit.index));
  }
  return answered(world, command.debit, planned_answer(world, command.debit));
}

}  // namespace lotusbox
