#include "wire/debits.h"

#include <algorithm>

#include "base/text.h"
#include "wire/parts.h"

namespace lotusbox::wire {

namespace {

constexpr std::string_view kAccepted = "00";
constexpr std::string_view kFlagAccepted = "1";
constexpr std::string_view kFlagRefused = "0";
constexpr std::string_view kProductType = "10";  // as in the sample
constexpr std::size_t kIdHead = 4;               // ND00
constexpr int kSequenceDigits = 6;
constexpr std::size_t kUtrDigits = 10;  // as in the sample

void write_head(JsonWriter& out, const World& world, ObjectRef object, Instant created) {
  out.field("id", id_text(world, object))
      .field("object", to_text(object.kind))
      .field("created", unix_seconds(created))
      .field("livemode", false);
}

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

/// Debits that came back after an earlier settlement had paid them out; no key where there is none.
void write_reversals(JsonWriter& out, const World& world, const Settlement& settlement) {
  if (settlement.reversals == 0) return;
  out.field("amount_reversed", settlement.reversed.count()).key("reversals").begin_array();
  for (std::uint32_t i = 0; i < settlement.reversals; ++i) {
    const Reversal& reversal = world.ledger.reversals[settlement.first_reversal + i];
    out.begin_object()
        .field("ach_debit", id_text(world, {ObjectKind::ach_debit, reversal.debit.index}))
        .field("amount", reversal.amount.count())
        .end_object();
  }
  out.end_array();
}

void write_response(JsonWriter& out, const World& world, DebitId id, const Debit::State& state) {
  const BankResponse response = bank_response_of(world, state);
  const bool answered = state.date_response.has_value();
  out.field_or_null("response_code", response.code)
      .field_or_null("response_description", response.description)
      .field_or_null("response_flag", response.flag)
      .field_or_null(
          "response_sequence_number",
          answered ? format_padded(std::uint64_t{id.index} + 1, kSequenceDigits) : std::string());
}

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
  const Debit& debit = world.ledger.debits[id.index];
  const Mandate& mandate = world.mandates[debit.mandate.index];
  const Terms& terms = world.terms_of(mandate);
  const Creditor& creditor = creditor_of(world, terms);
  out.begin_object();
  write_head(out, world, {ObjectKind::ach_debit, id.index}, debit.created);
  field_metadata(out, world.text(debit.metadata));
  out.field("amount", debit.amount.count())
      .field("creditor_agent_code", creditor.agent_code)
      .field("creditor_agent_mmbid", creditor.agent_mmbid)
      .field("creditor_name", creditor.name)
      .field("creditor_utility_code", creditor.utility_code)
      .field("date_charge", format_date(debit.charge));
  field_date(out, "date_response", state.date_response);
  out.field("debtor_account_name", world.text(terms.debtor_name))
      .field("debtor_account_number", masked_account(world.text(terms.account_number)))
      .field("debtor_agent_code", world.reference->banks[terms.bank].code)
      .field("debtor_agent_mmbid", world.text(terms.mmbid))
      .field("mandate_reference1", mandate_reference(world, debit.mandate))
      .field("product_type", kProductType)
      .field("reference", debit_reference(world, id))
      .field_or_null("reference2", world.text(debit.references[0]))
      .field_or_null("reference3", world.text(debit.references[1]))
      .field_or_null("reference4", world.text(debit.references[2]))
      .field_or_null("reference5", world.text(debit.references[3]))
      .field_or_null("reference_creditor", world.text(debit.reference_creditor))
      .field("umrn", umrn_of(world, debit.mandate));
  write_response(out, world, id, state);
  out.field("status", to_text(state.status));
  field_id(out, world, "ach_debit_collection", ObjectKind::ach_debit_collection,
           index_of(state.collection));
  field_id(out, world, "customer", ObjectKind::customer, mandate.customer.index);
  field_id(out, world, "mandate", ObjectKind::mandate, debit.mandate.index);
  out.field("nach_profile", profile_id(world, terms.creditor));
  field_id(out, world, "settlement", ObjectKind::settlement, index_of(state.settlement));
  out.end_object();
}

void write_collection(JsonWriter& out, const World& world, CollectionId id) {
  const Collection& collection = world.ledger.collections[id.index];
  const Creditor& creditor = world.creditors.read().rows[collection.creditor];
  out.begin_object();
  write_head(out, world, {ObjectKind::ach_debit_collection, id.index}, collection.created);
  out.field("amount", collection.amount.count())
      .field("count", collection.count)
      .field("creditor_agent_code", creditor.agent_code)
      .field("creditor_utility_code", creditor.utility_code)
      .field("date_charge", format_date(collection.charge))
      .field("date_value", format_date(collection.value))
      .field("bank_account", merchant_account(world))
      .field("nach_profile", profile_id(world, collection.creditor))
      .field_or_null("utr", transfer_number(world, id))
      .end_object();
}

void write_settlement(JsonWriter& out, const World& world, SettlementId id,
                      const Settlement::State& state) {
  const Settlement& settlement = world.ledger.settlements[id.index];
  const Collection& collection = world.ledger.collections[settlement.collection.index];
  const std::int64_t gross = settlement.gross.count();
  const std::int64_t fee = settlement.fee.count();
  const std::int64_t tax = settlement.tax.count();
  out.begin_object();
  write_head(out, world, {ObjectKind::settlement, id.index}, settlement.created);
  out.field("amount", gross - fee - tax - settlement.reversed.count())
      .field("amount_fee", fee)
      .field("amount_tax", tax)
      .field("amount_gross", gross)
      .field("date_charge", format_date(collection.charge))
      .field("date_value", format_date(collection.value));
  field_date(out, "date_settled", state.date_settled);
  out.field("method", "instant")
      .field("status", to_text(state.status))
      .field("bank_account", merchant_account(world));
  write_reversals(out, world, settlement);
  out.end_object();
}

void write_subscription(JsonWriter& out, const World& world, SubscriptionId id) {
  const Subscription& subscription = world.ledger.subscriptions[id.index];
  const Schedule& schedule = subscription.schedule;
  const bool by_year = schedule.interval == SubscriptionInterval::year;
  const bool by_month = schedule.interval == SubscriptionInterval::month;
  const auto number_or_null = [&](std::string_view name, bool shown, std::int64_t number) {
    out.field_or_null(name, shown ? std::optional(number) : std::nullopt);
  };
  out.begin_object();
  write_head(out, world, {ObjectKind::subscription, id.index}, subscription.created);
  field_metadata(out, world.text(subscription.metadata));
  out.field("amount", subscription.amount.count());
  number_or_null("count", subscription.count.has_value(), subscription.count.value_or(0));
  number_or_null("day_of_month", by_month || by_year, schedule.day_of_month);
  out.field("interval", to_text(schedule.interval))
      .field("interval_count", schedule.interval_count);
  number_or_null("month", by_year, schedule.month);
  const Mandate& mandate = world.mandates[subscription.mandate.index];
  out.field_or_null("name", world.text(subscription.name))
      .field("start_date", format_date(schedule.start))
      .field("status", to_text(subscription.status));
  field_id(out, world, "customer", ObjectKind::customer, mandate.customer.index);
  field_id(out, world, "mandate", ObjectKind::mandate, subscription.mandate.index);
  out.field_null("plan").end_object();
}

namespace {

constexpr std::string_view kReferences[] = {"reference2", "reference3", "reference4", "reference5"};

}  // namespace

CreateDebit read_create_debit(const Body& body) {
  CreateDebit command;
  command.body_problem = body.problem();
  command.mandate = body.field("mandate");
  command.umrn = body.field("umrn");
  command.amount = body.field("amount");
  command.date_charge = body.field("date_charge");
  command.creditor_agent_code = body.field("creditor_agent_code");
  command.nach_profile = body.field("nach_profile");
  command.reference_creditor = body.field("reference_creditor");
  command.metadata = body.field("metadata");
  for (std::size_t i = 0; i < std::size(kReferences); ++i) {
    command.references[i] = body.field(kReferences[i]);
  }
  command.metadata_json = body.metadata_json();
  return command;
}

AnswerDebit read_answer_debit(const Body& body) {
  return {body.field("debit"), body.field("outcome"), body.field("response_code")};
}

CreateSubscription read_create_subscription(const Body& body) {
  CreateSubscription command;
  command.body_problem = body.problem();
  command.mandate = body.field("mandate");
  command.amount = body.field("amount");
  command.name = body.field("name");
  command.start_date = body.field("start_date");
  command.interval = body.field("interval");
  command.interval_count = body.field("interval_count");
  command.day_of_month = body.field("day_of_month");
  command.month = body.field("month");
  command.count = body.field("count");
  command.metadata = body.field("metadata");
  command.metadata_json = body.metadata_json();
  return command;
}

UpdateSubscription read_update_subscription(const Body& body) {
  return {{}, body.problem(), body.field("amount"), body.field("name")};
}

SetDebitPolicy read_debit_policy(const Body& body) {
  SetDebitPolicy command{body.problem(),
                         {},
                         body.field("outcome"),
                         body.field("response_code"),
                         body.field("settlements")};
  command.unknown_keys = body.names_except({"outcome", "response_code", "settlements"});
  return command;
}

}  // namespace lotusbox::wire
