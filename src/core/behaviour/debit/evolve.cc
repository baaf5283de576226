#include "core/behaviour/debit/evolve.h"

#include <algorithm>

#include "core/behaviour/debit/machine.h"
#include "core/behaviour/debit/rules.h"
#include "core/behaviour/debit/terms.h"

namespace lotusbox {

namespace {

/// The pending debits of a mandate are a chain, in the order in which they were made.
void join_pending(World& world, DebitId id) {
  Debit& debit = world.ledger.debits.edit(id.index);
  Mandate& mandate = world.mandates.edit(debit.mandate.index);
  debit.previous_pending = mandate.last_pending_debit;
  if (mandate.last_pending_debit) {
    world.ledger.debits.edit(mandate.last_pending_debit->index).next_pending = id;
  } else {
    mandate.first_pending_debit = id;
  }
  mandate.last_pending_debit = id;
}

void leave_pending(World& world, DebitId id) {
  Debit& debit = world.ledger.debits.edit(id.index);
  const auto next = debit.next_pending;
  const auto previous = debit.previous_pending;
  debit.next_pending.reset();
  debit.previous_pending.reset();
  Mandate& mandate = world.mandates.edit(debit.mandate.index);
  if (previous) {
    world.ledger.debits.edit(previous->index).next_pending = next;
  } else {
    mandate.first_pending_debit = next;
  }
  if (next) {
    world.ledger.debits.edit(next->index).previous_pending = previous;
  } else {
    mandate.last_pending_debit = previous;
  }
}

void add(World& world, Debit debit) {
  Mandate& mandate = world.mandates.edit(debit.mandate.index);
  debit.previous_of_mandate = mandate.last_debit;
  const DebitId id{static_cast<std::uint32_t>(world.ledger.debits.add(debit))};
  mandate.last_debit = id;
  join_pending(world, id);
  world.timers.set(ist_midnight(debit.charge) + limits::kDebitCutOff, TimerKind::debit_morning,
                   id.index);
}

void create(World& world, const DebitDraft& draft) {
  Debit debit;
  debit.created = world.now;
  debit.mandate = draft.mandate;
  debit.amount = draft.amount;
  debit.charge = draft.charge;
  debit.reference_creditor = world.texts.add(draft.reference_creditor);
  debit.metadata = world.texts.add(draft.metadata);
  for (std::size_t i = 0; i < draft.references.size(); ++i) {
    debit.references[i] = world.texts.add(draft.references[i]);
  }
  add(world, debit);
}

/// The subscription has counted this date already.
void create_for(World& world, SubscriptionId id) {
  const Subscription& subscription = world.ledger.subscriptions[id.index];
  Debit debit;
  debit.created = world.now;
  debit.mandate = subscription.mandate;
  debit.subscription = id;
  debit.amount = subscription.amount;
  debit.charge = occurrence(subscription.schedule, subscription.next - 1);
  debit.metadata = subscription.metadata;
  add(world, debit);
}

void await_answer(World& world, std::uint32_t index, CivilDate day) {
  const Instant due = ist_midnight(day) + limits::kDebitAnswerHour;
  world.ledger.debits.edit(index).answer_due = due;
  world.timers.set(due, TimerKind::debit_answer, index);
}

/// Goes to the banks. Whether they may say yes was settled this morning.
void submit(World& world, DebitId id) {
  Debit& debit = world.ledger.debits.edit(id.index);
  debit.breach = term_breach(world, id);
  await_answer(world, id.index, debit.charge);
}

/// What a settlement has paid out comes back: a later one takes it off.
void owe(World& world, DebitId id) {
  const Debit& debit = world.ledger.debits[id.index];
  const auto& collection = debit.state.collection;
  const bool paid = collection && world.ledger.collections[collection->index].settlement;
  if (paid) world.ledger.owed.push_back({id, debit.amount});
}

DebitCancelReason reason_of(DebitTrigger trigger, const Row& row, const Debit& debit) {
  switch (trigger) {
    case DebitTrigger::cancel: return DebitCancelReason::merchant;
    case DebitTrigger::mandate_ended: return DebitCancelReason::mandate_ended;
    case DebitTrigger::morning:
      return row.guard == Guard::held_back ? DebitCancelReason::beyond_terms
                                           : DebitCancelReason::mandate_not_active;
    case DebitTrigger::deny:
      return debit.breach == TermBreach::too_often ? DebitCancelReason::too_often
                                                   : DebitCancelReason::sponsor_bank;
    case DebitTrigger::create:
    case DebitTrigger::made_by_subscription:
    case DebitTrigger::confirm:
    case DebitTrigger::extend:
    case DebitTrigger::reject:
    case DebitTrigger::give_back:
    case DebitTrigger::no_answer: break;
  }
  LOTUSBOX_UNREACHABLE("a debit is not cancelled by this");
}

/// Whether NPCI or a bank says it.
bool is_answer(DebitTrigger trigger) {
  constexpr DebitTrigger kAnswers[] = {DebitTrigger::confirm, DebitTrigger::extend,
                                       DebitTrigger::reject, DebitTrigger::give_back,
                                       DebitTrigger::deny};
  return std::find(std::begin(kAnswers), std::end(kAnswers), trigger) != std::end(kAnswers);
}

/// An answer of NPCI or a bank, with its code and date.
void take_answer(World& world, std::uint32_t index, std::optional<std::uint16_t> code) {
  Debit& debit = world.ledger.debits.edit(index);
  const bool waited = debit.answer_due && *debit.answer_due > world.now;
  if (waited) world.timers.forsake();
  debit.answer_due.reset();
  debit.state.date_response = ist_date(world.now);
  debit.state.code = code;
}

}  // namespace

void evolve_debit(World& world, const Change& change, const Draft& draft) {
  const auto trigger = change.on<DebitTrigger>();
  if (trigger == DebitTrigger::create) return create(world, std::get<DebitDraft>(draft));
  if (trigger == DebitTrigger::made_by_subscription) {
    return create_for(world, SubscriptionId{change.cause.index});
  }
  const DebitId id{change.index};
  const DebitStatus before = world.ledger.debits[id.index].state.status;
  const auto after = change.to<DebitStatus>();
  world.ledger.debits.edit(id.index).state.status = after;
  if (before == DebitStatus::pending) {
    leave_pending(world, id);
    if (trigger != DebitTrigger::morning) world.timers.forsake();
  }
  if (after == DebitStatus::cancelled) {
    Debit& debit = world.ledger.debits.edit(id.index);
    debit.state.cancelled_by = reason_of(trigger, *change.row, debit);
  }
  if (trigger == DebitTrigger::no_answer) world.ledger.debits.edit(id.index).answer_due.reset();
  if (after == DebitStatus::submitted && trigger == DebitTrigger::morning) {
    return submit(world, id);
  }
  if (is_answer(trigger)) {
    const auto* answer = std::get_if<DebitAnswerDraft>(&draft);
    LOTUSBOX_CHECK(answer != nullptr, "an answer without its code");
    take_answer(world, id.index, answer->code);
  }
  if (after == DebitStatus::extended && trigger == DebitTrigger::extend) {
    const CivilDate today = ist_date(world.now);
    await_answer(world, id.index,
                 world.reference->working_days.after(today, limits::kExtensionWorkingDays));
  }
  if (before == DebitStatus::confirmed) owe(world, id);
  Debit::State& state = world.ledger.debits.edit(id.index).state;
  if (state.collection) {
    state.settlement = world.ledger.collections[state.collection->index].settlement;
  }
}

}  // namespace lotusbox
