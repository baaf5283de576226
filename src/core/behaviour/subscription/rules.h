// Rules of making, changing and cancelling subscriptions.
#pragma once

#include <optional>
#include <span>

#include "core/behaviour/debit/rules.h"

namespace lotusbox {

/// POST /v1/subscriptions, read once.
struct ParsedSubscription {
  const World& world;
  const CreateSubscription& command;
  std::optional<MandateId> id;
  const Mandate* mandate = nullptr;  ///< set when id is
  std::optional<Paise> amount;
  std::optional<CivilDate> start;  ///< none: unreadable
  std::optional<SubscriptionInterval> interval;
  std::optional<std::int64_t> interval_count, day_of_month, month, count;

  /// Call when the rules about single values have passed.
  [[nodiscard]] Schedule schedule() const;
};
ParsedSubscription read_subscription(const World& world, const CreateSubscription& command);
std::span<const RuleRow<ParsedSubscription>> subscription_rules();

/// POST /v1/subscriptions/{id}, and its cancel.
struct ParsedChangeSubscription {
  const World& world;
  const UpdateSubscription* command;  ///< none: a cancel
  std::optional<SubscriptionId> id;
  std::optional<Paise> amount;
};
std::span<const RuleRow<ParsedChangeSubscription>> update_subscription_rules();
std::span<const RuleRow<ParsedChangeSubscription>> cancel_subscription_rules();

}  // namespace lotusbox
