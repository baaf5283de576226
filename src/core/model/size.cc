#include "core/model/size.h"

#include <algorithm>
#include <iterator>

#include "core/model/object_rows.h"

namespace lotusbox {

// One command adds a few hundred thousand bytes at most: no text is beyond what a handle can name.
static_assert(limits::kWorldBytes <= UINT32_MAX / 2);

namespace {

template <class... T>
std::uint64_t bytes_of_tables(const Table<T>&... tables) {
  return ((std::uint64_t{tables.size()} * sizeof(T)) + ...);
}

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

std::uint64_t objects_of(const World& world) {
  std::uint64_t objects = 0;
  for (const ObjectRow& row : object_rows()) objects += row.count(world);
  return objects - world.deliveries.size();
}

std::uint64_t deliveries_of(const World& world) {
  return std::uint64_t{world.deliveries.size()} + world.attempts.size();
}

constexpr HeldRow kHeld[] = {
    {"room", "bytes", bytes_of, &WorldLimits::bytes, false},
    {"objects", "objects", objects_of, &WorldLimits::objects, true},
    {"events", "events", [](const World& w) { return std::uint64_t{w.events.size()}; },
     &WorldLimits::events, true},
    {"deliveries", "deliveries and attempts", deliveries_of, &WorldLimits::deliveries, true},
    {"waiting", "links, debits and retries that wait",
     [](const World& w) { return std::uint64_t{w.timers.size()}; }, &WorldLimits::waiting, true},
    {"texts", "bytes of texts", [](const World& w) { return std::uint64_t{w.texts.bytes()}; },
     &WorldLimits::text_bytes, false},
    {"scans", "bytes of scans", [](const World& w) { return w.scan_bytes; },
     &WorldLimits::scan_bytes, false},
};

}  // namespace

std::span<const HeldRow> held_rows() { return kHeld; }

const HeldRow* full_of(const World& world, const WorldLimits& limits, bool adds_scan) {
  for (const HeldRow& row : kHeld) {
    if (row.most == &WorldLimits::scan_bytes && !adds_scan) continue;
    if (row.held(world) >= limits.*row.most) return &row;
  }
  return nullptr;
}

bool rows_are_full(const World& world, const WorldLimits& limits) {
  if (bytes_of_rows(world) >= limits.bytes) return true;
  return std::any_of(std::begin(kHeld), std::end(kHeld), [&](const HeldRow& row) {
    return row.same_in_copies && row.held(world) >= limits.*row.most;
  });
}

std::uint64_t bytes_of(const World& world) {
  return bytes_of_rows(world) + world.texts.bytes() + world.scan_bytes;
}

}  // namespace lotusbox
