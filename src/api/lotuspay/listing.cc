#include "api/lotuspay/listing.h"

#include <algorithm>

#include "api/rules/lookup.h"
#include "api/rules/paging.h"
#include "api/rules/sets.h"
#include "wire/events.h"
#include "wire/lists.h"

namespace lotusbox::api {

namespace {

/// Collects one page out of many entries, given newest first, without building the others.
class Page {
 public:
  explicit Page(const ListBounds& bounds)
      : skip_((bounds.page - 1) * bounds.limit), limit_(bounds.limit) {}

  /// True while the entry that comes belongs to the page.
  bool takes_next() {
    if (skip_ > 0) {
      --skip_;
      return false;
    }
    if (taken_ == limit_) {
      more_ = true;
      return false;
    }
    ++taken_;
    return true;
  }
  [[nodiscard]] bool full() const { return more_; }

 private:
  std::size_t skip_;
  std::size_t limit_;
  std::size_t taken_ = 0;
  bool more_ = false;
};

ListClaim claim_of(const Call& call, ListKind kind) {
  return {call.query.field("limit"),   call.query.field("page"),   call.query.field("status"),
          call.query.field("variant"), call.query.field("filter"), kind};
}

std::optional<Answer> refused_bounds(Call& call, const ListClaim& claim) {
  auto refusal = refuse_list(claim);
  call.session->slot().coverage.count_asked(kListRules, refusal ? refusal->rule : nullptr);
  if (!refusal) return std::nullopt;
  return refused(std::move(*refusal));
}

void append(std::string& entries, JsonWriter entry) {
  if (!entries.empty()) entries += ',';
  entries += entry.take();
}

/// Events of Juspay's API are told by the control plane and its webhook only.
bool is_lotuspay(const Event& event) { return event.object.kind != ObjectKind::juspay_mandate; }

std::optional<EventId> find_lotuspay_event(const World& world, std::string_view text) {
  const auto id = find_event(world, text);
  return id && is_lotuspay(world.events[id->index]) ? id : std::nullopt;
}

/// The newest events that `wanted` picks.
Answer event_page(Call& call, const std::function<bool(const Event&)>& wanted) {
  const ListClaim claim = claim_of(call, ListKind::plain);
  if (auto refused_list = refused_bounds(call, claim)) return std::move(*refused_list);
  const World& world = call.world();
  const std::string base = call.base_url();
  const wire::View view = call.view(base);
  Page page(read_bounds(claim));
  std::string entries;
  for (std::size_t i = world.events.size(); i-- > 0 && !page.full();) {
    if (!wanted(world.events[i]) || !page.takes_next()) continue;
    JsonWriter entry;
    wire::write_listed_event(entry, view, EventId{static_cast<std::uint32_t>(i)});
    append(entries, std::move(entry));
  }
  return json_answer(wire::list_body("/v1/events", page.full(), entries));
}

/// What may be named in the query of /v1/events/resource.
struct ResourceName {
  std::string_view name;
  Lookup what;
  std::optional<ObjectRef> (*find)(const World& world, std::string_view id);
};

template <auto kFind, ObjectKind kKind>
std::optional<ObjectRef> find_object(const World& world, std::string_view id) {
  const auto found = kFind(world, id);
  return found ? std::optional(ObjectRef{kKind, found->index}) : std::nullopt;
}

constexpr ResourceName kResourceNames[] = {
    {"source", Lookup::source, find_object<find_source, ObjectKind::source>},
    {"mandate", Lookup::mandate, find_object<find_mandate, ObjectKind::mandate>},
    {"customer", Lookup::customer, find_object<find_customer, ObjectKind::customer>},
    {"ach_debit", Lookup::ach_debit, find_object<find_debit, ObjectKind::ach_debit>},
    {"settlement", Lookup::settlement, find_object<find_settlement, ObjectKind::settlement>},
};

}  // namespace

Answer list_answer(Call& call, std::string_view url, std::size_t count,
                   const std::function<ListEntry(std::uint32_t)>& entry_at, ListKind kind) {
  const ListClaim claim = claim_of(call, kind);
  if (auto refused_list = refused_bounds(call, claim)) return std::move(*refused_list);
  const ListBounds bounds = read_bounds(claim);
  Page page(bounds);
  std::string entries;
  for (std::size_t i = count; i-- > 0 && !page.full();) {
    const ListEntry entry = entry_at(static_cast<std::uint32_t>(i));
    if (bounds.status && entry.status && *bounds.status != *entry.status) continue;
    if (entry.source_status &&
        bounds.source_status.value_or(*entry.source_status) != *entry.source_status) {
      continue;
    }
    if (bounds.variant && entry.variant && *bounds.variant != *entry.variant) continue;
    if (!page.takes_next()) continue;
    JsonWriter out;
    wire::write_reference_entry(out, {entry.id, entry.reference1});
    append(entries, std::move(out));
  }
  return json_answer(wire::list_body(url, page.full(), entries));
}

Answer listing_answer(Call& call, const Listing& listing) {
  const ListClaim claim = claim_of(call, listing.kind);
  if (auto refused_list = refused_bounds(call, claim)) return std::move(*refused_list);
  ListBounds bounds = read_bounds(claim);
  bounds.limit = std::min(bounds.limit, listing.page_size_max);
  Page page(bounds);
  std::string entries;
  for (std::size_t i = 0; i < listing.count && !page.full(); ++i) {
    if (listing.wanted && !listing.wanted(bounds, i)) continue;
    if (!page.takes_next()) continue;
    JsonWriter out;
    listing.write(out, i);
    append(entries, std::move(out));
  }
  return json_answer(wire::list_body(listing.url, page.full(), entries));
}

Answer list_events(Call& call) {
  return event_page(call, [](const Event& event) { return is_lotuspay(event); });
}

Answer list_events_of_resource(Call& call) {
  const auto* named =
      std::find_if(std::begin(kResourceNames), std::end(kResourceNames),
                   [&](const ResourceName& one) { return call.query.field(one.name).given(); });
  const bool some = named != std::end(kResourceNames);
  call.session->slot().coverage.count_rule(resource_named_rule(), some);
  if (!some) return refused(refuse_unnamed_resource());
  const auto object = named->find(call.world(), call.query.field(named->name).text);
  if (auto none = missing(call, named->what, object.has_value())) return std::move(*none);
  return event_page(call, [&](const Event& event) { return event.object == *object; });
}

wire::DeliveryTally tally_deliveries(const World& world, EventId event) {
  wire::DeliveryTally tally;
  for (std::size_t i = 0; i < world.deliveries.size(); ++i) {
    const Delivery& delivery = world.deliveries[i];
    if (delivery.event != event) continue;
    tally.attempts += delivery.attempts;
    tally.delivered = tally.delivered || delivery.status == DeliveryStatus::delivered;
  }
  return tally;
}

Answer get_event(Call& call) {
  const auto id = find_lotuspay_event(call.world(), call.params[0]);
  if (auto none = missing(call, Lookup::event, id.has_value())) return std::move(*none);
  const std::string base = call.base_url();
  JsonWriter out;
  wire::write_retrieved_event(out, call.view(base), *id, tally_deliveries(call.world(), *id));
  return json_answer(out.take());
}

Answer repost_event(Call& call) {
  const bool known = find_lotuspay_event(call.world(), call.params[0]).has_value();
  StepResult done = call.session->submit(ResendEvent{known ? call.params[0] : std::string()});
  if (!done) return refused(done.take_error());
  return json_answer("\"Your request is under process.\"");
}

}  // namespace lotusbox::api
