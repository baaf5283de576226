#include "core/behaviour/subscription/decide.h"

#include "core/behaviour/subscription/machine.h"
#include "core/behaviour/subscription/rules.h"

namespace lotusbox {

namespace {

Decision change_of(const World& world, SubscriptionId id, SubscriptionTrigger trigger) {
  const Row* row = find_row(world, Machine::subscription, id.index, std::uint8_t(trigger));
  LOTUSBOX_CHECK(row != nullptr, "a subscription that no row answers");
  Decision decision;
  decision.changes.push(
      {Machine::subscription, row, id.index, {ObjectKind::subscription, id.index}});
  return decision;
}

}  // namespace

Decided decide_create_subscription(const World& world, const CreateSubscription& command) {
  const ParsedSubscription parsed = read_subscription(world, command);
  if (auto refusal = first_refusal(subscription_rules(), parsed)) {
    return failure(std::move(*refusal));
  }
  SubscriptionDraft draft{.row = {}, .name = command.name.text, .metadata = command.metadata_json};
  draft.row.created = world.now;
  draft.row.schedule = parsed.schedule();
  draft.row.amount = *parsed.amount;
  draft.row.mandate = *parsed.id;
  if (parsed.count) draft.row.count = static_cast<std::uint16_t>(*parsed.count);
  Decision decision;
  decision.draft = draft;
  const auto index = static_cast<std::uint32_t>(world.ledger.subscriptions.size());
  const auto on = std::uint8_t(SubscriptionTrigger::create);
  decision.changes.push({Machine::subscription,
                         &making_row(Machine::subscription, on),
                         index,
                         {ObjectKind::subscription, index}});
  return decision;
}

Decided decide_update_subscription(const World& world, const UpdateSubscription& command) {
  const ParsedChangeSubscription parsed{world, &command,
                                        find_subscription(world, command.subscription),
                                        read_positive(command.amount)};
  if (auto refusal = first_refusal(update_subscription_rules(), parsed)) {
    return failure(std::move(*refusal));
  }
  Decision decision = change_of(world, *parsed.id, SubscriptionTrigger::update);
  SubscriptionUpdateDraft draft{
      parsed.amount.value_or(world.ledger.subscriptions[parsed.id->index].amount), {}};
  if (command.name.given()) draft.name = command.name.text;
  decision.draft = draft;
  return decision;
}

Decided decide_cancel_subscription(const World& world, const CancelSubscription& command) {
  const ParsedChangeSubscription parsed{
      world, nullptr, find_subscription(world, command.subscription), std::nullopt};
  if (auto refusal = first_refusal(cancel_subscription_rules(), parsed)) {
    return failure(std::move(*refusal));
  }
  return change_of(world, *parsed.id, SubscriptionTrigger::cancel);
}

Decided decide_subscription_due(const World& world, SubscriptionId id) {
  const Subscription& subscription = world.ledger.subscriptions[id.index];
  const CivilDate date = occurrence(subscription.schedule, subscription.next);
  const ParsedCharge charge = charge_of(world, subscription.mandate, subscription.amount, date);
  auto refusal = first_refusal(eligibility_rules(), charge);
  if (!refusal) return change_of(world, id, SubscriptionTrigger::charge);
  Decision decision = change_of(world, id, SubscriptionTrigger::miss);
  decision.draft = MissDraft{std::move(*refusal)};
  return decision;
}

}  // namespace lotusbox
