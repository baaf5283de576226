#include "core/run/couplings.h"

#include "core/behaviour/cancellation/machine.h"
#include "core/behaviour/customer/machine.h"
#include "core/behaviour/debit/guards.h"
#include "core/behaviour/debit/machine.h"
#include "core/behaviour/delivery/machine.h"
#include "core/behaviour/link/machine.h"
#include "core/behaviour/mandate/machine.h"
#include "core/behaviour/request/machine.h"
#include "core/behaviour/settlement/machine.h"
#include "core/behaviour/source/machine.h"
#include "core/behaviour/subscription/machine.h"

namespace lotusbox {

namespace {

using enum Guard;
using enum Relation;

constexpr auto source = [](SourceTrigger t) { return std::uint8_t(t); };
constexpr auto mandate = [](MandateTrigger t) { return std::uint8_t(t); };
constexpr auto cancellation = [](CancellationTrigger t) { return std::uint8_t(t); };
constexpr auto request = [](RequestTrigger t) { return std::uint8_t(t); };
constexpr auto link = [](LinkTrigger t) { return std::uint8_t(t); };
constexpr auto customer = [](CustomerTrigger t) { return std::uint8_t(t); };
constexpr auto debit = [](DebitTrigger t) { return std::uint8_t(t); };
constexpr auto collection = [](CollectionTrigger t) { return std::uint8_t(t); };
constexpr auto settlement = [](SettlementTrigger t) { return std::uint8_t(t); };
constexpr auto delivery = [](DeliveryTrigger t) { return std::uint8_t(t); };
constexpr auto subscription = [](SubscriptionTrigger t) { return std::uint8_t(t); };

using M = Machine;
using Mt = MandateTrigger;
using Rt = RequestTrigger;

constexpr Coupling kCouplings[] = {
    // A source, and a request, come with a link.
    {"source.create-link", M::source, source(SourceTrigger::create), has_link, makes, M::link,
     link(LinkTrigger::issue)},
    {"request.create-link", M::request, request(Rt::create), always, makes, M::link,
     link(LinkTrigger::issue)},

    // A request puts its mandate on hold.
    {"request.create-amend", M::request, request(Rt::create), is_amend, its_mandate, M::mandate,
     mandate(Mt::amend_requested)},
    {"request.create-pause", M::request, request(Rt::create), is_pause, its_mandate, M::mandate,
     mandate(Mt::pause_requested)},
    {"request.create-resume", M::request, request(Rt::create), is_resume, its_mandate, M::mandate,
     mandate(Mt::resume_requested)},
    {"request.create-cancel", M::request, request(Rt::create), is_cancel, its_mandate, M::mandate,
     mandate(Mt::cancel_requested)},

    // What the customer does with a link decides what it is about.
    {"link.accepted-request", M::link, link(LinkTrigger::accepted), on_request, its_request,
     M::request, request(Rt::accepted)},
    {"link.rejected-request", M::link, link(LinkTrigger::rejected), on_request, its_request,
     M::request, request(Rt::rejected)},
    {"link.time_up-request", M::link, link(LinkTrigger::time_up), on_request, its_request,
     M::request, request(Rt::lapsed)},
    {"link.accepted-source", M::link, link(LinkTrigger::accepted), on_api_source, its_source,
     M::source, source(SourceTrigger::authorised)},
    {"link.accepted-esign", M::link, link(LinkTrigger::accepted), on_esign_source, its_source,
     M::source, source(SourceTrigger::signed_by_customer)},
    {"link.rejected-source", M::link, link(LinkTrigger::rejected), on_source, its_source, M::source,
     source(SourceTrigger::attempt_failed)},
    {"source.withdraw-link", M::source, source(SourceTrigger::withdraw), has_link, its_link,
     M::link, link(LinkTrigger::source_withdrawn)},
    {"source.quarter_over-link", M::source, source(SourceTrigger::quarter_over), has_link, its_link,
     M::link, link(LinkTrigger::source_withdrawn)},
    {"source.returned-link", M::source, source(SourceTrigger::returned), has_link, its_link,
     M::link, link(LinkTrigger::source_returned)},
    {"link.mandate_over-request", M::link, link(LinkTrigger::mandate_over), on_request, its_request,
     M::request, request(Rt::mandate_over)},

    // The end of a request is applied to its mandate, or leads it back.
    {"request.accepted-amend", M::request, request(Rt::accepted), is_amend, its_mandate, M::mandate,
     mandate(Mt::amend_applied)},
    {"request.accepted-pause", M::request, request(Rt::accepted), is_pause, its_mandate, M::mandate,
     mandate(Mt::pause_applied)},
    {"request.accepted-resume", M::request, request(Rt::accepted), is_resume, its_mandate,
     M::mandate, mandate(Mt::resume_applied)},
    {"request.accepted-cancel", M::request, request(Rt::accepted), is_cancel, its_mandate,
     M::mandate, mandate(Mt::cancel_applied)},
    {"request.rejected-amend", M::request, request(Rt::rejected), is_amend, its_mandate, M::mandate,
     mandate(Mt::amend_refused)},
    {"request.rejected-pause", M::request, request(Rt::rejected), is_pause, its_mandate, M::mandate,
     mandate(Mt::pause_refused)},
    {"request.rejected-resume", M::request, request(Rt::rejected), is_resume, its_mandate,
     M::mandate, mandate(Mt::resume_refused)},
    {"request.rejected-cancel", M::request, request(Rt::rejected), is_cancel, its_mandate,
     M::mandate, mandate(Mt::cancel_refused)},
    {"request.lapsed-amend", M::request, request(Rt::lapsed), is_amend, its_mandate, M::mandate,
     mandate(Mt::amend_lapsed)},
    {"request.lapsed-pause", M::request, request(Rt::lapsed), is_pause, its_mandate, M::mandate,
     mandate(Mt::pause_lapsed)},
    {"request.lapsed-resume", M::request, request(Rt::lapsed), is_resume, its_mandate, M::mandate,
     mandate(Mt::resume_lapsed)},
    {"request.lapsed-cancel", M::request, request(Rt::lapsed), is_cancel, its_mandate, M::mandate,
     mandate(Mt::cancel_lapsed)},

    // An authorised source makes a mandate, and a customer unless it names one.
    {"source.authorised-customer", M::source, source(SourceTrigger::authorised), customer_new,
     makes, M::customer, customer(CustomerTrigger::create)},
    {"source.authorised-mandate", M::source, source(SourceTrigger::authorised), always, makes,
     M::mandate, mandate(Mt::source_authorised)},
    {"mandate.source_authorised-customer", M::mandate, mandate(Mt::source_authorised), always,
     its_customer, M::customer, customer(CustomerTrigger::mandate_joined)},
    {"mandate.imported-customer", M::mandate, mandate(Mt::imported), always, its_customer,
     M::customer, customer(CustomerTrigger::mandate_joined)},

    // An acknowledged one makes them too; the mandate stands when the bank accepts it.
    {"source.acknowledged-customer", M::source, source(SourceTrigger::acknowledged), customer_new,
     makes, M::customer, customer(CustomerTrigger::create)},
    {"source.acknowledged-mandate", M::source, source(SourceTrigger::acknowledged), always, makes,
     M::mandate, mandate(Mt::source_acknowledged)},
    {"mandate.bank_accepted-customer", M::mandate, mandate(Mt::bank_accepted), always, its_customer,
     M::customer, customer(CustomerTrigger::mandate_joined)},

    // A mandate that ends takes what depends on it along, and its customer comes last (R7).
    {"cancellation.confirmed-mandate", M::cancellation,
     cancellation(CancellationTrigger::confirmed), always, itself, M::mandate,
     mandate(Mt::bank_cancelled)},
    {"cancellation.received-mandate", M::cancellation, cancellation(CancellationTrigger::received),
     always, itself, M::mandate, mandate(Mt::bank_cancelled)},
    {"mandate.bank_cancelled-debits", M::mandate, mandate(Mt::bank_cancelled), always,
     its_pending_debits, M::debit, debit(DebitTrigger::mandate_ended)},
    {"mandate.bank_cancelled-subscriptions", M::mandate, mandate(Mt::bank_cancelled), always,
     its_active_subscriptions, M::subscription, subscription(SubscriptionTrigger::mandate_ended)},
    {"mandate.bank_cancelled-customer", M::mandate, mandate(Mt::bank_cancelled), always,
     its_customer, M::customer, customer(CustomerTrigger::mandate_ended)},
    {"mandate.final_day_over-debits", M::mandate, mandate(Mt::final_day_over), always,
     its_pending_debits, M::debit, debit(DebitTrigger::mandate_ended)},
    {"mandate.final_day_over-subscriptions", M::mandate, mandate(Mt::final_day_over), always,
     its_active_subscriptions, M::subscription, subscription(SubscriptionTrigger::mandate_ended)},
    {"mandate.final_day_over-customer", M::mandate, mandate(Mt::final_day_over), always,
     its_customer, M::customer, customer(CustomerTrigger::mandate_ended)},
    {"mandate.cancel_applied-debits", M::mandate, mandate(Mt::cancel_applied), always,
     its_pending_debits, M::debit, debit(DebitTrigger::mandate_ended)},
    {"mandate.cancel_applied-subscriptions", M::mandate, mandate(Mt::cancel_applied), always,
     its_active_subscriptions, M::subscription, subscription(SubscriptionTrigger::mandate_ended)},
    {"mandate.cancel_applied-customer", M::mandate, mandate(Mt::cancel_applied), always,
     its_customer, M::customer, customer(CustomerTrigger::mandate_ended)},

    // A date of a subscription makes a debit, and money that comes in is collected and paid out.
    {"subscription.charge-debit", M::subscription, subscription(SubscriptionTrigger::charge),
     always, makes, M::debit, debit(DebitTrigger::made_by_subscription)},
    {"ach_debit.confirm-first", M::debit, debit(DebitTrigger::confirm), collection_none, makes,
     M::collection, collection(CollectionTrigger::first_debit)},
    {"ach_debit.confirm-further", M::debit, debit(DebitTrigger::confirm), collection_open,
     its_collection, M::collection, collection(CollectionTrigger::further_debit)},
    {"ach_debit.give_back-collection", M::debit, debit(DebitTrigger::give_back), collected_today,
     its_collection, M::collection, collection(CollectionTrigger::debit_returned)},
    {"ach_debit_collection.day_ends-settlement", M::collection,
     collection(CollectionTrigger::day_ends), settles, makes, M::settlement,
     settlement(SettlementTrigger::create)},

    // What chaos holds back follows the next delivery that leaves.
    {"delivery.event_raised-held", M::delivery, delivery(DeliveryTrigger::event_raised), always,
     Relation::held_delivery, M::delivery, delivery(DeliveryTrigger::overtaken)},
    {"delivery.wait_over-held", M::delivery, delivery(DeliveryTrigger::wait_over), always,
     Relation::held_delivery, M::delivery, delivery(DeliveryTrigger::overtaken)},
};

Indexes one(std::uint32_t index) {
  Indexes indexes;
  indexes.push(index);
  return indexes;
}

Indexes pending_debits(const World& world, const Mandate& of) {
  Indexes indexes;
  for (auto id = of.first_pending_debit; id; id = world.ledger.debits[id->index].next_pending) {
    indexes.push(id->index);
  }
  return indexes;
}

Indexes active_subscriptions(const World& world, const Mandate& of) {
  Indexes indexes;
  auto id = of.last_subscription;
  while (id) {
    const Subscription& row = world.ledger.subscriptions[id->index];
    if (row.status == SubscriptionStatus::active) indexes.push(id->index);
    id = row.previous_of_mandate;
  }
  return indexes;
}

}  // namespace

std::span<const Coupling> couplings() { return kCouplings; }

std::string_view to_text(Relation relation) {
  switch (relation) {
    case Relation::makes: return "makes a";
    case Relation::its_source:
    case Relation::its_request:
    case Relation::its_mandate:
    case Relation::its_customer:
    case Relation::its_collection:
    case Relation::its_link: return "its";
    case Relation::itself: return "the same";
    case Relation::its_pending_debits: return "each pending";
    case Relation::its_active_subscriptions: return "each active";
    case Relation::held_delivery: return "the held";
  }
  LOTUSBOX_UNREACHABLE("relation");
}

std::uint32_t next_index(const World& world, Machine machine) {
  switch (machine) {
    case Machine::source: return static_cast<std::uint32_t>(world.sources.size());
    case Machine::mandate:
    case Machine::cancellation: return static_cast<std::uint32_t>(world.mandates.size());
    case Machine::request: return static_cast<std::uint32_t>(world.requests.size());
    case Machine::link: return static_cast<std::uint32_t>(world.links.size());
    case Machine::customer: return static_cast<std::uint32_t>(world.customers.size());
    case Machine::delivery: return static_cast<std::uint32_t>(world.deliveries.size());
    case Machine::juspay: return static_cast<std::uint32_t>(world.juspay_mandates.size());
    case Machine::debit: return static_cast<std::uint32_t>(world.ledger.debits.size());
    case Machine::collection: return static_cast<std::uint32_t>(world.ledger.collections.size());
    case Machine::settlement: return static_cast<std::uint32_t>(world.ledger.settlements.size());
    case Machine::subscription:
      return static_cast<std::uint32_t>(world.ledger.subscriptions.size());
  }
  LOTUSBOX_UNREACHABLE("machine");
}

Indexes related(const World& world, const Coupling& coupling, std::uint32_t index) {
  switch (coupling.relation) {
    case Relation::makes: return one(index);
    case Relation::its_source:
    case Relation::its_request: return one(world.links[index].target);
    case Relation::its_mandate: return one(world.requests[index].mandate.index);
    case Relation::its_customer: return one(world.mandates[index].customer.index);
    case Relation::its_link: return one(world.sources[index].link->index);
    case Relation::itself: return one(index);
    case Relation::its_collection: {
      const auto& joined = world.ledger.debits[index].state.collection;
      return one((joined ? joined : open_collection(world, DebitId{index}))->index);
    }
    case Relation::its_pending_debits: return pending_debits(world, world.mandates[index]);
    case Relation::its_active_subscriptions:
      return active_subscriptions(world, world.mandates[index]);
    case Relation::held_delivery:
      return world.held_delivery ? one(world.held_delivery->index) : Indexes();
  }
  LOTUSBOX_UNREACHABLE("relation");
}

}  // namespace lotusbox
