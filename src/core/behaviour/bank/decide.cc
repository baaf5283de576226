#include "core/behaviour/bank/decide.h"

#include "core/behaviour/bank/rules.h"
#include "core/behaviour/bank/schedule.h"
#include "core/behaviour/link/machine.h"
#include "core/behaviour/mandate/machine.h"
#include "core/behaviour/source/machine.h"

namespace lotusbox {

namespace {

BankDraft draft_of(const ParsedBank& parsed) {
  const AskBank& command = parsed.command;
  BankDraft draft{parsed.move->reason_code, parsed.move->reason, parsed.move->says};
  if (command.reason_code.given()) draft.reason_code = command.reason_code.text;
  const ReasonCode* known = parsed.world.reference->find_code(draft.reason_code);
  if (known != nullptr) draft.reason = known->label;
  if (command.reason_description.given()) draft.reason = command.reason_description.text;
  return draft;
}

/// A mandate that ends while a request waits takes the link of the request with it.
void close_link(const World& world, std::uint32_t index, Decision& decision) {
  const auto& request = world.mandates[index].state.request;
  if (!request) return;
  const std::uint32_t link = world.requests[request->index].link.index;
  decision.changes.push_back(
      moved(world, LinkTrigger::mandate_over, link, ObjectRef{ObjectKind::mandate, index}));
}

bool ends_mandate(const Change& change) {
  if (change.machine() == Machine::mandate) {
    return change.to<MandateStatus>() == MandateStatus::expired;
  }
  if (change.machine() != Machine::cancellation) return false;
  const auto status = change.to<CancelStatus>();
  return status == CancelStatus::cancel_confirmed || status == CancelStatus::cancel_received;
}

Decision change_of(const World& world, Trigger on, std::uint32_t index) {
  Decision decision;
  const Change change = moved(world, on, index);
  if (ends_mandate(change)) close_link(world, index, decision);
  decision.changes.push_back(change);
  return decision;
}

}  // namespace

Decided decide_bank(const World& world, const AskBank& command) {
  const ParsedBank parsed = read_bank(world, command);
  if (auto refusal = first_refusal(bank_rules(), parsed)) return failure(std::move(*refusal));
  const std::uint32_t index = parsed.source ? parsed.source->index : parsed.mandate->index;
  Decision decision = change_of(world, parsed.move->on, index);
  decision.draft = draft_of(parsed);
  return decision;
}

Decided decide_bank_due(const World& world, const BankDue& command) {
  const std::uint32_t index = command.object.index;
  ChosenMove chosen;
  if (command.object.kind == ObjectKind::source) {
    chosen = chosen_move(world, SourceId{index}, *awaited_step(world, world.sources[index]));
  } else {
    chosen = chosen_move(world, MandateId{index}, *awaited_step(world.mandates[index]));
  }
  const BankMoveRow& row = row_of(chosen.move);
  Decision decision = change_of(world, row.on, index);
  decision.draft = BankDraft{chosen.reason_code, chosen.reason, row.says};
  return decision;
}

Decided decide_final_day(const World& world, const FinalDayOver& command) {
  const std::uint32_t index = command.mandate.index;
  const bool unanswered = world.mandates[index].state.status == MandateStatus::acknowledged;
  const auto on =
      unanswered ? MandateTrigger::unanswered_to_the_end : MandateTrigger::final_day_over;
  return change_of(world, on, index);
}

Decided decide_quarter(const World& world, const QuarterOver& command) {
  return change_of(world, SourceTrigger::quarter_over, command.source.index);
}

}  // namespace lotusbox
