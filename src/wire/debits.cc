#include "wire/debits.h"

#include <algorithm>

#include "base/text.h"
#include "wire/describe.h"
#include "wire/parts.h"
#include "wire/schema_list.h"

namespace lotusbox::wire {

namespace {

constexpr std::string_view kAccepted = "00";
constexpr std::string_view kFlagAccepted = "1";
constexpr std::string_view kFlagRefused = "0";
constexpr std::string_view kProductType = "10";  // as in the sample
constexpr std::size_t kIdHead = 4;               // ND00
constexpr int kSequenceDigits = 6;
constexpr std::size_t kUtrDigits = 10;  // as in the sample

/// The account that money is paid to belongs to the merchant, and is none that the API shows.
std::string merchant_account(const World& world) {
  return world.ids.format(id_prefix(ObjectKind::bank_account), UINT32_MAX);
}

/// The number of the money transfer of the sponsor bank, once there is one.
std::string transfer_number(const World& world, CollectionId id) {
  const Collection& collection = world.ledger.collections[id.index];
  if (collection.status == CollectionStatus::open || collection.count == 0) return {};
  const std::string digits = world.ids.umrn_digits(id.index);
  return "CMS" + digits.substr(digits.size() - kUtrDigits);
}

struct DebitView {
  DebitView(const World& world_, DebitId id_, const Debit::State& state_)
      : world(world_),
        id(id_),
        debit(world_.ledger.debits[id_.index]),
        state(state_),
        mandate(world_.mandates[debit.mandate.index]),
        terms(world_.terms_of(mandate)),
        creditor(creditor_of(world_, terms)),
        response(bank_response_of(world_, state_)) {}

  const World& world;
  DebitId id;
  const Debit& debit;
  const Debit::State& state;
  const Mandate& mandate;
  const Terms& terms;
  const Creditor& creditor;
  BankResponse response;
};

struct CollectionView {
  const World& world;
  CollectionId id;
  const Collection& collection;
  const Creditor& creditor;
};

struct SettlementView {
  const World& world;
  SettlementId id;
  const Settlement& settlement;
  const Settlement::State& state;
  const Collection& collection;
};

struct ReversalView {
  const World& world;
  const Reversal& reversal;
};

struct SubscriptionView {
  const World& world;
  SubscriptionId id;
  const Subscription& subscription;
  const Schedule& schedule;
};

template <class Number>
std::optional<std::int64_t> number_if(bool shown, Number number) {
  return shown ? std::optional(std::int64_t{number}) : std::nullopt;
}

std::string sequence_number(DebitId id) {
  return format_padded(std::uint64_t{id.index} + 1, kSequenceDigits);
}

std::int64_t fees(const Settlement& settlement) {
  return settlement.fee.count() + settlement.tax.count();
}

constexpr auto kNotLive = [](const auto&) { return false; };

constexpr auto kAchDebit = rows<DebitView>({
    {"id", [](const auto& v) { return id_of(v.world, v.id); }},
    {"object", "'ach_debit'"},
    {"created", [](const auto& v) { return v.debit.created; }},
    {"livemode", kNotLive},
    {"metadata", [](const auto& v) { return Hash{v.world.text(v.debit.metadata)}; }},
    {"amount", [](const auto& v) { return v.debit.amount; }},
    {"creditor_agent_code", [](const auto& v) { return std::string_view(v.creditor.agent_code); }},
    {"creditor_agent_mmbid",
     [](const auto& v) { return std::string_view(v.creditor.agent_mmbid); }},
    {"creditor_name", [](const auto& v) { return std::string_view(v.creditor.name); }},
    {"creditor_utility_code",
     [](const auto& v) { return std::string_view(v.creditor.utility_code); }},
    {"date_charge", [](const auto& v) { return v.debit.charge; }},
    {"date_response", [](const auto& v) { return v.state.date_response; }},
    {"debtor_account_name", "text?",
     [](const auto& v) { return v.world.text(v.terms.debtor_name); }},
    {"debtor_account_number",
     [](const auto& v) { return masked_account(v.world.text(v.terms.account_number)); }},
    {"debtor_agent_code",
     [](const auto& v) { return std::string_view(v.world.reference->banks[v.terms.bank].code); }},
    {"debtor_agent_mmbid", [](const auto& v) { return v.world.text(v.terms.mmbid); }},
    {"mandate_reference1",
     [](const auto& v) { return mandate_reference(v.world, v.debit.mandate); }},
    {"product_type", [](const auto&) { return kProductType; }},
    {"reference", [](const auto& v) { return debit_reference(v.world, v.id); }},
    {"reference2", [](const auto& v) { return OrNull{v.world.text(v.debit.references[0])}; }},
    {"reference3", [](const auto& v) { return OrNull{v.world.text(v.debit.references[1])}; }},
    {"reference4", [](const auto& v) { return OrNull{v.world.text(v.debit.references[2])}; }},
    {"reference5", [](const auto& v) { return OrNull{v.world.text(v.debit.references[3])}; }},
    {"reference_creditor",
     [](const auto& v) { return OrNull{v.world.text(v.debit.reference_creditor)}; }},
    {"umrn", [](const auto& v) { return umrn_of(v.world, v.debit.mandate); }},
    {"response_code", [](const auto& v) { return OrNull{v.response.code}; }},
    {"response_description", [](const auto& v) { return OrNull{v.response.description}; }},
    {"response_flag", [](const auto& v) { return OrNull{v.response.flag}; }},
    {"response_sequence_number",
     [](const auto& v) {
       return OrNull{v.state.date_response ? sequence_number(v.id) : std::string()};
     }},
    {"status", "'pending'|'submitted'|'extended'|'confirmed'|'rejected'|'returned'|'cancelled'",
     [](const auto& v) { return v.state.status; }},
    {"ach_debit_collection", [](const auto& v) { return id_of(v.world, v.state.collection); }},
    {"customer", [](const auto& v) { return id_of(v.world, v.mandate.customer); }},
    {"mandate", [](const auto& v) { return id_of(v.world, v.debit.mandate); }},
    {"nach_profile", [](const auto& v) { return profile_id(v.world, v.terms.creditor); }},
    {"settlement", [](const auto& v) { return id_of(v.world, v.state.settlement); }},
});

constexpr auto kCollection = rows<CollectionView>({
    {"id", [](const auto& v) { return id_of(v.world, v.id); }},
    {"object", "'ach_debit_collection'"},
    {"created", [](const auto& v) { return v.collection.created; }},
    {"livemode", kNotLive},
    {"amount", [](const auto& v) { return v.collection.amount; }},
    {"count", [](const auto& v) { return v.collection.count; }},
    {"creditor_agent_code", [](const auto& v) { return std::string_view(v.creditor.agent_code); }},
    {"creditor_utility_code",
     [](const auto& v) { return std::string_view(v.creditor.utility_code); }},
    {"date_charge", [](const auto& v) { return v.collection.charge; }},
    {"date_value", [](const auto& v) { return v.collection.value; }},
    {"bank_account", [](const auto& v) { return merchant_account(v.world); }},
    {"nach_profile", [](const auto& v) { return profile_id(v.world, v.collection.creditor); }},
    {"utr", [](const auto& v) { return OrNull{transfer_number(v.world, v.id)}; }},
});

constexpr auto kReversal = rows<ReversalView>({
    {"ach_debit", [](const auto& v) { return id_of(v.world, v.reversal.debit); }},
    {"amount", [](const auto& v) { return v.reversal.amount; }},
});
// Debits that came back after an earlier settlement had paid them out: no key where there is none.
constexpr auto kReversed = [](const SettlementView& v) { return v.settlement.reversals != 0; };
constexpr auto kSettlement = rows<SettlementView>({
    {"id", [](const auto& v) { return id_of(v.world, v.id); }},
    {"object", "'settlement'"},
    {"created", [](const auto& v) { return v.settlement.created; }},
    {"livemode", kNotLive},
    {"amount",
     [](const auto& v) {
       return v.settlement.gross.count() - fees(v.settlement) - v.settlement.reversed.count();
     }},
    {"amount_fee", [](const auto& v) { return v.settlement.fee; }},
    {"amount_tax", [](const auto& v) { return v.settlement.tax; }},
    {"amount_gross", [](const auto& v) { return v.settlement.gross; }},
    {"date_charge", [](const auto& v) { return v.collection.charge; }},
    {"date_value", [](const auto& v) { return v.collection.value; }},
    {"date_settled", [](const auto& v) { return v.state.date_settled; }},
    {"method", "'instant'"},
    {"status", "'pending'|'processing'|'settled'", [](const auto& v) { return v.state.status; }},
    {"bank_account", [](const auto& v) { return merchant_account(v.world); }},
    {"amount_reversed", "int", [](const auto& v) { return v.settlement.reversed; }, kReversed},
    {"reversals", "[@Reversal]",
     [](JsonWriter& out, const auto& v) {
       out.begin_array();
       for (std::uint32_t i = 0; i < v.settlement.reversals; ++i) {
         write_object(
             out, kReversal,
             ReversalView{v.world, v.world.ledger.reversals[v.settlement.first_reversal + i]});
       }
       out.end_array();
     },
     kReversed},
});

constexpr auto kSubscription = rows<SubscriptionView>({
    {"id", [](const auto& v) { return id_of(v.world, v.id); }},
    {"object", "'subscription'"},
    {"created", [](const auto& v) { return v.subscription.created; }},
    {"livemode", kNotLive},
    {"metadata", [](const auto& v) { return Hash{v.world.text(v.subscription.metadata)}; }},
    {"amount", [](const auto& v) { return v.subscription.amount; }},
    {"count",
     [](const auto& v) {
       return number_if(v.subscription.count.has_value(), v.subscription.count.value_or(0));
     }},
    {"day_of_month",
     [](const auto& v) {
       return number_if(v.schedule.interval == SubscriptionInterval::month ||
                            v.schedule.interval == SubscriptionInterval::year,
                        v.schedule.day_of_month);
     }},
    {"interval", "'day'|'week'|'month'|'year'", [](const auto& v) { return v.schedule.interval; }},
    {"interval_count", [](const auto& v) { return v.schedule.interval_count; }},
    {"month",
     [](const auto& v) {
       return number_if(v.schedule.interval == SubscriptionInterval::year, v.schedule.month);
     }},
    {"name", [](const auto& v) { return OrNull{v.world.text(v.subscription.name)}; }},
    {"start_date", [](const auto& v) { return v.schedule.start; }},
    {"status", "'active'|'cancelled'|'completed'",
     [](const auto& v) { return v.subscription.status; }},
    {"customer",
     [](const auto& v) {
       return id_of(v.world, v.world.mandates[v.subscription.mandate.index].customer);
     }},
    {"mandate", [](const auto& v) { return id_of(v.world, v.subscription.mandate); }},
    {"plan", "text?", [](JsonWriter& out, const auto&) { out.null(); }},
});

constexpr auto kCreateDebit = takes<CreateDebit>({
    {"mandate", "text", &CreateDebit::mandate},
    {"umrn", "text", &CreateDebit::umrn},
    {"amount", "scalar", &CreateDebit::amount},
    {"date_charge", "date", &CreateDebit::date_charge},
    {"creditor_agent_code", "text", &CreateDebit::creditor_agent_code},
    {"nach_profile", "text", &CreateDebit::nach_profile},
    {"reference_creditor", "scalar", &CreateDebit::reference_creditor},
    {"reference2", "scalar", [](CreateDebit& c) -> Field& { return c.references[0]; }},
    {"reference3", "scalar", [](CreateDebit& c) -> Field& { return c.references[1]; }},
    {"reference4", "scalar", [](CreateDebit& c) -> Field& { return c.references[2]; }},
    {"reference5", "scalar", [](CreateDebit& c) -> Field& { return c.references[3]; }},
    {"metadata", "any", &CreateDebit::metadata, &CreateDebit::metadata_json},
});
constexpr auto kCreateSubscription = takes<CreateSubscription>({
    {"mandate", "text", &CreateSubscription::mandate},
    {"amount", "scalar", &CreateSubscription::amount},
    {"name", "scalar", &CreateSubscription::name},
    {"start_date", "date", &CreateSubscription::start_date},
    {"interval", "text", &CreateSubscription::interval},
    {"interval_count", "scalar", &CreateSubscription::interval_count},
    {"day_of_month", "scalar", &CreateSubscription::day_of_month},
    {"month", "scalar", &CreateSubscription::month},
    {"count", "scalar", &CreateSubscription::count},
    {"metadata", "any", &CreateSubscription::metadata, &CreateSubscription::metadata_json},
});
constexpr auto kUpdateSubscription = takes<UpdateSubscription>({
    {"amount", "scalar", &UpdateSubscription::amount},
    {"name", "scalar", &UpdateSubscription::name},
});
constexpr auto kDebitPolicy = takes<SetDebitPolicy>({
    {"outcome", "text", &SetDebitPolicy::outcome},
    {"response_code", "text", &SetDebitPolicy::response_code},
    {"settlements", "any", &SetDebitPolicy::settlements},
});

using enum SchemaKind;
constexpr Schema kSchemas[] = {
    {"AchDebit", kMembers<kAchDebit>},
    {"AchDebitCollection", kMembers<kCollection>},
    {"Settlement", kMembers<kSettlement>},
    {"Reversal", kMembers<kReversal>},
    {"Subscription", kMembers<kSubscription>},
    {"AchDebitWanted", kMembers<kCreateDebit>, request},
    {"SubscriptionWanted", kMembers<kCreateSubscription>, request},
    {"SubscriptionUpdate", kMembers<kUpdateSubscription>, request},
    {"DebitPolicyWanted", kMembers<kDebitPolicy>, request},
};

}  // namespace

BankResponse bank_response_of(const World& world, const Debit::State& state) {
  if (state.status == DebitStatus::confirmed) return {kAccepted, "Accepted", kFlagAccepted};
  if (state.status == DebitStatus::cancelled) return {{}, to_text(state.cancelled_by), {}};
  if (!state.code) return {};
  const ReasonCode& reason = world.reference->codes[*state.code];
  return {reason.code, reason.label, kFlagRefused};
}

std::string debit_reference(const World& world, DebitId id) {
  return "LOTUSPAY" + id_text(world, {ObjectKind::ach_debit, id.index}).substr(kIdHead);
}

std::string mandate_reference(const World& world, MandateId id) {
  const Mandate& mandate = world.mandates[id.index];
  const std::string_view given = world.text(world.terms_of(mandate).references[0]);
  if (!given.empty()) return std::string(given);
  if (mandate.source) return id_text(world, {ObjectKind::source, mandate.source->index});
  return id_text(world, {ObjectKind::mandate, id.index});
}

void write_debit(JsonWriter& out, const World& world, DebitId id) {
  Debit::State state = world.ledger.debits[id.index].state;
  if (state.collection) {
    state.settlement = world.ledger.collections[state.collection->index].settlement;
  }
  write_debit(out, world, id, state);
}

void write_debit(JsonWriter& out, const World& world, DebitId id, const Debit::State& state) {
  write_object(out, kAchDebit, DebitView(world, id, state));
}

void write_collection(JsonWriter& out, const World& world, CollectionId id) {
  const Collection& collection = world.ledger.collections[id.index];
  write_object(
      out, kCollection,
      CollectionView{world, id, collection, world.creditors.read().rows[collection.creditor]});
}

void write_settlement(JsonWriter& out, const World& world, SettlementId id,
                      const Settlement::State& state) {
  const Settlement& settlement = world.ledger.settlements[id.index];
  write_object(out, kSettlement,
               SettlementView{world, id, settlement, state,
                              world.ledger.collections[settlement.collection.index]});
}

void write_subscription(JsonWriter& out, const World& world, SubscriptionId id) {
  const Subscription& subscription = world.ledger.subscriptions[id.index];
  write_object(out, kSubscription,
               SubscriptionView{world, id, subscription, subscription.schedule});
}

SchemaList ledger_schemas() { return kSchemas; }

CreateDebit read_create_debit(const Body& body) { return read(kCreateDebit, body); }

CreateSubscription read_create_subscription(const Body& body) {
  return read(kCreateSubscription, body);
}

UpdateSubscription read_update_subscription(const Body& body) {
  return read(kUpdateSubscription, body);
}

SetDebitPolicy read_debit_policy(const Body& body) { return read(kDebitPolicy, body); }

}  // namespace lotusbox::wire
