#include "core/behaviour/subscription/decide.h"

#include "core/behaviour/subscription/machine.h"
#include "core/behaviour/subscription/rules.h"

namespace lotusbox {

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
  return by(made(world, SubscriptionTrigger::create), draft);
}

Decided decide_update_subscription(const World& world, const UpdateSubscription& command) {
  const ParsedChangeSubscription parsed{world, &command,
                                        find_subscription(world, command.subscription),
                                        read_positive(command.amount)};
  if (auto refusal = first_refusal(update_subscription_rules(), parsed)) {
    return failure(std::move(*refusal));
  }
  SubscriptionUpdateDraft draft{
      parsed.amount.value_or(world.ledger.subscriptions[parsed.id->index].amount), {}};
  if (command.name.given()) draft.name = command.name.text;
  return by(moved(world, SubscriptionTrigger::update, parsed.id->index), draft);
}

Decided decide_cancel_subscription(const World& world, const CancelSubscription& command) {
  const ParsedChangeSubscription parsed{
      world, nullptr, find_subscription(world, command.subscription), std::nullopt};
  if (auto refusal = first_refusal(cancel_subscription_rules(), parsed)) {
    return failure(std::move(*refusal));
  }
  return by(moved(world, SubscriptionTrigger::cancel, parsed.id->index));
}

Decided decide_subscription_due(const World& world, const SubscriptionDue& command) {
  const std::uint32_t index = command.subscription.index;
  const Subscription& subscription = world.ledger.subscriptions[index];
  const CivilDate date = occurrence(subscription.schedule, subscription.next);
  const ParsedCharge charge = charge_of(world, subscription.mandate, subscription.amount, date);
  auto refusal = first_refusal(eligibility_rules(), charge);
  if (!refusal) return by(moved(world, SubscriptionTrigger::charge, index));
  return by(moved(world, SubscriptionTrigger::miss, index), MissDraft{std::move(*refusal)});
}

}  // namespace lotusbox
