// The part of the control plane that tells what has happened: events, deliveries, calls, refusals,
// coverage.
#pragma once

#include "api/call.h"

namespace lotusbox::api {

Answer control_events(Call& call);
Answer control_resend(Call& call);
Answer control_deliveries(Call& call);
Answer control_requests(Call& call);
Answer control_why(Call& call);
Answer control_coverage(Call& call);

/// The vendor's id of an object where it has one, else its kind and place.
std::string object_text(const Call& call, ObjectRef object);
/// `{"id","type","resource_id"}`
void write_event_line(JsonWriter& out, const World& world, EventId id);

}  // namespace lotusbox::api
