#include "core/behaviour/settlement/machine.h"

// The first confirmed debit of a charge date opens a collection, further ones join it until the
// day ends; one that is returned before that leaves it. What an extended debit brings on a later
// day is a collection of its own, because it has another value date. A closed collection is paid
// out when LotusPay's own profile collects. What is returned later is taken off a later settlement.
// (facts 4.6, 4.7, 13; D5, D6, D7)

namespace lotusbox {

namespace {

using enum Guard;
using enum Evidence;
using enum EventType;

using C = CollectionStatus;
using Ct = CollectionTrigger;
using Cr = RowMaker<Ct>;

constexpr std::string_view kCollected = "facts 4.6; D6";

constexpr Row kCollectionRows[] = {
    Cr::made("ach_debit_collection.first_debit", Ct::first_debit, always, C::open, kSilent, assumed,
             kCollected),
    Cr::moves("ach_debit_collection.further_debit", C::open, Ct::further_debit, always, C::open,
              kSilent, assumed, kCollected),
    Cr::moves("ach_debit_collection.debit_returned", C::open, Ct::debit_returned, always, C::open,
              kSilent, assumed, "D5"),
    Cr::moves("ach_debit_collection.day_ends", C::open, Ct::day_ends, always, C::closed, kSilent,
              assumed, kCollected),
};
static_assert(sound<Ct>(kCollectionRows, finals(C::closed)));

using S = SettlementStatus;
using St = SettlementTrigger;
using Sr = RowMaker<St>;

constexpr std::string_view kWalk = "facts 3.4, 13; the hours are D7";

constexpr Row kSettlementRows[] = {
    Sr::made("settlement.create", St::create, always, S::pending, emits(settlement_pending),
             documented, kWalk),
    Sr::moves("settlement.process", S::pending, St::process, always, S::processing,
              emits(settlement_processing), documented, kWalk),
    Sr::moves("settlement.settle", S::processing, St::settle, always, S::settled,
              emits(settlement_settled), documented, kWalk),
};
static_assert(sound<St>(kSettlementRows, finals(S::settled)));

}  // namespace

constinit const MachineTable kCollectionMachine = machine_of<CollectionTrigger>(
    "ach_debit_collection", "The confirmed debits of one charge date, as money came in.",
    kCollectionRows);

constinit const MachineTable kSettlementMachine = machine_of<SettlementTrigger>(
    "settlement", "What LotusPay pays out of one collection.", kSettlementRows);

}  // namespace lotusbox
