// The last calls of a world: what is kept of them, and how they are shown.
#include "api/control/requests.h"

#include <algorithm>

#include "api/control/kept_calls.h"
#include "api/control/links.h"
#include "api/control/paging.h"
#include "api/control/rows.h"
#include "api/masking.h"
#include "api/rules/filters.h"
#include "api/rules/sets.h"
#include "base/text.h"

namespace lotusbox::api {

namespace {

using wire::joined;
using wire::kMembers;
using wire::Member;
using wire::OrNull;
using wire::rows;
using wire::write_members;
using wire::write_object;

constexpr std::string_view kPrefix = "req_";
constexpr std::string_view kJson = "application/json";

void write_headers(JsonWriter& out, std::string_view headers) {
  out.begin_object();
  std::vector<std::string_view> names;
  for (const std::string_view line : split(headers, '\n')) {
    const auto colon = line.find(": ");
    if (colon == std::string_view::npos) continue;
    const std::string_view name = line.substr(0, colon);
    const bool again = std::any_of(names.begin(), names.end(), [&](std::string_view known) {
      return equals_ignoring_case(known, name);
    });
    if (again) continue;  // the first is the one that is read
    names.push_back(name);
    out.field(shown(std::string(name)), shown(mask_text(line.substr(colon + 2))));
  }
  out.end_object();
}

constexpr auto kMessage = rows<KeptMessage>({
    {"headers", "hash",
     [](JsonWriter& out, const auto& message) { write_headers(out, message.headers); }},
    {"body",
     [](const auto& message) {
       const bool json = equals_ignoring_case(message.content_type, kJson);
       return OrNull{shown(json ? mask_json(message.body) : mask_form(message.body))};
     }},
    {"bytes", [](const auto& message) { return message.body_bytes; }},
    {"truncated", [](const auto& message) { return message.body_bytes > message.body.size(); }},
});

bool wants(const Field& filter, std::string_view value) {
  return !filter.given() || fits(filter.text, value);
}

/// A value is masked by the name that it stands under; what kind of value it was (Field::told) is
/// no secret.
std::string masked_input(std::string_view name, std::string_view value) {
  constexpr std::string_view kWholly[] = {"(not sent)", "(null)", "(empty text)", "(list)",
                                          "(hash)"};
  if (std::find(std::begin(kWholly), std::end(kWholly), value) != std::end(kWholly)) {
    return std::string(value);
  }
  for (const std::string_view kind : {" (number)", " (boolean)"}) {
    if (!value.ends_with(kind)) continue;
    return mask_value(name, value.substr(0, value.size() - kind.size())) + std::string(kind);
  }
  return mask_value(name, value);
}

constexpr auto kMissed = rows<MissedDate>({
    {"date", [](const auto& missed) { return missed.date; }},
    {"rule", [](const auto& missed) { return missed.refusal.rule->id; }},
    {"message",
     [](const auto& missed) { return std::string_view(missed.refusal.finding.message); }},
});
constexpr auto kExplanation = rows<Explanation>({
    {"at_ist", [](const auto& why) { return format_ist(why.at); }},
    {"rule", [](const auto& why) { return why.rule; }},
    {"demands", [](const auto& why) { return why.demands; }},
    {"evidence", kEvidences, [](const auto& why) { return why.evidence; }},
    {"source", [](const auto& why) { return why.source; }},
    {"message", [](const auto& why) { return std::string_view(why.message); }},
    {"param", [](const auto& why) { return OrNull{why.param}; }},
    {"blocking", [](const auto& why) { return OrNull{why.blocking}; }},
    {"inputs", "hash",
     [](JsonWriter& out, const auto& why) {
       out.begin_object();
       for (const auto& [name, value] : why.inputs) out.field(name, value);
       out.end_object();
     }},
    {"passes_at", [](const auto& why) { return why.passes_at; }},
    {"passes_at_ist", [](const auto& why) { return ist_or_null(why.passes_at); }},
});
// A refusal names its call; a missed date names the subscription, and the dates missed before it.
constexpr Member kWhyHead[] = {
    {"request", "text?"},
    {"subscription", "text", true},
    {"date", "date", true},
    {"missed", "[@MissedDate]", true},
};
constexpr auto kWhyMembers = joined(std::to_array(kWhyHead), kMembers<kExplanation>);

/// Of a refusal, which outlives what is told of it here.
Explanation explain(Instant at, const Refusal& refusal) {
  Explanation why;
  why.at = at;
  why.says(*refusal.rule);
  why.message = refusal.finding.message;
  why.param = refusal.param();
  why.blocking = refusal.finding.blocking;
  why.passes_at = refusal.finding.passes_at;
  for (const auto& [name, value] : refusal.finding.inputs) {
    why.inputs.emplace_back(name, masked_input(name, value));
  }
  return why;
}

void write_why(JsonWriter& out, std::string_view request, const Explanation& why) {
  out.begin_object().field("request", request);
  write_members(out, kExplanation, why);
  out.end_object();
}

/// The date that a subscription missed last in full, and all of them, newest first.
Answer why_missed(const World& world, std::uint32_t last) {
  const auto& rows_of_missed = world.ledger.missed;
  const MissedDate& newest = rows_of_missed[last];
  JsonWriter out;
  out.begin_object().field_null("request");
  out.field("subscription", id_text(world, {ObjectKind::subscription, newest.subscription.index}));
  out.field("date", format_date(newest.date));
  write_members(out, kExplanation, explain(newest.at, newest.refusal));
  out.key("missed").begin_array();
  for (std::optional<std::uint32_t> at = last; at; at = rows_of_missed[*at].previous) {
    write_missed(out, rows_of_missed[*at]);
  }
  out.end_array().end_object();
  return json_answer(out.take());
}

/// The rule that refused the call; empty: none did.
std::string_view rule_of(const RequestRecord& record) {
  return record.refusal ? record.refusal->rule->id : std::string_view(record.rule);
}

const RequestRecord* kept_call(Call& call) {
  const auto number = call.world().ids.parse(kPrefix, call.params[0]);
  return number ? call.session->slot().requests.find(*number) : nullptr;
}

bool is_of_request(const World& world, LinkId link) {
  return link.index < world.links.size() && world.links[link.index].kind == LinkKind::request;
}

/// A call that made or answered the link of a management request can say what became of it.
bool about_request(const World& world, const RequestRecord& record) {
  return record.link && is_of_request(world, *record.link);
}

/// The link of a management request that the path names, by its id or by the request_id of its URL.
std::optional<LinkId> named_request(Call& call) {
  const LinkNames& names = call.engine.link_names();
  auto name = names.parse(call.params[0]);
  if (!name) name = wire::parse_request_id(names, call.params[0]);
  const bool here = name && name->world_number == call.session->shared_slot()->number;
  return here && is_of_request(call.world(), name->link) ? std::optional(name->link) : std::nullopt;
}

/// Of a refusal, else of the request that the call is about.
void write_explanation(JsonWriter& out, const World& world, const RequestRecord& record) {
  write_why(
      out, call_id(world, record.number),
      record.refusal ? explain(record.at, *record.refusal) : explain_request(world, *record.link));
}

}  // namespace

std::string shown_path(std::string_view path) {
  constexpr std::string_view kSearch = "/search/";
  const auto search = path.find(kSearch);
  if (search == std::string_view::npos) return mask_text(path);
  const auto field = search + kSearch.size();
  const auto slash = path.find('/', field);
  if (slash == std::string_view::npos) return mask_text(path);
  return mask_text(path.substr(0, slash + 1)) +
         mask_value(path.substr(field, slash - field), path.substr(slash + 1));
}

std::string call_id(const World& world, std::uint64_t number) {
  return world.ids.format(kPrefix, static_cast<std::uint32_t>(number));
}

namespace {

struct CallView {
  const World& world;
  const RequestRecord& record;
};

constexpr auto kHead = rows<CallView>({
    {"id", [](const auto& v) { return call_id(v.world, v.record.number); }},
    {"at", [](const auto& v) { return v.record.at; }},
    {"at_ist", [](const auto& v) { return format_ist(v.record.at); }},
    {"method", [](const auto& v) { return std::string_view(v.record.method); }},
    {"path", [](const auto& v) { return shown_path(v.record.path); }},
});
constexpr auto kOutcome = rows<CallView>({
    {"status", [](const auto& v) { return v.record.status; }},
    {"rule", [](const auto& v) { return OrNull{rule_of(v.record)}; }},
    {"fault", [](const auto& v) { return OrNull{std::string_view(v.record.fault)}; }},
});
constexpr auto kCall = joined(kHead, kOutcome);
constexpr auto kQuery = rows<CallView>(
    {{"query", [](const auto& v) { return OrNull{shown(mask_form(v.record.query))}; }}});
constexpr auto kWholeCall = joined(
    kHead, kQuery, kOutcome,
    rows<CallView>({
        {"request", "@KeptMessage",
         [](JsonWriter& out, const auto& v) { write_object(out, kMessage, v.record.request); }},
        {"answer", "@KeptMessage",
         [](JsonWriter& out, const auto& v) { write_object(out, kMessage, v.record.answer); }},
        {"why", "@Why?",
         [](JsonWriter& out, const auto& v) {
           if (v.record.refusal || about_request(v.world, v.record)) {
             write_explanation(out, v.world, v.record);
           } else {
             out.null();
           }
         }},
    }));
constexpr Member kCalls[] = {{"data", "[@KeptCall]"}, {"has_more", "bool"}};
constexpr wire::Schema kSchemas[] = {
    {"KeptMessage", kMembers<kMessage>},
    {"MissedDate", kMembers<kMissed>},
    {"Why", kWhyMembers},
    {"KeptCall", kMembers<kCall>},
    {"KeptCalls", kCalls},
    {"WholeCall", kMembers<kWholeCall>},
};

}  // namespace

wire::SchemaList control_call_schemas() { return kSchemas; }

void write_call(JsonWriter& out, const World& world, const RequestRecord& record) {
  write_object(out, kCall, CallView{world, record});
}

namespace {

/// Whether a call can have been refused by a rule of this id: those of the network stand in no
/// table.
bool is_rule(std::string_view wanted) {
  if (wanted.starts_with("net.")) return true;
  const auto rules = rule_sets().rules();
  return std::any_of(rules.begin(), rules.end(),
                     [&](const Rule* rule) { return fits(wanted, rule->id); });
}

}  // namespace

Answer control_requests(Call& call) {
  const RequestLog& log = call.session->slot().requests;
  const wire::Body& query = call.query;
  FilterClaim filters{.http_status = query.field("status"),
                      .method = query.field("method"),
                      .rule = query.field("rule")};
  filters.rule_known = is_rule(filters.rule.text);
  if (auto no = asked(call, kFilterRules, refuse_filters(filters))) return std::move(*no);
  PageClaim claim{call.query.field("limit"), call.query.field("after")};
  const auto after = call.world().ids.parse(kPrefix, claim.after.text);
  claim.after_known = after && *after <= log.last_number();
  ControlPage page(call, claim, std::min<std::size_t>(log.count(), RequestLog::kKept),
                   RequestLog::kKept);
  if (page.instead) return std::move(*page.instead);
  JsonWriter out;
  out.begin_object().key("data").begin_array();
  for (const RequestRecord* record : log.all()) {
    if (after && record->number <= *after) continue;
    const auto rule = rule_of(*record);
    if (wants(call.query.field("method"), record->method) &&
        wants(call.query.field("path"), record->path) &&
        wants(call.query.field("status"), std::to_string(record->status)) &&
        wants(call.query.field("rule"), rule)) {
      if (!page.takes_next()) break;
      write_call(out, call.world(), *record);
    }
  }
  out.end_array().field("has_more", page.more).end_object();
  return json_answer(out.take());
}

Answer control_request(Call& call) {
  const RequestRecord* record = kept_call(call);
  if (auto none = missing(call, Lookup::kept_call, record != nullptr)) return std::move(*none);
  JsonWriter out;
  write_object(out, kWholeCall, CallView{call.world(), *record});
  return json_answer(out.take());
}

void write_missed(JsonWriter& out, const MissedDate& missed) { write_object(out, kMissed, missed); }

Answer control_why(Call& call) {
  const World& world = call.world();
  if (const auto id = find_subscription(world, call.params[0])) {
    const auto& last = world.ledger.subscriptions[id->index].last_missed;
    if (last) return why_missed(world, *last);
  }
  JsonWriter out;
  if (const auto link = named_request(call)) {
    call.session->slot().coverage.count_rule(lookup_rule(Lookup::request), true);
    write_why(out, call.params[0], explain_request(world, *link));
    return json_answer(out.take());
  }
  const RequestRecord* record = kept_call(call);
  const bool explained = record != nullptr && (record->refusal || about_request(world, *record));
  if (auto none = missing(call, Lookup::request, explained)) return std::move(*none);
  write_explanation(out, world, *record);
  return json_answer(out.take());
}

}  // namespace lotusbox::api
