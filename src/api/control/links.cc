#include "api/control/links.h"

#include "api/control/paging.h"
#include "api/control/requests.h"
#include "api/control/rows.h"
#include "api/rules/reports.h"
#include "api/rules/sets.h"
#include "base/text.h"
#include "core/behaviour/request/machine.h"
#include "core/behaviour/source/machine.h"

namespace lotusbox::api {

namespace {

using wire::kMembers;
using wire::OrNull;
using wire::rows;
using wire::write_object;

std::string date_or_nothing(std::optional<CivilDate> date) {
  return date ? format_date(*date) : std::string();
}

/// The row of the last event about a source, which says what withdrew it.
std::string_view last_row(const World& world, ObjectRef object) {
  for (std::size_t i = world.events.size(); i > 0; --i) {
    const Event& event = world.events[i - 1];
    if (event.object == object) return row_of_ordinal(event.row).id;
  }
  return {};
}

std::optional<EndReason> end_of_source(const World& world, SourceId id) {
  const Source::State& state = world.sources[id.index].state;
  if (state.status == SourceStatus::withdrawn) {
    const std::string_view row = last_row(world, {ObjectKind::source, id.index});
    if (row == "source.withdraw") return EndReason{{}, "The merchant withdrew the source", {}};
    if (row == "source.quarter_over") {
      return EndReason{{}, "The quarter after the one of its creation is over", "LOTUSPAY"};
    }
  }
  if (state.reason_code.empty() && state.reason_description.empty()) return std::nullopt;
  return EndReason{world.text(state.reason_code), std::string(world.text(state.reason_description)),
                   world.text(state.reject_by)};
}

/// A link with what it is about: a source, or the request of a mandate.
struct LinkView {
  const wire::View& view;
  const World& world;
  LinkId id;
  const Link& link;
  const Source* source = nullptr;
  const ManagementRequest* request = nullptr;
  std::optional<EndReason> reason = {};

  [[nodiscard]] std::string_view action() const {
    return request != nullptr ? to_text(request->action) : "create";
  }
  [[nodiscard]] std::string_view state() const {
    return request != nullptr ? to_text(request->status) : to_text(source->state.status);
  }
  [[nodiscard]] std::string url() const {
    if (request != nullptr) return wire::request_link_url(view, request->action, id);
    return wire::source_link_url(view, id) +
           "?client_secret=" + wire::client_secret(world, SourceId{link.target});
  }
  [[nodiscard]] std::string short_url() const {
    const bool has_one = source != nullptr && !world.terms_of(*source).mobile.empty();
    return has_one ? wire::short_link_url(view, id) : std::string();
  }
  [[nodiscard]] std::string_view return_url() const {
    return world.text(request != nullptr ? request->return_url : source->return_url);
  }
  [[nodiscard]] std::optional<AuthMode> auth_mode() const {
    return request != nullptr ? request->auth_mode : source->state.auth_mode;
  }
  [[nodiscard]] Instant created() const {
    return request != nullptr ? request->created : source->created;
  }
  [[nodiscard]] bool asks_amount(AmountKind kind) const {
    if (request == nullptr || !request->amount) return false;
    return world.terms_of(world.mandates[request->mandate.index]).amount_kind == kind;
  }
};

constexpr auto kReason = rows<EndReason>({
    {"code", [](const auto& reason) { return OrNull{reason.code}; }},
    {"description", [](const auto& reason) { return std::string_view(reason.description); }},
    {"by", [](const auto& reason) { return OrNull{reason.by}; }},
    {"rule",
     [](const auto& reason) {
       return OrNull{reason.rule != nullptr ? reason.rule->id : std::string_view()};
     }},
});
// What a link asks for, in the words of its call; what that did not mention is left out.
constexpr auto kAsked = rows<LinkView>({
    {"frequency", "text", [](const auto& v) { return *v.request->frequency; },
     [](const auto& v) { return v.request != nullptr && v.request->frequency; }},
    {"collection_amount", "int", [](const auto& v) { return *v.request->amount; },
     [](const auto& v) { return v.asks_amount(AmountKind::collection); }},
    {"maximum_amount", "int", [](const auto& v) { return *v.request->amount; },
     [](const auto& v) { return v.asks_amount(AmountKind::maximum); }},
    {"final_collection_date", "date", [](const auto& v) { return *v.request->final_collection; },
     [](const auto& v) { return v.request != nullptr && v.request->final_collection; }},
    {"return_url", "text", [](const auto& v) { return v.return_url(); },
     [](const auto& v) { return !v.return_url().empty(); }},
    {"auth_mode", "text", [](const auto& v) { return *v.auth_mode(); },
     [](const auto& v) { return v.auth_mode().has_value(); }},
});
constexpr auto kLink = rows<LinkView>({
    {"link",
     [](const auto& v) {
       return v.view.link_names.format({v.view.world_number, v.id});
     }},
    {"url", [](const auto& v) { return v.url(); }},
    {"short_url", [](const auto& v) { return OrNull{v.short_url()}; }},
    {"action", "'create'|'amend'|'pause'|'resume'|'cancel'",
     [](const auto& v) { return v.action(); }},
    {"asked", "@Asked", [](JsonWriter& out, const auto& v) { write_object(out, kAsked, v); }},
    {"created", [](const auto& v) { return v.created(); }},
    {"created_ist", [](const auto& v) { return format_ist(v.created()); }},
    {"expires_at", [](const auto& v) { return v.link.expires_at; }},
    {"expires_at_ist", [](const auto& v) { return ist_or_null(v.link.expires_at); }},
    {"link_status", "'live'|'used'|'expired'|'closed'",
     [](const auto& v) { return v.link.status; }},
    {"ended_at", [](const auto& v) { return v.link.ended; }},
    {"ended_at_ist", [](const auto& v) { return ist_or_null(v.link.ended); }},
    {"state",
     "'awaiting'|'applied'|'refused'|'lapsed'|'pending'|'pending_submission'|'submitted'|'"
     "withdrawn'",
     [](const auto& v) { return v.state(); }},
    {"reason", "@EndReason?", [](JsonWriter& out, const auto& v) { put_reason(out, v.reason); }},
});
constexpr wire::Member kLinks[] = {{"data", "[@LinkEntry]"}, {"has_more", "bool"}};
constexpr wire::Schema kSchemas[] = {
    {"EndReason", kMembers<kReason>},
    {"Asked", kMembers<kAsked>},
    {"LinkEntry", kMembers<kLink>},
    {"LinkEntries", kLinks},
};

void write_request_link(JsonWriter& out, const wire::View& view, RequestId id) {
  const World& world = view.world;
  const ManagementRequest& request = world.requests[id.index];
  write_object(out, kLink,
               LinkView{view, world, request.link, world.links[request.link.index], nullptr,
                        &request, end_of_request(world, id)});
}

void write_source_link(JsonWriter& out, const wire::View& view, SourceId id) {
  const World& world = view.world;
  const Source& source = world.sources[id.index];
  write_object(out, kLink,
               LinkView{view, world, *source.link, world.links[source.link->index], &source,
                        nullptr, end_of_source(world, id)});
}

/// The row that made the request what it is.
const Row& row_of(const World& world, const ManagementRequest& request) {
  const auto wanted = [&] {
    switch (request.status) {
      case RequestStatus::awaiting: return RequestTrigger::create;
      case RequestStatus::applied: return RequestTrigger::accepted;
      case RequestStatus::refused: return RequestTrigger::rejected;
      case RequestStatus::lapsed: break;
    }
    const bool expired = world.links[request.link.index].status == LinkStatus::expired;
    return expired ? RequestTrigger::lapsed : RequestTrigger::mandate_over;
  }();
  for (const Row& row : kRequestMachine.rows) {
    if (row.on == wanted) return row;
  }
  LOTUSBOX_UNREACHABLE("a request in a state without a row");
}

std::string sentence_of(const ManagementRequest& request, const std::optional<EndReason>& reason) {
  const std::string what = "The " + std::string(to_text(request.action)) + " request ";
  if (request.status == RequestStatus::awaiting) return what + "waits for its customer";
  if (!reason) return what + "was accepted and applied";
  const std::string code = reason->code.empty() ? "" : " (" + std::string(reason->code) + ")";
  return what + "failed: " + reason->description + code;
}

}  // namespace

std::optional<EndReason> end_of_request(const World& world, RequestId id) {
  const ManagementRequest& request = world.requests[id.index];
  if (request.status == RequestStatus::refused) {
    return EndReason{world.text(request.reason_code),
                     std::string(world.text(request.reason_description)),
                     world.text(request.reject_by), request.stale};
  }
  if (request.status != RequestStatus::lapsed) return std::nullopt;
  const bool expired = world.links[request.link.index].status == LinkStatus::expired;
  return EndReason{{}, expired ? "The link expired unused" : "The mandate ended first", {}};
}

std::optional<EndReason> end_of_link(const World& world, LinkId id) {
  const Link& link = world.links[id.index];
  return link.kind == LinkKind::source ? end_of_source(world, SourceId{link.target})
                                       : end_of_request(world, RequestId{link.target});
}

void put_reason(JsonWriter& out, const std::optional<EndReason>& reason) {
  if (!reason) {
    out.null();
    return;
  }
  write_object(out, kReason, *reason);
}

wire::SchemaList control_link_schemas() { return kSchemas; }

namespace {

/// A link of this world, by its id.
std::optional<LinkId> link_here(const Call& call, std::string_view text) {
  const auto name = call.engine.link_names().parse(text);
  const bool here = name && name->world_number == call.session->shared_slot()->number &&
                    name->link.index < call.world().links.size();
  return here ? std::optional(name->link) : std::nullopt;
}

}  // namespace

Answer control_links(Call& call) {
  const World& world = call.world();
  const LinksClaim claim{call.query.field("mandate"), call.query.field("source")};
  if (auto no = asked(call, kLinksRules, refuse_links(claim))) return std::move(*no);
  PageClaim page_claim{call.query.field("limit"), call.query.field("after")};
  const auto after = link_here(call, page_claim.after.text);
  page_claim.after_known = after.has_value();
  ControlPage page(call, page_claim, claim.source.given() ? 1 : world.requests.size());
  if (page.instead) return std::move(*page.instead);
  const std::string base = call.base_url();
  const wire::View view = call.view(base);
  JsonWriter out;
  out.begin_object().key("data").begin_array();
  if (claim.source.given()) {
    const auto source = find_source(world, claim.source.text);
    if (auto none = missing(call, Lookup::source, source.has_value())) return std::move(*none);
    if (!after && world.sources[source->index].link) write_source_link(out, view, *source);
  } else {
    const auto mandate = find_mandate(world, claim.mandate.text);
    if (auto none = missing(call, Lookup::mandate, mandate.has_value())) return std::move(*none);
    std::uint32_t index = after ? world.links[after->index].target + 1 : 0;
    for (; index < world.requests.size() && !page.more; ++index) {
      if (world.requests[index].mandate != *mandate || !page.takes_next()) continue;
      write_request_link(out, view, RequestId{index});
    }
  }
  out.end_array().field("has_more", page.more).end_object();
  return json_answer(out.take());
}

Explanation explain_request(const World& world, LinkId id) {
  const Link& link = world.links[id.index];
  const ManagementRequest& request = world.requests[link.target];
  const std::optional<EndReason> reason = end_of_link(world, id);
  const Row& row = row_of(world, request);
  Explanation why;
  why.at = link.ended.value_or(request.created);
  if (const Rule* rule = request.stale; rule != nullptr) {
    why.says(*rule);
  } else {
    why.rule = row.id;
    why.demands = "The customer accepts while the link lives";
    why.evidence = row.evidence;
    why.source = row.source;
  }
  why.message = sentence_of(request, reason);
  const bool waits = request.status == RequestStatus::awaiting;
  if (waits) why.blocking = "the customer has not answered";
  why.inputs = {{"action", std::string(to_text(request.action))},
                {"mandate", id_text(world, {ObjectKind::mandate, request.mandate.index})},
                {"state", std::string(to_text(request.status))}};
  if (reason && !reason->code.empty()) why.inputs.emplace_back("code", reason->code);
  if (reason && !reason->by.empty()) why.inputs.emplace_back("by", reason->by);
  const std::string final_date = date_or_nothing(request.final_collection);
  if (!final_date.empty()) why.inputs.emplace_back("final_collection_date", final_date);
  why.inputs.emplace_back("expires_at", format_ist(*link.expires_at));
  return why;
}

}  // namespace lotusbox::api
