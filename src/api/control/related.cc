#include "api/control/related.h"

#include "wire/json_shapes.h"

namespace lotusbox::api {

namespace {

Related of_link(const World& world, LinkId id) {
  const Link& link = world.links[id.index];
  return link.kind == LinkKind::source ? related(world, SourceId{link.target})
                                       : related(world, world.requests[link.target].mandate);
}

}  // namespace

Related related(const World& world, MandateId mandate) {
  return {mandate, world.mandates[mandate.index].source};
}

Related related(const World& world, SourceId source) {
  return {world.sources[source.index].state.mandate, source};
}

Related related(const World& world, ObjectRef object) {
  switch (object.kind) {
    case ObjectKind::source: return related(world, SourceId{object.index});
    case ObjectKind::mandate: return related(world, MandateId{object.index});
    case ObjectKind::request: return related(world, world.requests[object.index].mandate);
    case ObjectKind::link: return of_link(world, LinkId{object.index});
    case ObjectKind::ach_debit: return related(world, world.ledger.debits[object.index].mandate);
    case ObjectKind::subscription:
      return related(world, world.ledger.subscriptions[object.index].mandate);
    case ObjectKind::delivery:
      return related(world, world.events[world.deliveries[object.index].event.index].object);
    case ObjectKind::customer:
    case ObjectKind::bank_account:
    case ObjectKind::juspay_mandate:
    case ObjectKind::physical_image:
    case ObjectKind::ach_debit_collection:
    case ObjectKind::settlement: break;
  }
  return {};
}

Related find_related(const Call& call, std::string_view id) {
  const World& world = call.world();
  if (const auto mandate = find_mandate(world, id)) return related(world, *mandate);
  if (const auto source = find_source(world, id)) return related(world, *source);
  if (const auto mandate = find_mandate_by_umrn(world, id)) return related(world, *mandate);
  if (const auto event = find_event(world, id)) {
    return related(world, world.events[event->index].object);
  }
  if (const auto debit = find_debit(world, id)) {
    return related(world, world.ledger.debits[debit->index].mandate);
  }
  if (const auto subscription = find_subscription(world, id)) {
    return related(world, world.ledger.subscriptions[subscription->index].mandate);
  }
  const auto name = wire::find_link_name(call.engine.link_names(), id);
  const bool here = name && name->world_number == call.session->shared_slot()->number &&
                    name->link.index < world.links.size();
  if (here) return of_link(world, name->link);
  if (const auto number = world.ids.parse("req_", id)) {
    const RequestRecord* record = call.session->shared_slot()->requests.find(*number);
    // The world may be an older one by now, in which the link is not made yet.
    if (record != nullptr && record->link && record->link->index < world.links.size())
      return of_link(world, *record->link);
  }
  return {};
}

}  // namespace lotusbox::api
