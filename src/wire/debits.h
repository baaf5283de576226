// Debits, collections, settlements and subscriptions as JSON, with exactly the documented keys
// (facts 4.5 to 4.8), and the calls about them as commands. Nothing is decided here.
#pragma once

#include "core/model/ledger_commands.h"
#include "wire/body.h"
#include "wire/json_shapes.h"

namespace lotusbox::wire {

/// As it is now.
void write_debit(JsonWriter& out, const World& world, DebitId id);
/// As an event saw it.
void write_debit(JsonWriter& out, const World& world, DebitId id, const Debit::State& state);
void write_collection(JsonWriter& out, const World& world, CollectionId id);
void write_settlement(JsonWriter& out, const World& world, SettlementId id,
                      const Settlement::State& state);
void write_subscription(JsonWriter& out, const World& world, SubscriptionId id);

/// What a bank said to a debit: code, description and flag; empty while it has said nothing.
struct BankResponse {
  std::string_view code, description, flag;
};
[[nodiscard]] BankResponse bank_response_of(const World& world, const Debit::State& state);
/// `LOTUSPAY44332211AA`
[[nodiscard]] std::string debit_reference(const World& world, DebitId id);
/// The first reference of the mandate, as its own shape shows it.
[[nodiscard]] std::string mandate_reference(const World& world, MandateId id);

CreateDebit read_create_debit(const Body& body);
CreateSubscription read_create_subscription(const Body& body);
/// The subscription is for the caller to fill.
UpdateSubscription read_update_subscription(const Body& body);
SetDebitPolicy read_debit_policy(const Body& body);

}  // namespace lotusbox::wire
