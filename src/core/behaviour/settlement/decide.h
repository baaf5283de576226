// What the timers of collections and settlements come to.
#pragma once

#include "core/behaviour/change.h"

namespace lotusbox {

Decided decide_collection_day_over(const World& world, const CollectionDayOver& command);
Decided decide_settlement_time_up(const World& world, const SettlementTimeUp& command);

}  // namespace lotusbox
