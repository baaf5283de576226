#include <algorithm>

#include "api/control/control.h"
#include "api/control/links.h"
#include "api/control/paging.h"
#include "base/text.h"
#include "core/behaviour/lookup.h"

namespace lotusbox::api {

namespace {

bool wants(const Field& filter, std::string_view value) {
  return !filter.given() || filter.text == value;
}

std::size_t number_or(const Field& field, std::size_t otherwise) {
  const auto number = field.given() ? parse_integer(field.text) : std::nullopt;
  return number && *number >= 0 ? static_cast<std::size_t>(*number) : otherwise;
}

std::string_view verdict_text(Verdict verdict) {
  switch (verdict) {
    case Verdict::answered: return "answered";
    case Verdict::timed_out: return "timed_out";
    case Verdict::unreachable: return "unreachable";
    case Verdict::aborted: return "aborted";
  }
  LOTUSBOX_UNREACHABLE("verdict");
}

void write_attempts(JsonWriter& out, const World& world, const Delivery& delivery) {
  std::vector<const Attempt*> attempts;  // the chain runs from the newest back
  for (auto index = delivery.last_attempt; index; index = world.attempts[*index].previous) {
    attempts.push_back(&world.attempts[*index]);
  }
  out.key("attempts").begin_array();
  for (auto attempt = attempts.rbegin(); attempt != attempts.rend(); ++attempt) {
    out.begin_object()
        .field("at", unix_seconds((*attempt)->at))
        .field("at_ist", format_ist((*attempt)->at))
        .field("verdict", verdict_text((*attempt)->verdict))
        .field_or_null("http_status", (*attempt)->verdict == Verdict::answered
                                          ? std::optional<std::int64_t>((*attempt)->http_status)
                                          : std::nullopt)
        .field("took_ms", (*attempt)->took_ms)
        .field_or_null("reason", world.text((*attempt)->reason))
        .end_object();
  }
  out.end_array();
}

}  // namespace

std::string object_text(const Call& call, ObjectRef object) {
  if (object.kind == ObjectKind::link) {
    return call.engine.link_names().format(
        {call.session->shared_slot()->number, LinkId{object.index}});
  }
  const bool named = !id_prefix(object.kind).empty() || object.kind == ObjectKind::juspay_mandate;
  if (named) return id_text(call.world(), object);
  return std::string(to_text(object.kind)) + " " + std::to_string(object.index + 1);
}

void write_event_line(JsonWriter& out, const World& world, EventId id) {
  const Event& event = world.events[id.index];
  out.begin_object()
      .field("id", event_id_text(world, id))
      .field("type", to_text(event.type))
      .field("resource_id", id_text(world, event.object))
      .end_object();
}

void write_delivery(JsonWriter& out, const wire::View& view, DeliveryId id) {
  const World& world = view.world;
  const Delivery& delivery = world.deliveries[id.index];
  const Event& event = world.events[delivery.event.index];
  out.begin_object()
      .field("id", id.index + 1)
      .field("event", event_id_text(world, delivery.event))
      .field("type", to_text(event.type))
      .field("resource_id", id_text(world, event.object))
      .field("status", to_text(delivery.status))
      .field_or_null("chaos", to_text(delivery.chaos))
      .field("url", world.targets[delivery.target].url)
      .field("created", unix_seconds(delivery.created))
      .field("due_at", unix_seconds(delivery.due_at))
      .field("due_at_ist", format_ist(delivery.due_at))
      .key("payload");
  wire::write_event(out, view, delivery.event);
  write_attempts(out, world, delivery);
  out.end_object();
}

namespace {

Evidence evidence_of(const Event& event) {
  const Row& row = row_of_ordinal(event.row);
  return row.event_evidence(row.raises.types[0] == event.type ? 0 : 1);
}

/// Why a management request came to nothing, which the vendor does not say.
void write_failure(JsonWriter& out, const World& world, const Event& event) {
  const std::string_view row = row_of_ordinal(event.row).id;
  const bool failed = row.ends_with("_refused") || row.ends_with("_lapsed");
  if (event.object.kind != ObjectKind::mandate || !failed) return;
  const auto& request = world.mandate_snapshots[event.snapshot].ended;
  if (request) write_reason(out, end_of_request(world, *request));
}

}  // namespace

void write_event_entry(JsonWriter& out, const wire::View& view, EventId id, bool brief) {
  const World& world = view.world;
  const Event& event = world.events[id.index];
  const Row& row = row_of_ordinal(event.row);
  out.begin_object()
      .field("id", event_id_text(world, id))
      .field("created", unix_seconds(event.created))
      .field("created_ist", format_ist(event.created))
      .field("type", to_text(event.type))
      .field("resource_id", id_text(world, event.object))
      .field("object", to_text(event.object.kind))
      .field("row", row.id)
      .field("evidence", to_text(row.evidence))
      .field("event_evidence", to_text(evidence_of(event)));
  write_failure(out, world, event);
  if (!brief) {
    out.key("data");
    wire::write_event_data(out, view, event);
  }
  out.end_object();
}

Answer control_events(Call& call) {
  const World& world = call.world();
  const wire::Body& query = call.query;
  PageClaim claim{query.field("limit"), query.field("after")};
  const auto after = find_event(world, claim.after.text);
  claim.after_known = after.has_value();
  const std::size_t begin =
      std::max<std::size_t>(number_or(query.field("offset"), 0), after ? after->index + 1 : 0);
  ControlPage page(call, claim, world.events.size() - std::min(begin, world.events.size()));
  if (page.instead) return std::move(*page.instead);
  const std::string base = call.base_url();
  const wire::View view = call.view(base);
  const bool brief = query.written("brief").given();
  JsonWriter out;
  out.begin_object().key("data").begin_array();
  for (std::size_t i = begin; i < world.events.size() && !page.more; ++i) {
    const EventId id{static_cast<std::uint32_t>(i)};
    const Event& event = world.events[i];
    if (!wants(query.field("type"), to_text(event.type)) ||
        !wants(query.field("resource"), id_text(world, event.object))) {
      continue;
    }
    if (page.takes_next()) write_event_entry(out, view, id, brief);
  }
  out.end_array().field("has_more", page.more).field("total", world.events.size()).end_object();
  return json_answer(out.take());
}

Answer control_resend(Call& call) {
  StepResult done = call.session->submit(ResendEvent{call.params[0]});
  if (!done) return refused(done.take_error());
  const std::string base = call.base_url();
  JsonWriter out;
  write_delivery(out, call.view(base), DeliveryId{done->index_of(ObjectKind::delivery)});
  return json_answer(out.take());
}

Answer control_deliveries(Call& call) {
  const World& world = call.world();
  const wire::Body& query = call.query;
  const std::size_t total = world.deliveries.size();
  PageClaim claim{query.field("limit"), query.field("after")};
  const std::size_t after = number_or(claim.after, 0);  // deliveries are counted from 1
  claim.after_known = after >= 1 && after <= total;
  const std::size_t begin = std::max(number_or(query.field("offset"), 0), after);
  ControlPage page(call, claim, total - std::min(begin, total));
  if (page.instead) return std::move(*page.instead);
  const std::string base = call.base_url();
  const wire::View view = call.view(base);
  JsonWriter out;
  out.begin_object().key("data").begin_array();
  for (std::size_t i = begin; i < total && !page.more; ++i) {
    const Delivery& delivery = world.deliveries[i];
    const Event& event = world.events[delivery.event.index];
    if (!wants(query.field("type"), to_text(event.type)) ||
        !wants(query.field("status"), to_text(delivery.status)) ||
        !wants(query.field("resource"), id_text(world, event.object))) {
      continue;
    }
    if (page.takes_next()) write_delivery(out, view, DeliveryId{static_cast<std::uint32_t>(i)});
  }
  out.end_array().field("has_more", page.more).field("total", total).end_object();
  return json_answer(out.take());
}

}  // namespace lotusbox::api
