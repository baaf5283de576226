#include "core/behaviour/settlement/decide.h"

#include "core/behaviour/settlement/machine.h"

namespace lotusbox {

Decided decide_collection_day_over(const World& world, const CollectionDayOver& command) {
  return by(moved(world, CollectionTrigger::day_ends, command.collection.index));
}

Decided decide_settlement_time_up(const World& world, const SettlementTimeUp& command) {
  const auto on = command.what == TimerKind::settlement_process ? SettlementTrigger::process
                                                                : SettlementTrigger::settle;
  return by(moved(world, on, command.settlement.index));
}

}  // namespace lotusbox
