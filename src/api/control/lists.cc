// The mandates and sources of a world for people who look for one: newest first, with what is due
// next about each and the link that waits for its customer.
#include <algorithm>

#include "api/control/due.h"
#include "api/control/glance.h"
#include "api/control/paging.h"
#include "api/control/related.h"
#include "api/control/rows.h"
#include "api/rules/sets.h"
#include "base/text.h"

namespace lotusbox::api {

namespace {

using wire::joined;
using wire::kMembers;
using wire::OrNull;
using wire::rows;
using wire::write_object;

/// A mandate or a source as one line of a list.
struct LineView {
  const wire::View& view;
  const World& world;
  Related about;
  const Terms& terms;
  Paise amount;
  std::optional<Frequency> frequency;
  Instant created;
  std::optional<Due> next;
  std::string link;
  std::optional<Instant> expires;

  [[nodiscard]] std::string mandate_id() const {
    return about.mandate ? id_text(world, {ObjectKind::mandate, about.mandate->index}) : "";
  }
  [[nodiscard]] std::string source_id() const {
    return about.source ? id_text(world, {ObjectKind::source, about.source->index}) : "";
  }
  [[nodiscard]] const Mandate::State& mandate() const {
    return world.mandates[about.mandate->index].state;
  }
  [[nodiscard]] std::optional<Action> action() const {
    if (!mandate().request) return std::nullopt;
    return world.requests[mandate().request->index].action;
  }
};

constexpr auto kLine = rows<LineView>({
    {"created", [](const auto& v) { return v.created; }},
    {"created_ist", [](const auto& v) { return format_ist(v.created); }},
    {"reference1", [](const auto& v) { return OrNull{v.world.text(v.terms.references[0])}; }},
    {"debtor_account_name",
     [](const auto& v) { return OrNull{v.world.text(v.terms.debtor_name)}; }},
    {"debtor_agent_code",
     [](const auto& v) { return std::string_view(v.world.reference->banks[v.terms.bank].code); }},
    {"variant", "'emandate_api'|'emandate_esign'|'physical'",
     [](const auto& v) { return v.terms.variant; }},
    {"amount", [](const auto& v) { return v.amount; }},
    {"amount_kind", "'collection'|'maximum'",
     [](const auto& v) {
       return std::string_view(v.terms.amount_kind == AmountKind::collection ? "collection"
                                                                             : "maximum");
     }},
    {"frequency", "text?", [](const auto& v) { return v.frequency; }},
    {"link", [](const auto& v) { return OrNull{std::string_view(v.link)}; }},
    {"expires_at_ist", [](const auto& v) { return ist_or_null(v.expires); }},
    {"next_at", [](const auto& v) { return v.next ? std::optional(v.next->at) : std::nullopt; }},
    {"next_at_ist",
     [](const auto& v) { return ist_or_null(v.next ? std::optional(v.next->at) : std::nullopt); }},
    {"next", [](const auto& v) { return OrNull{v.next ? v.next->says : std::string_view()}; }},
});
constexpr auto kMandateLine = joined(
    rows<LineView>({
        {"id", [](const auto& v) { return v.mandate_id(); }},
        {"source", [](const auto& v) { return OrNull{v.source_id()}; }},
        {"umrn", "text?", [](const auto& v) { return umrn_of(v.world, *v.about.mandate); }},
        {"status", "text", [](const auto& v) { return v.mandate().status; }},
        {"action", "'amend'|'pause'|'resume'|'cancel'?", [](const auto& v) { return v.action(); }},
    }),
    kLine);
constexpr auto kSourceLine =
    joined(rows<LineView>({
               {"id", [](const auto& v) { return v.source_id(); }},
               {"mandate", [](const auto& v) { return OrNull{v.mandate_id()}; }},
               {"status", "text",
                [](const auto& v) { return v.world.sources[v.about.source->index].state.status; }},
           }),
           kLine);
constexpr wire::Member kMandates[] = {
    {"data", "[@MandateLine]"}, {"has_more", "bool"}, {"total", "int"}};
constexpr wire::Member kSources[] = {
    {"data", "[@SourceLine]"}, {"has_more", "bool"}, {"total", "int"}};
constexpr wire::Schema kSchemas[] = {
    {"MandateLine", kMembers<kMandateLine>},
    {"SourceLine", kMembers<kSourceLine>},
    {"MandateLines", kMandates},
    {"SourceLines", kSources},
};

/// What is looked for: anything of one mandate by its id, or a part of what names one.
class Wanted {
 public:
  explicit Wanted(const Call& call)
      : world_(call.world()),
        words_(to_lower(trim(call.query.field("q").text))),
        named_(find_related(call, trim(call.query.field("q").text))) {}

  [[nodiscard]] bool takes(const Related& about, const Terms& terms) const {
    if (words_.empty()) return true;
    if (named_.found()) return named_.holds(about);
    if (is_in(world_.text(terms.debtor_name))) return true;
    for (const Text reference : terms.references) {
      if (is_in(world_.text(reference))) return true;
    }
    if (about.source && is_in(id_text(world_, {ObjectKind::source, about.source->index}))) {
      return true;
    }
    if (!about.mandate) return false;
    const Mandate& mandate = world_.mandates[about.mandate->index];
    return is_in(id_text(world_, {ObjectKind::mandate, about.mandate->index})) ||
           is_in(umrn_of(world_, *about.mandate)) ||
           is_in(id_text(world_, {ObjectKind::customer, mandate.customer.index}));
  }

 private:
  [[nodiscard]] bool is_in(std::string_view text) const {
    const auto same = [](char left, char right) { return to_lower(left) == right; };
    return std::search(text.begin(), text.end(), words_.begin(), words_.end(), same) != text.end();
  }

  const World& world_;
  const std::string words_;
  const Related named_;
};

LineView line_of(const wire::View& view, MandateId id) {
  const World& world = view.world;
  const Mandate& mandate = world.mandates[id.index];
  const auto& request = mandate.state.request;
  LineView line{view,
                world,
                related(world, id),
                world.terms_of(mandate),
                mandate.state.amount,
                mandate.state.frequency,
                mandate.created,
                next_due_of(world, id),
                {},
                {}};
  if (request) {
    const ManagementRequest& awaited = world.requests[request->index];
    line.link = wire::request_link_url(view, awaited.action, awaited.link);
    line.expires = world.links[awaited.link.index].expires_at;
  }
  return line;
}

LineView line_of(const wire::View& view, SourceId id) {
  const World& world = view.world;
  const Source& source = world.sources[id.index];
  const Terms& terms = world.terms_of(source);
  LineView line{view,
                world,
                related(world, id),
                terms,
                terms.amount,
                terms.frequency,
                source.created,
                next_due_of(world, id),
                {},
                {}};
  if (source.link && world.links[source.link->index].status == LinkStatus::live) {
    line.link = wire::source_link_url(view, *source.link) +
                "?client_secret=" + wire::client_secret(world, id);
  }
  return line;
}

/// One page, the newest first, of a table whose rows have terms and a state with a status.
template <class Id, class Table, class Lines>
Answer list(Call& call, ListKind kind, const Table& table, std::optional<Id> after,
            const Lines& lines) {
  const World& world = call.world();
  PageClaim claim{call.query.field("limit"), call.query.field("after")};
  claim.after_known = after.has_value();
  ControlPage page(call, claim, table.size());
  if (page.instead) return std::move(*page.instead);
  ListClaim filters;
  filters.status = call.query.field("status");
  filters.kind = kind;
  if (auto no = asked(call, kListRules, refuse_list(filters))) return std::move(*no);
  const Wanted wanted(call);
  const std::string base = call.base_url();
  const wire::View view = call.view(base);
  JsonWriter out;
  out.begin_object().key("data").begin_array();
  for (std::uint32_t index = after ? after->index : static_cast<std::uint32_t>(table.size());
       index > 0 && !page.more; --index) {
    const Id id{index - 1};
    const auto& row = table[id.index];
    if (filters.status.given() && filters.status.text != to_text(row.state.status)) continue;
    if (!wanted.takes(related(world, id), world.terms_of(row)) || !page.takes_next()) continue;
    write_object(out, lines, line_of(view, id));
  }
  out.end_array().field("has_more", page.more).field("total", table.size()).end_object();
  return json_answer(out.take());
}

}  // namespace

wire::SchemaList control_list_schemas() { return kSchemas; }

Answer control_mandates(Call& call) {
  const auto after = find_mandate(call.world(), call.query.field("after").text);
  return list<MandateId>(call, ListKind::mandates, call.world().mandates, after, kMandateLine);
}

Answer control_sources(Call& call) {
  const auto after = find_source(call.world(), call.query.field("after").text);
  return list<SourceId>(call, ListKind::sources, call.world().sources, after, kSourceLine);
}

}  // namespace lotusbox::api
