// ACH debits, their collections and settlements, and what the pretend banks say to them.
#include "api/lotuspay/debits.h"

#include <array>

#include "api/control/rows.h"
#include "api/lotuspay/listing.h"
#include "api/routes.h"
#include "wire/bank_commands.h"
#include "wire/debits.h"
#include "wire/summary.h"

namespace lotusbox::api {

namespace {

constexpr std::string_view kPdf = "application/pdf";

Answer debit_answer(Call& call, DebitId id) {
  JsonWriter out;
  wire::write_debit(out, call.world(), id);
  return json_answer(out.take());
}

Answer create_debit(Call& call) {
  StepResult made = call.session->submit(wire::read_create_debit(call.body()));
  if (!made) return refused(made.take_error());
  return debit_answer(call, DebitId{made->index_of(ObjectKind::ach_debit)});
}

Answer get_debit(Call& call) {
  const auto id = find_debit(call.world(), call.params[0]);
  if (auto none = missing(call, Lookup::ach_debit, id.has_value())) return std::move(*none);
  return debit_answer(call, *id);
}

Answer cancel_debit(Call& call) {
  StepResult done = call.session->submit(CancelDebit{call.params[0]});
  if (!done) return refused(done.take_error());
  return debit_answer(call, DebitId{done->index_of(ObjectKind::ach_debit)});
}

Answer debit_pdf(Call& call) {
  const auto id = find_debit(call.world(), call.params[0]);
  if (auto none = missing(call, Lookup::ach_debit, id.has_value())) return std::move(*none);
  Answer answer;
  answer.body = wire::debit_summary(call.world(), *id);
  answer.content_type = kPdf;
  return answer;
}

/// A list of `{"id"}`, newest first; `wanted` is asked for indexes.
Answer id_list(Call& call, std::string url, ObjectKind kind, std::size_t count, ListKind list,
               const std::function<bool(const ListBounds&, std::uint32_t)>& wanted) {
  const World& world = call.world();
  const auto index = [&](std::size_t i) { return static_cast<std::uint32_t>(count - 1 - i); };
  Listing listing{.url = std::move(url), .count = count};
  listing.kind = list;
  if (wanted) {
    listing.wanted = [&](const ListBounds& bounds, std::size_t i) {
      return wanted(bounds, index(i));
    };
  }
  listing.write = [&](JsonWriter& out, std::size_t i) {
    out.begin_object().field("id", id_text(world, {kind, index(i)})).end_object();
  };
  return listing_answer(call, listing);
}

Answer list_debits(Call& call) {
  const auto& debits = call.world().ledger.debits;
  return id_list(call, "/v1/ach_debits", ObjectKind::ach_debit, debits.size(), ListKind::debits,
                 [&](const ListBounds& bounds, std::uint32_t index) {
                   const DebitStatus status = debits[index].state.status;
                   return bounds.debit_status.value_or(status) == status;
                 });
}

Answer get_collection(Call& call) {
  const auto id = find_collection(call.world(), call.params[0]);
  if (auto none = missing(call, Lookup::ach_debit_collection, id.has_value())) {
    return std::move(*none);
  }
  JsonWriter out;
  wire::write_collection(out, call.world(), *id);
  return json_answer(out.take());
}

Answer list_collections(Call& call) {
  return id_list(call, "/v1/ach_debit_collections", ObjectKind::ach_debit_collection,
                 call.world().ledger.collections.size(), ListKind::plain, {});
}

Answer get_settlement(Call& call) {
  const auto id = find_settlement(call.world(), call.params[0]);
  if (auto none = missing(call, Lookup::settlement, id.has_value())) return std::move(*none);
  JsonWriter out;
  wire::write_settlement(out, call.world(), *id, call.world().ledger.settlements[id->index].state);
  return json_answer(out.take());
}

Answer list_settlements(Call& call) {
  const auto& settlements = call.world().ledger.settlements;
  return id_list(call, "/v1/settlements", ObjectKind::settlement, settlements.size(),
                 ListKind::settlements, [&](const ListBounds& bounds, std::uint32_t index) {
                   const SettlementStatus status = settlements[index].state.status;
                   return bounds.settlement_status.value_or(status) == status;
                 });
}

Answer subscription_answer(Call& call, SubscriptionId id) {
  JsonWriter out;
  wire::write_subscription(out, call.world(), id);
  return json_answer(out.take());
}

Answer create_subscription(Call& call) {
  StepResult made = call.session->submit(wire::read_create_subscription(call.body()));
  if (!made) return refused(made.take_error());
  return subscription_answer(call, SubscriptionId{made->index_of(ObjectKind::subscription)});
}

Answer get_subscription(Call& call) {
  const auto id = find_subscription(call.world(), call.params[0]);
  if (auto none = missing(call, Lookup::subscription, id.has_value())) return std::move(*none);
  return subscription_answer(call, *id);
}

Answer update_subscription(Call& call) {
  UpdateSubscription command = wire::read_update_subscription(call.body());
  command.subscription = call.params[0];
  StepResult done = call.session->submit(command);
  if (!done) return refused(done.take_error());
  return subscription_answer(call, SubscriptionId{done->index_of(ObjectKind::subscription)});
}

Answer cancel_subscription(Call& call) {
  StepResult done = call.session->submit(CancelSubscription{call.params[0]});
  if (!done) return refused(done.take_error());
  return subscription_answer(call, SubscriptionId{done->index_of(ObjectKind::subscription)});
}

Answer list_subscriptions(Call& call) {
  const auto& subscriptions = call.world().ledger.subscriptions;
  return id_list(call, "/v1/subscriptions", ObjectKind::subscription, subscriptions.size(),
                 ListKind::subscriptions, [&](const ListBounds& bounds, std::uint32_t index) {
                   const SubscriptionStatus status = subscriptions[index].status;
                   return bounds.subscription_status.value_or(status) == status;
                 });
}

struct PolicyView {
  const World& world;
  const DebitPolicy& policy;
};

constexpr auto kDebitPolicy = wire::rows<PolicyView>({
    {"outcome", "'confirmed'|'extended'|'rejected'|'returned'|'denied'|'none'",
     [](const auto& v) { return v.policy.answer; }},
    {"response_code",
     [](const auto& v) {
       return wire::OrNull{v.policy.code
                               ? std::string_view(v.world.reference->codes[*v.policy.code].code)
                               : std::string_view()};
     }},
    {"settlements", [](const auto& v) { return v.policy.settlements; }},
});
constexpr wire::Schema kSchemas[] = {{"DebitPolicy", wire::kMembers<kDebitPolicy>}};

Answer get_debit_policy(Call& call) {
  JsonWriter out;
  wire::write_object(out, kDebitPolicy, PolicyView{call.world(), call.world().ledger.policy});
  return json_answer(out.take());
}

Answer put_debit_policy(Call& call) {
  StepResult done = call.session->submit(wire::read_debit_policy(call.body()));
  if (!done) return refused(done.take_error());
  return get_debit_policy(call);
}

using enum Access;
using enum Pace;
using enum Evidence;

// clang-format off
constexpr Route kRoutes[] = {
    {"POST", "/v1/ach_debits", create_debit, key, quick, documented, "Create an ACH debit",
     {"create_debit", "AchDebitWanted", "@AchDebit"}},
    {"GET", "/v1/ach_debits", list_debits, key, quick, documented, "List ACH debits, newest first; filter status",
     {"list_debits", "", "@IdList", "limit page status"}},
    {"GET", "/v1/ach_debits/{id}", get_debit, key, quick, documented, "Retrieve an ACH debit",
     {"get_debit", "", "@AchDebit"}},
    {"GET", "/v1/ach_debits/{id}/summarypdf", debit_pdf, key, quick, documented, "The summary of an ACH debit as a PDF",
     {"get_debit_summary"}, kPdf},
    {"POST", "/v1/ach_debits/{id}/cancel", cancel_debit, key, quick, documented, "Cancel a pending ACH debit",
     {"cancel_debit", "", "@AchDebit"}},
    {"POST", "/v1/payments", create_debit, key, quick, observed, "The older name of ACH debits",
     {"create_payment", "AchDebitWanted", "@AchDebit"}},
    {"GET", "/v1/payments", list_debits, key, quick, observed, "The older name of ACH debits",
     {"list_payments", "", "@IdList", "limit page status"}},
    {"GET", "/v1/payments/{id}", get_debit, key, quick, observed, "The older name of ACH debits",
     {"get_payment", "", "@AchDebit"}},
    {"GET", "/v1/payments/{id}/summarypdf", debit_pdf, key, quick, observed, "The older name of ACH debits",
     {"get_payment_summary"}, kPdf},
    {"POST", "/v1/payments/{id}/cancel", cancel_debit, key, quick, observed, "The older name of ACH debits",
     {"cancel_payment", "", "@AchDebit"}},
    {"GET", "/v1/ach_debit_collections", list_collections, key, quick, documented, "List collections, newest first",
     {"list_collections", "", "@IdList", "limit page"}},
    {"GET", "/v1/ach_debit_collections/{id}", get_collection, key, quick, documented, "Retrieve a collection",
     {"get_collection", "", "@AchDebitCollection"}},
    {"GET", "/v1/settlements", list_settlements, key, quick, documented, "List settlements, newest first; filter status",
     {"list_settlements", "", "@IdList", "limit page status"}},
    {"GET", "/v1/settlements/{id}", get_settlement, key, quick, documented, "Retrieve a settlement",
     {"get_settlement", "", "@Settlement"}},
    {"POST", "/v1/subscriptions", create_subscription, key, quick, documented, "Create a subscription",
     {"create_subscription", "SubscriptionWanted", "@Subscription"}},
    {"GET", "/v1/subscriptions", list_subscriptions, key, quick, documented, "List subscriptions, newest first; filter status",
     {"list_subscriptions", "", "@IdList", "limit page status"}},
    {"GET", "/v1/subscriptions/{id}", get_subscription, key, quick, documented, "Retrieve a subscription",
     {"get_subscription", "", "@Subscription"}},
    {"POST", "/v1/subscriptions/{id}", update_subscription, key, quick, documented, "Change the amount or name of a subscription",
     {"update_subscription", "SubscriptionUpdate", "@Subscription"}},
    {"POST", "/v1/subscriptions/{id}/cancel", cancel_subscription, key, quick, documented, "Cancel a subscription",
     {"cancel_subscription", "", "@Subscription"}},
    {"GET", "/_mock/policy/debits", get_debit_policy, control, quick, assumed, "How banks answer debits by themselves",
     {"get_debit_policy", "", "@DebitPolicy"}},
    {"PUT", "/_mock/policy/debits", put_debit_policy, control, quick, assumed, "Change how they answer",
     {"set_debit_policy", "DebitPolicyWanted", "@DebitPolicy"}},
};
// clang-format on

}  // namespace

Answer bank_answers_debit(Call& call) {
  StepResult done = call.session->submit(wire::read_answer_debit(call.body()));
  if (!done) return refused(done.take_error());
  return debit_answer(call, DebitId{done->index_of(ObjectKind::ach_debit)});
}

wire::SchemaList control_debit_schemas() { return kSchemas; }
std::span<const Route> debit_routes() { return kRoutes; }

}  // namespace lotusbox::api
