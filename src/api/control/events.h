// What has happened in a world: events and their deliveries.
#pragma once

#include "api/call.h"

namespace lotusbox::api {

Answer control_events(Call& call);
Answer control_resend(Call& call);
Answer control_deliveries(Call& call);
Answer control_delivery(Call& call);

/// The vendor's id of an object where it has one, else its kind and index.
std::string object_text(const Call& call, ObjectRef object);
/// `{"id","type","resource_id"}`
void write_event_line(JsonWriter& out, const wire::View& view, EventId id);
/// With the row that raised it; with its object as it was then, unless `brief`.
void write_event_entry(JsonWriter& out, const wire::View& view, EventId id, bool brief);
void write_delivery(JsonWriter& out, const wire::View& view, DeliveryId id);

}  // namespace lotusbox::api
