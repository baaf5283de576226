#include "core/behaviour/subscription/evolve.h"

#include <algorithm>

#include "core/behaviour/subscription/machine.h"

namespace lotusbox {

namespace {

/// Its debit is made as the charge date begins.
void set_timer(World& world, std::uint32_t index) {
  const Instant due = next_due(world.ledger.subscriptions[index]);
  world.timers.set(std::max(due, world.now), TimerKind::subscription_due, index);
}

void create(World& world, const SubscriptionDraft& draft) {
  const SubscriptionId id{static_cast<std::uint32_t>(world.ledger.subscriptions.size())};
  Subscription subscription = draft.row;
  subscription.name = world.texts.add(draft.name);
  subscription.metadata = world.texts.add(draft.metadata);
  Mandate& mandate = world.mandates.edit(subscription.mandate.index);
  subscription.previous_of_mandate = mandate.last_subscription;
  mandate.last_subscription = id;
  Customer::State& customer = world.customers.edit(mandate.customer.index).state;
  subscription.previous_of_customer = customer.last_subscription;
  customer.last_subscription = id;
  customer.subscriptions += 1;
  world.ledger.subscriptions.add(subscription);
  set_timer(world, id.index);
}

/// The date that is missed now keeps the refusal that a call would have got.
void keep_missed(World& world, SubscriptionId id, const Refusal& refusal) {
  Subscription& subscription = world.ledger.subscriptions.edit(id.index);
  const CivilDate date = occurrence(subscription.schedule, subscription.next);
  subscription.last_missed = static_cast<std::uint32_t>(
      world.ledger.missed.add({world.now, id, date, refusal, subscription.last_missed}));
}

}  // namespace

Instant next_due(const Subscription& subscription) {
  return ist_midnight(occurrence(subscription.schedule, subscription.next));
}

void evolve_subscription(World& world, const Change& change, const Draft& draft) {
  const auto trigger = change.on<SubscriptionTrigger>();
  if (trigger == SubscriptionTrigger::create) {
    return create(world, std::get<SubscriptionDraft>(draft));
  }
  Subscription& subscription = world.ledger.subscriptions.edit(change.index);
  subscription.status = change.to<SubscriptionStatus>();
  switch (trigger) {
    case SubscriptionTrigger::create: break;
    case SubscriptionTrigger::update: {
      const auto& update = std::get<SubscriptionUpdateDraft>(draft);
      subscription.amount = update.amount;
      if (update.name) subscription.name = world.texts.add(*update.name);
      return;
    }
    case SubscriptionTrigger::miss:
      keep_missed(world, SubscriptionId{change.index}, std::get<MissDraft>(draft).refusal);
      [[fallthrough]];
    case SubscriptionTrigger::charge:
      subscription.next += 1;
      if (subscription.status == SubscriptionStatus::active) set_timer(world, change.index);
      return;
    case SubscriptionTrigger::cancel:
    case SubscriptionTrigger::mandate_ended: world.timers.forsake(); return;
  }
  LOTUSBOX_UNREACHABLE("a subscription is made once");
}

}  // namespace lotusbox
