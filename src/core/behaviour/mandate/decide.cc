#include "core/behaviour/mandate/decide.h"

#include "core/behaviour/customer/machine.h"
#include "core/behaviour/mandate/machine.h"
#include "core/behaviour/mandate/rules.h"
#include "core/behaviour/request/machine.h"
#include "core/behaviour/source/rules.h"

namespace lotusbox {

namespace {

MandateTrigger making_trigger(MandateStatus status) {
  switch (status) {
    case MandateStatus::acknowledged: return MandateTrigger::made_acknowledged;
    case MandateStatus::active: return MandateTrigger::made_active;
    case MandateStatus::paused: return MandateTrigger::made_paused;
    case MandateStatus::failed: return MandateTrigger::made_failed;
    case MandateStatus::cancelled: return MandateTrigger::made_cancelled;
    case MandateStatus::expired: return MandateTrigger::made_expired;
    case MandateStatus::pending: break;
  }
  LOTUSBOX_UNREACHABLE("the rules let a pending mandate be made");
}

}  // namespace

Decided decide_manage(const World& world, const ManageMandate& command) {
  const ParsedManage parsed = read_manage(world, command);
  if (auto refusal = first_refusal(manage_rules(command.action), parsed)) {
    return failure(std::move(*refusal));
  }
  return by(made(world, RequestTrigger::create),
            RequestDraft{.mandate = *parsed.id,
                         .action = command.action,
                         .amount = parsed.amount,
                         .final_collection = parsed.final_collection,
                         .frequency = parsed.frequency,
                         .return_url = command.return_url.text,
                         .auth_mode = parsed.auth_mode});
}

Decided decide_make_mandate(const World& world, const MakeMandate& command) {
  const ParsedMake parsed = read_make(world, command);
  if (auto refusal = first_refusal(make_rules(), parsed)) return failure(std::move(*refusal));
  ParsedDebit debit = read_debit(world, command.debit, true);
  debit.may_be_over = true;
  if (auto refusal = first_refusal(debit_rules(), debit)) return failure(std::move(*refusal));

  Decision decision;
  decision.draft = MandateDraft{.terms = terms_draft(debit),
                                .status = *parsed.status,
                                .cancel = *parsed.cancel,
                                .customer = parsed.customer,
                                .created = parsed.created,
                                .date_acknowledged = parsed.date_acknowledged,
                                .date_responded = parsed.date_responded,
                                .umrn = command.umrn.text,
                                .metadata = command.metadata_json};
  const Change mandate = made(world, making_trigger(*parsed.status));
  const bool stands =
      *parsed.status == MandateStatus::active || *parsed.status == MandateStatus::paused;
  if (!parsed.customer) {
    const auto on =
        stands ? CustomerTrigger::made_with_mandate : CustomerTrigger::made_without_mandate;
    decision.changes.push_back(made(world, on, mandate.cause));
  }
  decision.changes.push_back(mandate);
  if (parsed.customer && stands) {
    decision.changes.push_back(
        moved(world, CustomerTrigger::mandate_joined, parsed.customer->index, mandate.cause));
  }
  return decision;
}

}  // namespace lotusbox
