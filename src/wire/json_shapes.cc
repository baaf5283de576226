#include "wire/json_shapes.h"

#include "base/check.h"
#include "base/text.h"
#include "wire/debits.h"
#include "wire/fields.h"
#include "wire/juspay.h"
#include "wire/parts.h"

namespace lotusbox::wire {

namespace {

constexpr std::size_t kAccountShown = 4;
constexpr std::size_t kPanShown = 4;
constexpr std::string_view kSourceLinkPath = "/pay/";
constexpr std::string_view kShortLinkPath = "/p/";

/// The usual reason of an answer, unless the bank gave another; none while it has not answered.
void write_reason(JsonWriter& out, const World& world, const Mandate::State& state) {
  if (!state.reason_code.empty() || !state.reason_description.empty()) {
    out.field_or_null("reason_code", world.text(state.reason_code))
        .field_or_null("reason_description", world.text(state.reason_description));
  } else if (state.status == MandateStatus::acknowledged) {
    out.field_null("reason_code").field_null("reason_description");
  } else {
    out.field("reason_code", "ac01").field("reason_description", "ACK Default Accept Reason");
  }
}

void write_mandate_fields(JsonWriter& out, const View& view, MandateId id,
                          const Mandate::State& state) {
  const World& world = view.world;
  const Mandate& mandate = world.mandates[id.index];
  const Terms& terms = world.terms_of(mandate);
  const std::string id_here = id_text(world, {ObjectKind::mandate, id.index});
  out.field("id", id_here)
      .field("object", "mandate")
      .field("created", unix_seconds(mandate.created))
      .field("livemode", false);
  field_metadata(out, world.text(state.metadata));
  write_amounts(out, terms.amount_kind, state.amount);
  write_creditor(out, world, terms);
  field_date(out, "date_first_collection", terms.first_collection);
  field_date(out, "date_final_collection", state.final_collection);
  write_debtor(out, world, terms);
  field_word(out, "frequency", state.frequency);
  out.field("instrument", "DEBIT").field("occurrence_sequence_type", to_text(terms.sequence));
  const std::string source_id =
      mandate.source ? id_text(world, {ObjectKind::source, mandate.source->index}) : id_here;
  write_references(out, world, terms, source_id);
  out.field("variant", to_text(terms.variant))
      .field("class", mandate.given_umrn.empty() ? "internal" : "external");
  field_date(out, "date_acknowledged", state.date_acknowledged);
  field_date(out, "date_responded", state.date_responded);
  field_date(out, "date_cancelled", state.date_cancelled);
  out.field("mandate_request_id", mandate_request_id(world, id));
  write_reason(out, world, state);
  out.field("status", to_text(state.status));
  // The samples show null where the prose says cancel_nil (contradiction 7).
  out.field_or_null("status_cancel", state.cancel == CancelStatus::cancel_nil
                                         ? std::string_view()
                                         : to_text(state.cancel));
  out.field("umrn", umrn_of(world, id));
  field_id(out, world, "bank_account", ObjectKind::bank_account, mandate.bank_account.index);
  field_id(out, world, "customer", ObjectKind::customer, mandate.customer.index);
  out.field("nach_profile", profile_id(world, terms.creditor));
  field_id(out, world, "source", ObjectKind::source, index_of(mandate.source));
}

}  // namespace

void write_mandate(JsonWriter& out, const View& view, MandateId id, const Mandate::State& state) {
  out.begin_object();
  write_mandate_fields(out, view, id, state);
  out.end_object();
}

void write_mandate_with_agent(JsonWriter& out, const View& view, MandateId id) {
  const World& world = view.world;
  const auto source = world.mandates[id.index].source;
  out.begin_object();
  write_mandate_fields(out, view, id, world.mandates[id.index].state);
  write_agent_id(out, world, source ? world.sources[source->index].agent : std::nullopt);
  out.end_object();
}

void write_customer(JsonWriter& out, const View& view, CustomerId id,
                    const Customer::State& state) {
  const World& world = view.world;
  const Customer& customer = world.customers[id.index];
  const std::string id_here = id_text(world, {ObjectKind::customer, id.index});
  const std::string url = "/v1/customers/" + id_here;
  out.begin_object()
      .field("id", id_here)
      .field("object", "customer")
      .field("created", unix_seconds(customer.created))
      .field("livemode", false);
  field_metadata(out, world.text(customer.metadata));
  write_embedded_list(out, world, "bank_accounts", ObjectKind::bank_account,
                      state.last_bank_account, state.bank_accounts, url + "/bank_accounts",
                      [&](BankAccountId account) {
                        return world.bank_accounts[account.index].previous_of_customer;
                      });
  out.field_or_null("description", world.text(customer.description))
      .field_or_null("email", world.text(customer.email))
      .field_or_null("identification", world.text(customer.identification));
  write_embedded_list(out, world, "mandates", ObjectKind::mandate, state.last_mandate,
                      state.mandates, url + "/mandates", [&](MandateId mandate) {
                        return world.mandates[mandate.index].previous_of_customer;
                      });
  out.field_or_null("mobile", world.text(customer.mobile))
      .field_or_null("name", world.text(customer.name))
      .field_or_null("phone", world.text(customer.phone));
  write_embedded_list(out, world, "subscriptions", ObjectKind::subscription,
                      state.last_subscription, state.subscriptions, url + "/subscriptions",
                      [&](SubscriptionId subscription) {
                        return world.ledger.subscriptions[subscription.index].previous_of_customer;
                      });
  out.end_object();
}

void write_event_data(JsonWriter& out, const View& view, const Event& event) {
  const World& world = view.world;
  const std::uint32_t index = event.object.index;
  switch (event.object.kind) {
    case ObjectKind::source:
      return write_source(out, view, SourceId{index}, world.source_snapshots[event.snapshot]);
    case ObjectKind::mandate:
      return write_mandate(out, view, MandateId{index}, world.mandate_snapshots[event.snapshot]);
    case ObjectKind::customer:
      return write_customer(out, view, CustomerId{index}, world.customer_snapshots[event.snapshot]);
    case ObjectKind::juspay_mandate: return write_juspay_event_data(out, world, event);
    case ObjectKind::ach_debit:
      return write_debit(out, world, DebitId{index}, world.ledger.debit_snapshots[event.snapshot]);
    case ObjectKind::settlement:
      return write_settlement(out, world, SettlementId{index},
                              world.ledger.settlement_snapshots[event.snapshot]);
    case ObjectKind::ach_debit_collection:
    case ObjectKind::subscription:
    case ObjectKind::request:
    case ObjectKind::link:
    case ObjectKind::bank_account:
    case ObjectKind::physical_image:
    case ObjectKind::delivery: break;
  }
  LOTUSBOX_UNREACHABLE("an event about an object without snapshots");
}

void write_event(JsonWriter& out, const View& view, EventId id) {
  const Event& event = view.world.events[id.index];
  if (event.object.kind == ObjectKind::juspay_mandate) {
    return write_juspay_event(out, view.world, id);
  }
  out.begin_object()
      .field("id", event_id_text(view.world, id))
      .field("object", "event")
      .field("created", unix_seconds(event.created))
      .field("livemode", false)
      .key("data");
  write_event_data(out, view, event);
  out.field("type", to_text(event.type)).end_object();
}

std::string source_link_url(const View& view, LinkId link) {
  return std::string(view.base_url) + std::string(kSourceLinkPath) +
         view.link_names.format({view.world_number, link});
}

std::string short_link_url(const View& view, LinkId link) {
  return std::string(view.base_url) + std::string(kShortLinkPath) +
         view.link_names.format_short({view.world_number, link});
}

std::string request_link_url(const View& view, Action action, LinkId link) {
  return std::string(view.base_url) + "/v2/mandates/" + std::string(to_text(action)) +
         "/auth?request_id=" + request_id_text(view, link);
}

std::string request_id_text(const View& view, LinkId link) {
  const ManagementRequest& request = view.world.requests[view.world.links[link.index].target];
  return base64_encode(id_text(view.world, {ObjectKind::mandate, request.mandate.index}) + "." +
                       view.link_names.format({view.world_number, link}));
}

std::string client_secret(const World& world, SourceId id) {
  constexpr int kSecretLength = 24;
  return "src_client_secret_" + world.ids.secret("client_secret", id.index, kSecretLength);
}

std::optional<LinkNames::Name> parse_request_id(const LinkNames& names,
                                                std::string_view request_id) {
  const auto text = base64_decode(request_id);
  const auto dot = text ? text->find('.') : std::string::npos;
  if (dot == std::string::npos) return std::nullopt;
  return names.parse(std::string_view(*text).substr(dot + 1));
}

std::string masked_account(std::string_view number) {
  if (number.empty()) return {};
  return "****" +
         std::string(number.substr(number.size() - std::min(number.size(), kAccountShown)));
}

std::string masked_pan(std::string_view pan) {
  if (pan.size() <= kPanShown) return std::string(pan);
  return std::string(pan.size() - kPanShown, '*') + std::string(pan.substr(pan.size() - kPanShown));
}

}  // namespace lotusbox::wire
