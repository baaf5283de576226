#include "api/control/events.h"

#include <algorithm>
#include <utility>

#include "api/control/links.h"
#include "api/control/paging.h"
#include "api/control/rows.h"
#include "api/rules/filters.h"
#include "api/rules/lookup.h"
#include "api/rules/sets.h"
#include "base/text.h"
#include "wire/events.h"

namespace lotusbox::api {

namespace {

using wire::joined;
using wire::kMembers;
using wire::Member;
using wire::OrNull;
using wire::rows;
using wire::write_members;
using wire::write_object;

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

struct EventView {
  const wire::View& view;
  const World& world;
  EventId id;
  const Event& event;
  const Row& row;
};

EventView shown(const wire::View& view, EventId id) {
  const Event& event = view.world.events[id.index];
  return {view, view.world, id, event, row_of_ordinal(event.row)};
}

Evidence evidence_of(const EventView& v) {
  return v.row.event_evidence(v.row.raises.types[0] == v.event.type ? 0 : 1);
}

/// The management request that came to nothing with this event, which the vendor does not say.
std::optional<RequestId> failed_request(const EventView& v) {
  const bool failed = v.row.id.ends_with("_refused") || v.row.id.ends_with("_lapsed");
  if (v.event.object.kind != ObjectKind::mandate || !failed) return std::nullopt;
  return v.world.mandate_snapshots[v.event.snapshot].ended;
}

struct DeliveryView {
  const wire::View& view;
  const World& world;
  DeliveryId id;
  const Delivery& delivery;
  const Event& event;
};

constexpr auto kLine = rows<EventView>({
    {"id", [](const auto& v) { return event_id_text(v.world, v.id); }},
    {"type", "text", [](const auto& v) { return v.event.type; }},
    {"resource_id", [](const auto& v) { return id_text(v.world, v.event.object); }},
});
constexpr auto kRaised = rows<EventView>({
    {"id", [](const auto& v) { return event_id_text(v.world, v.id); }},
    {"created", [](const auto& v) { return v.event.created; }},
    {"created_ist", [](const auto& v) { return format_ist(v.event.created); }},
    {"type", "text", [](const auto& v) { return v.event.type; }},
    {"resource_id", [](const auto& v) { return id_text(v.world, v.event.object); }},
    {"object", "text", [](const auto& v) { return v.event.object.kind; }},
    {"row", [](const auto& v) { return v.row.id; }},
    {"evidence", kEvidences, [](const auto& v) { return v.row.evidence; }},
    {"event_evidence", kEvidences, [](const auto& v) { return evidence_of(v); }},
    {"reason", "@EndReason?",
     [](JsonWriter& out, const auto& v) {
       put_reason(out, end_of_request(v.world, *failed_request(v)));
     },
     [](const auto& v) { return failed_request(v).has_value(); }},
});
constexpr Member kData[] = {{"data", "hash", true}};
constexpr auto kRaisedMembers = joined(kMembers<kRaised>, std::to_array(kData));
struct AttemptView {
  const World& world;
  const Attempt& attempt;
};
constexpr auto kAttempt = rows<AttemptView>({
    {"at", [](const auto& v) { return v.attempt.at; }},
    {"at_ist", [](const auto& v) { return format_ist(v.attempt.at); }},
    {"verdict", "'answered'|'timed_out'|'unreachable'|'aborted'",
     [](const auto& v) { return verdict_text(v.attempt.verdict); }},
    {"http_status",
     [](const auto& v) {
       return v.attempt.verdict == Verdict::answered
                  ? std::optional(std::int64_t{v.attempt.http_status})
                  : std::nullopt;
     }},
    {"took_ms", [](const auto& v) { return v.attempt.took_ms; }},
    {"reason", [](const auto& v) { return OrNull{v.world.text(v.attempt.reason)}; }},
});
constexpr auto kDelivery = rows<DeliveryView>({
    {"id", [](const auto& v) { return v.id.index + 1; }},
    {"event", [](const auto& v) { return event_id_text(v.world, v.delivery.event); }},
    {"type", "text", [](const auto& v) { return v.event.type; }},
    {"resource_id", [](const auto& v) { return id_text(v.world, v.event.object); }},
    {"status", "'due'|'waiting'|'delivered'|'given_up'|'held'|'lost'",
     [](const auto& v) { return v.delivery.status; }},
    {"chaos", "'delayed'|'reordered'|'lost'|'duplicate'?",
     [](const auto& v) { return OrNull{to_text(v.delivery.chaos)}; }},
    {"url", [](const auto& v) { return std::string_view(v.world.targets[v.delivery.target].url); }},
    {"created", [](const auto& v) { return v.delivery.created; }},
    {"due_at", [](const auto& v) { return v.delivery.due_at; }},
    {"due_at_ist", [](const auto& v) { return format_ist(v.delivery.due_at); }},
    {"payload", "hash",
     [](JsonWriter& out, const auto& v) { wire::write_event(out, v.view, v.delivery.event); }},
    {"attempts", "[@Attempt]",
     [](JsonWriter& out, const auto& v) {
       std::vector<const Attempt*> attempts;  // the chain runs from the newest back
       for (auto index = v.delivery.last_attempt; index;
            index = v.world.attempts[*index].previous) {
         attempts.push_back(&v.world.attempts[*index]);
       }
       out.begin_array();
       for (auto attempt = attempts.rbegin(); attempt != attempts.rend(); ++attempt)
         write_object(out, kAttempt, AttemptView{v.world, **attempt});
       out.end_array();
     }},
});
struct SentView : DeliveryView {
  const Call& call;
};
/// One delivery has its body as well, as it went over the wire.
constexpr auto kSent = rows<SentView>({
    {"body",
     [](const auto& v) {
       JsonWriter plain;
       wire::write_event(plain, v.view, v.delivery.event);
       return v.call.ports.delivery_body(v.world, v.id, plain.take());
     }},
});
constexpr auto kSentMembers = joined(kMembers<kDelivery>, kMembers<kSent>);
constexpr Member kEventList[] = {
    {"data", "[@ControlEvent]"}, {"has_more", "bool"}, {"total", "int"}};
constexpr Member kDeliveryList[] = {
    {"data", "[@Delivery]"}, {"has_more", "bool"}, {"total", "int"}};
constexpr wire::Schema kSchemas[] = {
    {"EventLine", kMembers<kLine>},    {"ControlEvent", kRaisedMembers},
    {"ControlEvents", kEventList},     {"Attempt", kMembers<kAttempt>},
    {"Delivery", kMembers<kDelivery>}, {"Deliveries", kDeliveryList},
    {"DeliverySent", kSentMembers},
};

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

void write_event_line(JsonWriter& out, const wire::View& view, EventId id) {
  write_object(out, kLine, shown(view, id));
}

void write_delivery(JsonWriter& out, const wire::View& view, DeliveryId id) {
  const Delivery& delivery = view.world.deliveries[id.index];
  write_object(
      out, kDelivery,
      DeliveryView{view, view.world, id, delivery, view.world.events[delivery.event.index]});
}

void write_event_entry(JsonWriter& out, const wire::View& view, EventId id, bool brief) {
  const EventView v = shown(view, id);
  out.begin_object();
  write_members(out, kRaised, v);
  if (!brief) {
    out.key("data");
    wire::write_event_data(out, view, v.event);
  }
  out.end_object();
}

wire::SchemaList control_event_schemas() { return kSchemas; }

Answer control_events(Call& call) {
  const World& world = call.world();
  const wire::Body& query = call.query;
  if (auto no = asked(call, kFilterRules, refuse_filters({.type = query.field("type")}))) {
    return std::move(*no);
  }
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
  const FilterClaim filters{.type = query.field("type"), .delivery_status = query.field("status")};
  if (auto no = asked(call, kFilterRules, refuse_filters(filters))) return std::move(*no);
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

Answer control_delivery(Call& call) {
  const World& world = call.world();
  const std::int64_t number = parse_integer(call.params[0]).value_or(0);  // counted from 1
  const bool exists = number >= 1 && std::cmp_less_equal(number, world.deliveries.size());
  if (auto none = missing(call, Lookup::delivery, exists)) return std::move(*none);
  const DeliveryId id{static_cast<std::uint32_t>(number - 1)};
  const Delivery& delivery = world.deliveries[id.index];
  const std::string base = call.base_url();
  const wire::View view = call.view(base);
  const SentView sent{{view, world, id, delivery, world.events[delivery.event.index]}, call};
  JsonWriter out;
  out.begin_object();
  write_members(out, kDelivery, static_cast<const DeliveryView&>(sent));
  write_members(out, kSent, sent);
  out.end_object();
  return json_answer(out.take());
}

}  // namespace lotusbox::api
