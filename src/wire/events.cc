#include "wire/events.h"

#include "base/check.h"
#include "wire/debits.h"
#include "wire/describe.h"
#include "wire/juspay.h"
#include "wire/schema_list.h"

namespace lotusbox::wire {

namespace {

using Index = std::uint32_t;

/// How an event shows its object: by the state that it kept.
struct EventData {
  ObjectKind kind;
  void (*write)(JsonWriter& out, const View& view, Index index, Index snapshot);
};

constexpr EventData kEventData[] = {
    {ObjectKind::source,
     [](JsonWriter& out, const View& view, Index index, Index snapshot) {
       write_source(out, view, SourceId{index}, view.world.source_snapshots[snapshot]);
     }},
    {ObjectKind::mandate,
     [](JsonWriter& out, const View& view, Index index, Index snapshot) {
       write_mandate(out, view, MandateId{index}, view.world.mandate_snapshots[snapshot]);
     }},
    {ObjectKind::customer,
     [](JsonWriter& out, const View& view, Index index, Index snapshot) {
       write_customer(out, view, CustomerId{index}, view.world.customer_snapshots[snapshot]);
     }},
    {ObjectKind::ach_debit,
     [](JsonWriter& out, const View& view, Index index, Index snapshot) {
       const World& world = view.world;
       write_debit(out, world, DebitId{index}, world.ledger.debit_snapshots[snapshot]);
     }},
    {ObjectKind::settlement,
     [](JsonWriter& out, const View& view, Index index, Index snapshot) {
       const World& world = view.world;
       write_settlement(out, world, SettlementId{index},
                        world.ledger.settlement_snapshots[snapshot]);
     }},
};

}  // namespace

void write_event_data(JsonWriter& out, const View& view, const Event& event) {
  const ObjectRef object = event.object;
  if (object.kind == ObjectKind::juspay_mandate) {
    return write_juspay_event_data(out, view.world, event);
  }
  for (const EventData& row : kEventData) {
    if (row.kind == object.kind) return row.write(out, view, object.index, event.snapshot);
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
