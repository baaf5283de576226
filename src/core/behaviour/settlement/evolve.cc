#include "core/behaviour/settlement/evolve.h"

#include <algorithm>

#include "core/behaviour/debit/guards.h"
#include "core/behaviour/settlement/machine.h"

namespace lotusbox {

namespace {

constexpr std::int64_t kPerMille = 1000;
constexpr std::int64_t kPercent = 100;

void join(World& world, std::uint32_t index, std::uint32_t debit_index) {
  Debit& debit = world.ledger.debits.edit(debit_index);
  debit.state.collection = CollectionId{index};
  Collection& collection = world.ledger.collections.edit(index);
  collection.amount = Paise(collection.amount.count() + debit.amount.count());
  collection.count += 1;
}

/// It came back before the day was over: as if it had not come in.
void leave(World& world, std::uint32_t index, std::uint32_t debit_index) {
  Debit& debit = world.ledger.debits.edit(debit_index);
  debit.state.collection.reset();
  Collection& collection = world.ledger.collections.edit(index);
  collection.amount = Paise(collection.amount.count() - debit.amount.count());
  collection.count -= 1;
}

void open(World& world, std::uint32_t debit_index) {
  Collection collection;
  collection.created = world.now;
  collection.charge = world.ledger.debits[debit_index].charge;
  collection.value = value_date(world);
  collection.creditor = creditor_of_debit(world, DebitId{debit_index});
  const CollectionId id{static_cast<std::uint32_t>(world.ledger.collections.add(collection))};
  world.ledger.open_collections.push_back(id);
  world.timers.set(ist_midnight(collection.value) + limits::kCollectionCloseHour,
                   TimerKind::collection_close, id.index);
  join(world, id.index, debit_index);
}

/// Rounded to the nearest paisa.
Paise share(Paise of, std::int64_t part, std::int64_t whole) {
  return Paise((of.count() * part + whole / 2) / whole);
}

/// Takes off what earlier settlements paid out for debits that came back, oldest first. A
/// settlement is not a debt: what it cannot bear waits for the next.
void take_back(World& world, Settlement& settlement) {
  std::int64_t left = settlement.gross.count() - settlement.fee.count() - settlement.tax.count();
  settlement.first_reversal = static_cast<std::uint32_t>(world.ledger.reversals.size());
  auto& owed = world.ledger.owed;
  while (!owed.empty() && left > 0) {
    Reversal& oldest = owed.front();
    const Paise part(std::min(left, oldest.amount.count()));
    world.ledger.reversals.add({oldest.debit, part});
    ++settlement.reversals;
    settlement.reversed = Paise(settlement.reversed.count() + part.count());
    left -= part.count();
    oldest.amount = Paise(oldest.amount.count() - part.count());
    if (oldest.amount.count() == 0) owed.erase(owed.begin());
  }
}

void create(World& world, CollectionId from) {
  const Collection& collection = world.ledger.collections[from.index];
  Settlement settlement;
  settlement.created = world.now;
  settlement.collection = from;
  settlement.gross = collection.amount;
  settlement.fee = share(settlement.gross, limits::kFeePerMille, kPerMille);
  settlement.tax = share(settlement.fee, limits::kFeeTaxPercent, kPercent);
  take_back(world, settlement);
  const CivilDate day = world.reference->working_days.after(collection.value, 1);
  const SettlementId id{static_cast<std::uint32_t>(world.ledger.settlements.add(settlement))};
  world.ledger.collections.edit(from.index).settlement = id;
  world.timers.set(ist_midnight(day) + limits::kSettlementProcessHour,
                   TimerKind::settlement_process, id.index);
}

}  // namespace

void evolve_collection(World& world, const Change& change, const Draft&) {
  switch (change.on<CollectionTrigger>()) {
    case CollectionTrigger::first_debit: return open(world, change.cause.index);
    case CollectionTrigger::further_debit: return join(world, change.index, change.cause.index);
    case CollectionTrigger::debit_returned: return leave(world, change.index, change.cause.index);
    case CollectionTrigger::day_ends: {
      world.ledger.collections.edit(change.index).status = CollectionStatus::closed;
      auto& open_ones = world.ledger.open_collections;
      open_ones.erase(std::remove(open_ones.begin(), open_ones.end(), CollectionId{change.index}),
                      open_ones.end());
      return;
    }
  }
  LOTUSBOX_UNREACHABLE("collection trigger");
}

void evolve_settlement(World& world, const Change& change, const Draft&) {
  const auto trigger = change.on<SettlementTrigger>();
  if (trigger == SettlementTrigger::create) {
    return create(world, CollectionId{change.cause.index});
  }
  Settlement::State& state = world.ledger.settlements.edit(change.index).state;
  state.status = change.to<SettlementStatus>();
  if (trigger == SettlementTrigger::process) {
    world.timers.set(ist_midnight(ist_date(world.now)) + limits::kSettlementHour,
                     TimerKind::settlement_settle, change.index);
  } else {
    state.date_settled = ist_date(world.now);
  }
}

}  // namespace lotusbox
