// Everything that happens to money, as compact rows: debits, the collections they come in by, the
// settlements that pay them out, and what is taken back from these.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/table.h"
#include "base/text_pool.h"
#include "core/model/ledger_words.h"
#include "core/model/subscription.h"
#include "core/values/calendar.h"
#include "core/values/ids.h"
#include "core/values/money.h"

namespace lotusbox {

struct Debit {
  struct State {
    std::optional<CivilDate> date_response;
    std::optional<CollectionId> collection;
    std::optional<SettlementId> settlement;  ///< known to the debit only when it changes after it
    std::optional<std::uint16_t> code;       ///< index in Reference::codes; none when confirmed
    DebitStatus status = DebitStatus::pending;
    DebitCancelReason cancelled_by = DebitCancelReason::none;
  };
  Instant created;
  std::optional<Instant> answer_due;  ///< while it waits for its bank
  Paise amount;
  CivilDate charge;
  MandateId mandate;
  std::optional<SubscriptionId> subscription;
  std::optional<DebitId> next_pending, previous_pending;  ///< of the same mandate
  std::optional<DebitId> previous_of_mandate;
  std::optional<TermBreach> breach;  ///< seen on its morning: no bank may confirm it
  Text reference_creditor, metadata;
  Text references[4];  ///< the second to the fifth
  State state;
};

/// What came in on one day for debits of one charge date and NACH profile.
struct Collection {
  Instant created;
  CivilDate charge, value;
  Paise amount;
  std::uint32_t count = 0;
  std::uint16_t creditor = 0;  ///< index in World::creditors
  std::optional<SettlementId> settlement;
  CollectionStatus status = CollectionStatus::open;
};

struct Settlement {
  struct State {
    std::optional<CivilDate> date_settled;
    SettlementStatus status = SettlementStatus::pending;
  };
  Instant created;
  CollectionId collection;
  Paise gross, fee, tax;
  Paise reversed;  ///< taken back for debits that earlier settlements had paid out
  std::uint32_t first_reversal = 0, reversals = 0;  ///< a row of Ledger::reversals
  State state;
};

/// A part of a returned debit, taken back by a later settlement.
struct Reversal {
  DebitId debit;
  Paise amount;
};

/// How the banks answer debits without being told, and whether LotusPay's own profile collects.
struct DebitPolicy {
  DebitAnswer answer = DebitAnswer::confirmed;
  std::optional<std::uint16_t> code;  ///< of a return or reject; none: the usual one
  bool settlements = true;
};

struct Ledger {
  Table<Debit> debits;
  Table<Debit::State> debit_snapshots;
  Table<Collection> collections;
  Table<Settlement> settlements;
  Table<Settlement::State> settlement_snapshots;
  Table<Subscription> subscriptions;
  Table<MissedDate> missed;
  Table<Reversal> reversals;
  std::vector<Reversal> owed;  ///< what no settlement could take back yet, oldest first
  std::vector<CollectionId> open_collections;  ///< those of today
  DebitPolicy policy;
};

struct World;
[[nodiscard]] std::optional<DebitId> find_debit(const World& world, std::string_view id);
[[nodiscard]] std::optional<CollectionId> find_collection(const World& world, std::string_view id);
[[nodiscard]] std::optional<SettlementId> find_settlement(const World& world, std::string_view id);
[[nodiscard]] std::optional<SubscriptionId> find_subscription(const World& world,
                                                              std::string_view id);

}  // namespace lotusbox
