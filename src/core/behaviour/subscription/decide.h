// What calls and timers about subscriptions come to: changes, or a refusal.
#pragma once

#include "core/behaviour/change.h"

namespace lotusbox {

Decided decide_create_subscription(const World& world, const CreateSubscription& command);
Decided decide_update_subscription(const World& world, const UpdateSubscription& command);
Decided decide_cancel_subscription(const World& world, const CancelSubscription& command);
Decided decide_subscription_due(const World& world, const SubscriptionDue& command);

}  // namespace lotusbox
