// Events as the vendor's callers see them: in lists, by themselves, and as bodies of webhooks.
#pragma once

#include "wire/json_shapes.h"

namespace lotusbox::wire {

/// The object an event is about, as it was then (R6).
void write_event_data(JsonWriter& out, const View& view, const Event& event);
/// The body of a webhook: id, object, created, livemode, data, type, in this order (facts 14.10).
/// An event of Juspay has Juspay's envelope.
void write_event(JsonWriter& out, const View& view, EventId id);

/// What became of the deliveries of an event.
struct DeliveryTally {
  std::int64_t attempts = 0;
  bool delivered = false;
};

/// As `GET /v1/events` lists it.
void write_listed_event(JsonWriter& out, const View& view, EventId id);
/// As `GET /v1/events/{id}` shows it.
void write_retrieved_event(JsonWriter& out, const View& view, EventId id,
                           const DeliveryTally& tally);

}  // namespace lotusbox::wire
