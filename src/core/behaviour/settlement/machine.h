// The machines of the money that came in: a collection gathers the confirmed debits of a day, a
// settlement pays them out.
#pragma once

#include "core/behaviour/transition.h"
#include "core/model/ledger_words.h"

namespace lotusbox {

enum class CollectionTrigger : std::uint8_t {
  first_debit,
  further_debit,
  debit_returned,
  day_ends
};
enum class SettlementTrigger : std::uint8_t { create, process, settle };

template <>
struct MachineOf<CollectionTrigger> : Joins<Machine::collection, CollectionStatus> {};
template <>
struct MachineOf<SettlementTrigger> : Joins<Machine::settlement, SettlementStatus> {};

extern const MachineTable kCollectionMachine;
extern const MachineTable kSettlementMachine;

}  // namespace lotusbox
