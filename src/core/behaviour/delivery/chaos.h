// Chaos on deliveries: its settings, and what it has in store for the delivery of an event. The
// machine of a delivery holds the rows; here is only which of them an event is born with.
#pragma once

#include <vector>

#include "core/behaviour/change.h"
#include "core/behaviour/delivery/machine.h"
#include "core/behaviour/rule.h"

namespace lotusbox {

/// How the delivery of an event begins.
struct Fate {
  DeliveryTrigger trigger = DeliveryTrigger::event_raised;
  Seconds wait{0};  ///< before it leaves
  ChaosKind kind = ChaosKind::none;
  bool twin = false;  ///< one more delivery of the same event leaves at once
};

/// Depends on the seed of the chaos and the number of the event; and, of a reordering, on whether
/// another delivery is held already: two neighbours change places, never more.
[[nodiscard]] Fate fate_of(const World& world, EventId event);

Decided decide_chaos(const World& world, const SetChaos& command);

std::vector<const Rule*> chaos_rule_list();

}  // namespace lotusbox
