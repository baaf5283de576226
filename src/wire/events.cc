#include "wire/events.h"

#include "base/check.h"
#include "wire/debits.h"
#include "wire/describe.h"
#include "wire/juspay.h"
#include "wire/schema_list.h"

namespace lotusbox::wire {

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

namespace {

struct EventView {
  const View& view;
  EventId id;
  const Event& event;
  DeliveryTally tally = {};
};

// clang-format off
constexpr auto kId = [](const EventView& v) { return event_id_text(v.view.world, v.id); };
constexpr auto kCreated = [](const EventView& v) { return v.event.created; };
constexpr auto kResource = [](const EventView& v) { return id_text(v.view.world, v.event.object); };
constexpr auto kType = [](const EventView& v) { return v.event.type; };

constexpr auto kListed = rows<EventView>({
    {"id", kId}, {"created", kCreated}, {"resource_id", kResource}, {"type", "text", kType},
});
constexpr auto kHead = rows<EventView>({
    {"id", kId},
    {"object", "'event'"},
    {"created", kCreated},
    {"livemode", [](const auto&) { return false; }},
    {"data", "hash", [](JsonWriter& out, const auto& v) { write_event_data(out, v.view, v.event); }},
});
// The body of a webhook, in the order of the samples (facts 14.10).
constexpr auto kSent = joined(kHead, rows<EventView>({{"type", "text", kType}}));
constexpr auto kRetrieved = joined(kHead, rows<EventView>({
    {"resource_id", kResource},
    {"type", "text", kType},
    {"webhook_sent", [](const auto& v) { return v.tally.delivered; }},
    {"webhook_attempts", [](const auto& v) { return v.tally.attempts; }},
    {"webhook_notified", [](const auto& v) { return v.tally.attempts > 0; }},
}));
constexpr Schema kSchemas[] = {{"Event", kMembers<kRetrieved>}, {"EventEntry", kMembers<kListed>}};
// clang-format on

}  // namespace

SchemaList event_schemas() { return kSchemas; }

void write_event(JsonWriter& out, const View& view, EventId id) {
  const Event& event = view.world.events[id.index];
  if (event.object.kind == ObjectKind::juspay_mandate) {
    return write_juspay_event(out, view.world, id);
  }
  write_object(out, kSent, EventView{view, id, event});
}

void write_listed_event(JsonWriter& out, const View& view, EventId id) {
  write_object(out, kListed, EventView{view, id, view.world.events[id.index]});
}

void write_retrieved_event(JsonWriter& out, const View& view, EventId id,
                           const DeliveryTally& tally) {
  write_object(out, kRetrieved, EventView{view, id, view.world.events[id.index], tally});
}

}  // namespace lotusbox::wire
