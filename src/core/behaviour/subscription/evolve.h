// How a subscription is made and kept up with its dates.
#pragma once

#include "core/behaviour/change.h"

namespace lotusbox {

void evolve_subscription(World& world, const Change& change, const Draft& draft);

/// When the next date of the subscription makes its debit.
[[nodiscard]] Instant next_due(const Subscription& subscription);

}  // namespace lotusbox
