#include "core/behaviour/debit/guards.h"

namespace lotusbox {

bool mandate_is_active(const World& world, DebitId debit) {
  const MandateId mandate = world.ledger.debits[debit.place].mandate;
  return world.mandates[mandate.place].state.status == MandateStatus::active;
}

CivilDate value_date(const World& world) {
  const CivilDate today = ist_date(world.now);
  const bool closed = world.now >= ist_midnight(today) + limits::kCollectionCloseHour;
  return closed ? today.plus_days(1) : today;
}

std::optional<CollectionId> open_collection(const World& world, DebitId debit) {
  const CivilDate charge = world.ledger.debits[debit.place].charge;
  const CivilDate value = value_date(world);
  for (const CollectionId id : world.ledger.open_collections) {
    const Collection& collection = world.ledger.collections[id.place];
    if (collection.charge == charge && collection.value == value) return id;
  }
  return std::nullopt;
}

bool is_last_occurrence(const World& world, SubscriptionId id) {
  const Subscription& subscription = world.ledger.subscriptions[id.place];
  const std::uint32_t following = subscription.next + 1;
  if (subscription.count && following >= *subscription.count) return true;
  const auto& final = world.mandates[subscription.mandate.place].state.final_collection;
  return final && occurrence(subscription.schedule, following) > *final;
}

}  // namespace lotusbox
