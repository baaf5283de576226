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

constexpr Coupling kCouplings[] = {
    // A source, and a request, come with a link.
    {"source.create-link", SourceTrigger::create, has_link, makes, LinkTrigger::issue},
    {"request.create-link", RequestTrigger::create, always, makes, LinkTrigger::issue},

    // A request puts its mandate on hold.
    {"request.create-amend", RequestTrigger::create, is_amend, its_mandate,
     MandateTrigger::amend_requested},
    {"request.create-pause", RequestTrigger::create, is_pause, its_mandate,
     MandateTrigger::pause_requested},
    {"request.create-resume", RequestTrigger::create, is_resume, its_mandate,
     MandateTrigger::resume_requested},
    {"request.create-cancel", RequestTrigger::create, is_cancel, its_mandate,
     MandateTrigger::cancel_requested},

    // What the customer does with a link decides what it is about.
    {"link.accepted-request", LinkTrigger::accepted, on_request, its_request,
     RequestTrigger::accepted},
    {"link.rejected-request", LinkTrigger::rejected, on_request, its_request,
     RequestTrigger::rejected},
    {"link.time_up-request", LinkTrigger::time_up, on_request, its_request, RequestTrigger::lapsed},
    {"link.accepted-source", LinkTrigger::accepted, on_api_source, its_source,
     SourceTrigger::authorised},
    {"link.accepted-esign", LinkTrigger::accepted, on_esign_source, its_source,
     SourceTrigger::signed_},
    {"link.rejected-source", LinkTrigger::rejected, on_source, its_source,
     SourceTrigger::attempt_failed},
    {"source.withdraw-link", SourceTrigger::withdraw, has_link, its_link,
     LinkTrigger::source_withdrawn},
    {"source.quarter_over-link", SourceTrigger::quarter_over, has_link, its_link,
     LinkTrigger::source_withdrawn},
    {"source.returned-link", SourceTrigger::returned, has_link, its_link,
     LinkTrigger::source_returned},
    {"link.mandate_over-request", LinkTrigger::mandate_over, on_request, its_request,
     RequestTrigger::mandate_over},

    // The end of a request is applied to its mandate, or leads it back.
    {"request.accepted-amend", RequestTrigger::accepted, is_amend, its_mandate,
     MandateTrigger::amend_applied},
    {"request.accepted-pause", RequestTrigger::accepted, is_pause, its_mandate,
     MandateTrigger::pause_applied},
    {"request.accepted-resume", RequestTrigger::accepted, is_resume, its_mandate,
     MandateTrigger::resume_applied},
    {"request.accepted-cancel", RequestTrigger::accepted, is_cancel, its_mandate,
     MandateTrigger::cancel_applied},
    {"request.rejected-amend", RequestTrigger::rejected, is_amend, its_mandate,
     MandateTrigger::amend_refused},
    {"request.rejected-pause", RequestTrigger::rejected, is_pause, its_mandate,
     MandateTrigger::pause_refused},
    {"request.rejected-resume", RequestTrigger::rejected, is_resume, its_mandate,
     MandateTrigger::resume_refused},
    {"request.rejected-cancel", RequestTrigger::rejected, is_cancel, its_mandate,
     MandateTrigger::cancel_refused},
    {"request.lapsed-amend", RequestTrigger::lapsed, is_amend, its_mandate,
     MandateTrigger::amend_lapsed},
    {"request.lapsed-pause", RequestTrigger::lapsed, is_pause, its_mandate,
     MandateTrigger::pause_lapsed},
    {"request.lapsed-resume", RequestTrigger::lapsed, is_resume, its_mandate,
     MandateTrigger::resume_lapsed},
    {"request.lapsed-cancel", RequestTrigger::lapsed, is_cancel, its_mandate,
     MandateTrigger::cancel_lapsed},

    // An authorised source makes a mandate, and a customer unless it names one.
    {"source.authorised-customer", SourceTrigger::authorised, customer_new, makes,
     CustomerTrigger::create},
    {"source.authorised-mandate", SourceTrigger::authorised, always, makes,
     MandateTrigger::source_authorised},
    {"mandate.source_authorised-customer", MandateTrigger::source_authorised, always, its_customer,
     CustomerTrigger::mandate_joined},
    {"mandate.imported-customer", MandateTrigger::imported, always, its_customer,
     CustomerTrigger::mandate_joined},

    // An acknowledged one makes them too; the mandate stands when the bank accepts it.
    {"source.acknowledged-customer", SourceTrigger::acknowledged, customer_new, makes,
     CustomerTrigger::create},
    {"source.acknowledged-mandate", SourceTrigger::acknowledged, always, makes,
     MandateTrigger::source_acknowledged},
    {"mandate.bank_accepted-customer", MandateTrigger::bank_accepted, always, its_customer,
     CustomerTrigger::mandate_joined},

    // A mandate that ends takes what depends on it along, and its customer comes last (R7).
    {"cancellation.confirmed-mandate", CancellationTrigger::confirmed, always, itself,
     MandateTrigger::bank_cancelled},
    {"cancellation.received-mandate", CancellationTrigger::received, always, itself,
     MandateTrigger::bank_cancelled},
    {"mandate.bank_cancelled-debits", MandateTrigger::bank_cancelled, always, its_pending_debits,
     DebitTrigger::mandate_ended},
    {"mandate.bank_cancelled-subscriptions", MandateTrigger::bank_cancelled, always,
     its_active_subscriptions, SubscriptionTrigger::mandate_ended},
    {"mandate.bank_cancelled-customer", MandateTrigger::bank_cancelled, always, its_customer,
     CustomerTrigger::mandate_ended},
    {"mandate.final_day_over-debits", MandateTrigger::final_day_over, always, its_pending_debits,
     DebitTrigger::mandate_ended},
    {"mandate.final_day_over-subscriptions", MandateTrigger::final_day_over, always,
     its_active_subscriptions, SubscriptionTrigger::mandate_ended},
    {"mandate.final_day_over-customer", MandateTrigger::final_day_over, always, its_customer,
     CustomerTrigger::mandate_ended},
    {"mandate.cancel_applied-debits", MandateTrigger::cancel_applied, always, its_pending_debits,
     DebitTrigger::mandate_ended},
    {"mandate.cancel_applied-subscriptions", MandateTrigger::cancel_applied, always,
     its_active_subscriptions, SubscriptionTrigger::mandate_ended},
    {"mandate.cancel_applied-customer", MandateTrigger::cancel_applied, always, its_customer,
     CustomerTrigger::mandate_ended},

    // A date of a subscription makes a debit, and money that comes in is collected and paid out.
    {"subscription.charge-debit", SubscriptionTrigger::charge, always, makes,
     DebitTrigger::made_by_subscription},
    {"ach_debit.confirm-first", DebitTrigger::confirm, collection_none, makes,
     CollectionTrigger::first_debit},
    {"ach_debit.confirm-further", DebitTrigger::confirm, collection_open, its_collection,
     CollectionTrigger::further_debit},
    {"ach_debit.give_back-collection", DebitTrigger::give_back, collected_today, its_collection,
     CollectionTrigger::debit_returned},
    {"ach_debit_collection.day_ends-settlement", CollectionTrigger::day_ends, settles, makes,
     SettlementTrigger::create},

    // What chaos holds back follows the next delivery that leaves.
    {"delivery.event_raised-held", DeliveryTrigger::event_raised, always, held_delivery,
     DeliveryTrigger::overtaken},
    {"delivery.wait_over-held", DeliveryTrigger::wait_over, always, held_delivery,
     DeliveryTrigger::overtaken},
};

Indexes one(std::uint32_t index) {
  Indexes indexes;
  indexes.push_back(index);
  return indexes;
}

Indexes target(const World& world, std::uint32_t link) { return one(world.links[link].target); }

Indexes mandate(const World& world, std::uint32_t request) {
  return one(world.requests[request].mandate.index);
}

Indexes customer(const World& world, std::uint32_t mandate) {
  return one(world.mandates[mandate].customer.index);
}

Indexes link(const World& world, std::uint32_t source) {
  return one(world.sources[source].link->index);
}

Indexes same(const World&, std::uint32_t index) { return one(index); }

Indexes collection(const World& world, std::uint32_t debit) {
  const auto& joined = world.ledger.debits[debit].state.collection;
  return one((joined ? joined : open_collection(world, DebitId{debit}))->index);
}

Indexes pending_debits(const World& world, std::uint32_t mandate) {
  Indexes indexes;
  for (auto id = world.mandates[mandate].first_pending_debit; id;
       id = world.ledger.debits[id->index].next_pending) {
    indexes.push_back(id->index);
  }
  return indexes;
}

Indexes active_subscriptions(const World& world, std::uint32_t mandate) {
  Indexes indexes;
  auto id = world.mandates[mandate].last_subscription;
  while (id) {
    const Subscription& row = world.ledger.subscriptions[id->index];
    if (row.status == SubscriptionStatus::active) indexes.push_back(id->index);
    id = row.previous_of_mandate;
  }
  return indexes;
}

Indexes held(const World& world, std::uint32_t) {
  return world.held_delivery ? one(world.held_delivery->index) : Indexes();
}

struct RelationRow {
  Relation relation;
  std::string_view text;
  Indexes (*related)(const World& world, std::uint32_t index);  ///< to the object that changed
};

constexpr RelationRow kRelations[] = {
    {makes, "makes a", same},
    {its_source, "its", target},
    {its_request, "its", target},
    {its_mandate, "its", mandate},
    {its_customer, "its", customer},
    {its_link, "its", link},
    {itself, "the same", same},
    {its_collection, "its", collection},
    {its_pending_debits, "each pending", pending_debits},
    {its_active_subscriptions, "each active", active_subscriptions},
    {held_delivery, "the held", held},
};
static_assert(in_order(kRelations, [](const RelationRow& row) { return row.relation; }));

const RelationRow& row_of(Relation relation) {
  return kRelations[static_cast<std::size_t>(relation)];
}

}  // namespace

std::span<const Coupling> couplings() { return kCouplings; }

std::string_view to_text(Relation relation) { return row_of(relation).text; }

Indexes related(const World& world, const Coupling& coupling, std::uint32_t index) {
  return row_of(coupling.relation).related(world, index);
}

}  // namespace lotusbox
