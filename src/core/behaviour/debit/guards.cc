#include "core/behaviour/debit/guards.h"

#include "core/behaviour/debit/terms.h"

namespace lotusbox {

bool mandate_is_active(const World& world, DebitId debit) {
  const MandateId mandate = world.ledger.debits[debit.index].mandate;
  return world.mandates[mandate.index].state.status == MandateStatus::active;
}

bool is_held_back(const World& world, DebitId debit) {
  return world.policy.switched(Switch::debits_beyond_terms) && mandate_is_active(world, debit) &&
         term_breach(world, debit).has_value();
}

CivilDate value_date(const World& world) {
  const CivilDate today = ist_date(world.now);
  const bool closed = world.now >= ist_midnight(today) + limits::kCollectionCloseHour;
  return closed ? today.plus_days(1) : today;
}

std::uint16_t creditor_of_debit(const World& world, DebitId debit) {
  const MandateId mandate = world.ledger.debits[debit.index].mandate;
  return world.terms_of(world.mandates[mandate.index]).creditor;
}

std::optional<CollectionId> open_collection(const World& world, DebitId debit) {
  const CivilDate charge = world.ledger.debits[debit.index].charge;
  const std::uint16_t creditor = creditor_of_debit(world, debit);
  const CivilDate value = value_date(world);
  for (const CollectionId id : world.ledger.open_collections) {
    const Collection& collection = world.ledger.collections[id.index];
    if (collection.charge == charge && collection.value == value &&
        collection.creditor == creditor) {
      return id;
    }
  }
  return std::nullopt;
}

bool collected_today(const World& world, DebitId debit) {
  const auto& collection = world.ledger.debits[debit.index].state.collection;
  return collection && world.ledger.collections[collection->index].status == CollectionStatus::open;
}

bool is_last_occurrence(const World& world, SubscriptionId id) {
  const Subscription& subscription = world.ledger.subscriptions[id.index];
  return subscription.count && subscription.next + 1 >= *subscription.count;
}

}  // namespace lotusbox
