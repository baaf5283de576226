#include "core/model/size.h"

#include "core/values/limits.h"

namespace lotusbox {

// One command adds a few hundred thousand bytes at most: no text is beyond what a handle can name.
static_assert(kWorldBytesMax <= UINT32_MAX / 2);

namespace {

template <class... T>
std::uint64_t bytes_of_tables(const Table<T>&... tables) {
  return ((std::uint64_t{tables.size()} * sizeof(T)) + ...);
}

}  // namespace

std::uint64_t bytes_of_rows(const World& world) {
  const Ledger& ledger = world.ledger;
  return bytes_of_tables(world.terms, world.sources, world.mandates, world.requests, world.links,
                         world.customers, world.bank_accounts, world.events, world.source_snapshots,
                         world.mandate_snapshots, world.customer_snapshots, world.juspay_mandates,
                         world.juspay_snapshots, world.images) +
         bytes_of_tables(ledger.debits, ledger.debit_snapshots, ledger.collections,
                         ledger.settlements, ledger.settlement_snapshots, ledger.subscriptions,
                         ledger.missed, ledger.reversals) +
         bytes_of_tables(world.deliveries, world.attempts) +
         std::uint64_t{world.timers.size()} * sizeof(Timer) +
         std::uint64_t{world.targets.size()} * (sizeof(Webhook) + limits::kUrlLength);
}

std::uint64_t bytes_of(const World& world) { return bytes_of_rows(world) + world.texts.bytes(); }

}  // namespace lotusbox
