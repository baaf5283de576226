// What the timers of collections and settlements come to, and how both change.
#pragma once

#include "core/behaviour/change.h"

namespace lotusbox {

Decided decide_collection_time_up(const World& world, CollectionId collection);
Decided decide_settlement_time_up(const World& world, TimerKind what, SettlementId settlement);

void evolve_collection(World& world, const Change& change);
void evolve_settlement(World& world, const Change& change);

}  // namespace lotusbox
