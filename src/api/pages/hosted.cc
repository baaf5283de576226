#include "api/pages/hosted.h"

#include <span>

#include "api/control/links.h"
#include "api/control/rows.h"
#include "api/pages/html.h"
#include "api/pages/pages.h"
#include "api/routes.h"
#include "base/text.h"
#include "core/behaviour/link/decide.h"
#include "core/behaviour/link/mobile.h"
#include "core/behaviour/link/rules.h"
#include "core/behaviour/link/stale.h"
#include "wire/commands.h"

namespace lotusbox::api {

namespace {

constexpr std::string_view kDone = "/npci_onmags_response";
// Offered on the page for a refusal: the typical ones the vendor names (facts 6, 7).
constexpr std::string_view kOfferedReasons[] = {"AP04", "AP05", "AP11", "AP15", "182", "185"};
constexpr std::string_view kEsignReasons[] = {"ESP-415", "ESP-944", "ESP-945", "ESP-946"};

Answer redirect_to(std::string url) {
  Answer answer;
  answer.status = 303;
  answer.content_type = kHtml;
  answer.headers = {{"Location", std::move(url)}, {"Cache-Control", "no-store"}};
  return answer;
}

std::string_view end_kind(std::string_view rule) {
  if (rule == "link.used") return "used";
  if (rule == "link.expired") return "expired";
  if (rule == "link.closed") return "closed";
  if (rule == "link.unknown") return "unknown";
  return "malformed";
}

/// A refusal as a page for people, or as JSON when that was asked for.
Answer refused_page(Call& call, Refusal refusal) {
  Answer answer = refused(refusal);
  if (call.wants_json()) return answer;
  EndPage page;
  page.kind = end_kind(refusal.rule->id);
  page.detail = refusal.finding.message;
  if (call.session) page.now = format_ist(call.world().now);
  Answer shown = html_answer(render_end(page), answer.status);
  shown.refusal = std::move(answer.refusal);
  return shown;
}

/// The link the call is about, when it exists and its secret, if one was sent, is right.
std::optional<LinkId> link_of_call(Call& call) {
  if (!call.session) return std::nullopt;
  const auto name = wire::find_link_name(call.engine.link_names(), call.request.target);
  const World& world = call.world();
  if (!name || name->link.index >= world.links.size()) return std::nullopt;
  const Link& link = world.links[name->link.index];
  const bool on_source_path = call.request.path().find("/mandates/") == std::string_view::npos;
  if (on_source_path != (link.kind == LinkKind::source)) return std::nullopt;
  if (link.kind == LinkKind::request) {
    const Action action = world.requests[link.target].action;
    const bool right_page = !call.params.empty() && call.params[0] == to_text(action);
    return right_page ? std::optional(name->link) : std::nullopt;
  }
  const Field& secret = call.query.field("client_secret");
  if (secret.given() && secret.text != wire::client_secret(world, SourceId{link.target})) {
    return std::nullopt;
  }
  return name->link;
}

std::string frequency_text(std::optional<Frequency> frequency) {
  if (!frequency) return "Once";
  switch (*frequency) {
    case Frequency::adho: return "As and when presented";
    case Frequency::inda: return "Several times a day";
    case Frequency::dail: return "Daily";
    case Frequency::week: return "Weekly";
    case Frequency::mnth: return "Monthly";
    case Frequency::bimn: return "Twice a month";
    case Frequency::qurt: return "Every quarter";
    case Frequency::mian: return "Every half year";
    case Frequency::year: return "Yearly";
  }
  LOTUSBOX_UNREACHABLE("frequency");
}

std::string date_or(std::optional<CivilDate> date, std::string_view otherwise) {
  return date ? format_date(*date) : std::string(otherwise);
}

std::string amount_label(AmountKind kind) {
  return kind == AmountKind::collection ? "Amount of each debit" : "Maximum amount of a debit";
}

std::string mode_label(AuthMode mode) {
  switch (mode) {
    case AuthMode::netbanking: return "Net banking";
    case AuthMode::debitcard: return "Debit card";
    case AuthMode::aadhaar: return "Aadhaar";
    case AuthMode::others: return "Other";
  }
  LOTUSBOX_UNREACHABLE("mode");
}

/// What both kinds of link show: the parties, the account, and how to answer.
LinkPage common_page(Call& call, LinkId id, const Terms& terms) {
  const World& world = call.world();
  const Link& link = world.links[id.index];
  const Bank& bank = world.reference->banks[terms.bank];
  LinkPage page;
  page.merchant = creditor_of(world, terms).name;
  page.debtor = world.text(terms.debtor_name);
  page.bank = bank.name;
  page.account = wire::masked_account(world.text(terms.account_number));
  page.reference = world.text(terms.references[0]);
  page.action_url = call.request.target;
  page.now = format_ist(world.now);
  if (link.expires_at) page.expires = format_ist(*link.expires_at);
  const Modes modes = offered_modes(world, link);
  for (const AuthMode mode :
       {AuthMode::netbanking, AuthMode::debitcard, AuthMode::aadhaar, AuthMode::others}) {
    if (modes.has(mode)) page.modes.emplace_back(to_text(mode), mode_label(mode));
  }
  const bool esign = link.kind == LinkKind::source && terms.variant == Variant::emandate_esign;
  const std::span<const std::string_view> offered =
      esign ? std::span<const std::string_view>(kEsignReasons) : kOfferedReasons;
  for (const std::string_view code : offered) {
    const ReasonCode* reason = world.reference->find_code(code);
    if (reason != nullptr) page.reasons.emplace_back(reason->code, reason->label);
  }
  return page;
}

LinkPage source_page(Call& call, LinkId id) {
  const World& world = call.world();
  const Source& source = world.sources[world.links[id.index].target];
  const Terms& terms = world.terms_of(source);
  LinkPage page = common_page(call, id, terms);
  page.kind = "create";
  page.terms = {{amount_label(terms.amount_kind), format_rupees(terms.amount)},
                {"How often", frequency_text(terms.frequency)},
                {"First debit", format_date(terms.first_collection)},
                {"Last debit", date_or(terms.final_collection, "Until cancelled")}};
  if (source.state.auth_mode) page.default_mode = to_text(*source.state.auth_mode);
  page.previous_failure = world.text(source.state.reason_description);
  return page;
}

LinkPage request_page(Call& call, LinkId id) {
  const World& world = call.world();
  const ManagementRequest& request = world.requests[world.links[id.index].target];
  const Mandate& mandate = world.mandates[request.mandate.index];
  const Terms& terms = world.terms_of(mandate);
  const Mandate::State& now = mandate.state;
  LinkPage page = common_page(call, id, terms);
  page.kind = to_text(request.action);
  page.umrn = umrn_of(world, request.mandate);
  page.terms = {{amount_label(terms.amount_kind), format_rupees(now.amount)},
                {"How often", frequency_text(now.frequency)},
                {"First debit", format_date(terms.first_collection)},
                {"Last debit", date_or(now.final_collection, "Until cancelled")}};
  if (request.amount) {
    page.changes.push_back({amount_label(terms.amount_kind), format_rupees(now.amount),
                            format_rupees(*request.amount)});
  }
  if (request.frequency) {
    page.changes.push_back(
        {"How often", frequency_text(now.frequency), frequency_text(request.frequency)});
  }
  if (request.final_collection) {
    page.changes.push_back({"Last debit", date_or(now.final_collection, "Until cancelled"),
                            format_date(*request.final_collection)});
  }
  if (request.auth_mode) page.default_mode = to_text(*request.auth_mode);
  return page;
}

struct LinkView {
  const World& world;
  const Link& link;
};

constexpr auto kLinkState = wire::rows<LinkView>({
    {"kind", "'create'|'amend'|'pause'|'resume'|'cancel'",
     [](const auto& v) {
       return v.link.kind == LinkKind::source ? std::string_view("create")
                                              : to_text(v.world.requests[v.link.target].action);
     }},
    {"status", "'live'|'used'|'expired'|'closed'", [](const auto& v) { return v.link.status; }},
    {"expires_at", [](const auto& v) { return v.link.expires_at; }},
});
struct MobileClaim {
  std::string_view body_problem;
  Field mobile;
};
constexpr auto kMobile = wire::takes<MobileClaim>({{"mobile", "scalar", &MobileClaim::mobile}});
constexpr wire::Schema kSchemas[] = {
    {"LinkState", wire::kMembers<kLinkState>},
    {"MobileClaim", wire::kMembers<kMobile>, wire::SchemaKind::request},
};

std::string link_json(const World& world, LinkId id) {
  JsonWriter out;
  wire::write_object(out, kLinkState, LinkView{world, world.links[id.index]});
  return out.take();
}

Answer show_link(Call& call) {
  const auto id = link_of_call(call);
  if (!id) {
    Refusal unknown = *refuse_link(World(nullptr, 0, Instant()), std::nullopt);
    if (call.session) call.session->slot().coverage.count_rule(*unknown.rule, false);
    return refused_page(call, std::move(unknown));
  }
  const World& world = call.world();
  if (auto refusal = refuse_link(world, id)) return refused_page(call, std::move(*refusal));
  if (call.wants_json()) return json_answer(link_json(world, *id));
  const bool of_source = world.links[id->index].kind == LinkKind::source;
  return html_answer(render_link(of_source ? source_page(call, *id) : request_page(call, *id)),
                     200);
}

/// Where the customer is shown the outcome when the merchant named no return URL.
std::string done_url(const World& world, LinkId id, Outcome outcome) {
  const Link& link = world.links[id.index];
  std::string url(kDone);
  url += "?kind=";
  url += link.kind == LinkKind::source ? "create" : to_text(world.requests[link.target].action);
  url += outcome == Outcome::accepted ? "&status=SUCCESS" : "&status=FAILED";
  const auto reason = outcome == Outcome::rejected ? end_of_link(world, id) : std::nullopt;
  if (reason) {
    url += "&code=" + percent_encode(reason->code);
    url += "&message=" + percent_encode(reason->description);
  }
  return url;
}

Answer submit_link(Call& call) {
  SubmitOutcome command = wire::read_outcome(call.body());
  command.link = link_of_call(call);
  if (!command.link) return show_link(call);
  // The form of the page always says what the customer chose: silence is not a consent.
  if (!command.outcome.given()) command.outcome = {Field::Kind::text, {}};
  command.from_page = true;
  const Outcome outcome = real_outcome(call.world(), command);
  std::optional<Refusal> stale = refuse_stale(call.world(), command);
  StepResult done = call.session->submit(command);
  if (!done) return refused_page(call, done.take_error());
  if (outcome == Outcome::abandoned) {
    EndPage page;
    page.kind = "left";
    page.now = format_ist(call.world().now);
    return html_answer(render_end(page), 200);
  }
  std::string target = return_url(call.world(), *command.link, outcome);
  if (target.empty()) target = done_url(call.world(), *command.link, outcome);
  Answer answer = redirect_to(std::move(target));
  answer.refusal = std::move(stale);
  answer.link = command.link;
  return answer;
}

Answer mobile_page(Call& call, LinkId id, std::string_view problem, int status) {
  const World& world = call.world();
  MobilePage page;
  page.merchant =
      creditor_of(world, world.terms_of(world.sources[world.links[id.index].target])).name;
  page.problem = problem;
  page.action_url = call.request.path();
  page.now = format_ist(call.world().now);
  return html_answer(render_mobile(page), status);
}

Answer show_short_link(Call& call) {
  const auto id = link_of_call(call);
  if (!id || call.wants_json() || refuse_link(call.world(), id)) return show_link(call);
  return mobile_page(call, *id, {}, 200);
}

/// The right mobile number leads on to the page of the source (facts 7).
Answer follow_short_link(Call& call) {
  const auto id = link_of_call(call);
  if (!id || refuse_link(call.world(), id)) return show_link(call);
  auto refusal = refuse_mobile(call.world(), *id, wire::read(kMobile, call.body()).mobile);
  call.session->slot().coverage.count_rule(mobile_rule(), !refusal);
  if (refusal && call.wants_json()) return refused(std::move(*refusal));
  if (refusal) {
    Answer shown = mobile_page(call, *id, refusal->finding.message, 400);
    shown.refusal = std::move(refusal);
    return shown;
  }
  const SourceId source{call.world().links[id->index].target};
  const std::string base = call.base_url();
  return redirect_to(wire::source_link_url(call.view(base), *id) +
                     "?client_secret=" + wire::client_secret(call.world(), source));
}

Answer show_result(Call& call) {
  ResultPage page;
  page.success = call.query.field("status").text == "SUCCESS";
  page.kind = call.query.field("kind").text;
  page.code = call.query.field("code").text;
  page.message = call.query.field("message").text;
  return html_answer(render_result(page), 200);
}

using enum Access;
using enum Pace;
using enum Evidence;

// clang-format off
constexpr Route kRoutes[] = {
    {"GET", "/pay/{link}", show_link, link, quick, documented, "The page of a source",
     {"show_source_link", "", "@LinkState", "client_secret"}},
    {"POST", "/pay/{link}", submit_link, link, quick, assumed, "The customer answers",
     {"answer_source_link", "CustomerAnswer", "", "client_secret"}},
    {"GET", "/p/{short}", show_short_link, link, quick, documented, "The short form of a source link, which asks for the mobile number",
     {"show_short_link", "", "@LinkState"}},
    {"POST", "/p/{short}", follow_short_link, link, quick, assumed, "The mobile number leads to the page of the source",
     {"follow_short_link", "MobileClaim"}},
    {"GET", "/v2/mandates/{action}/auth", show_link, link, quick, documented, "The page of a management request",
     {"show_request_link", "", "@LinkState", "request_id"}},
    {"POST", "/v2/mandates/{action}/auth", submit_link, link, quick, assumed, "The customer answers",
     {"answer_request_link", "CustomerAnswer", "", "request_id"}},
    {"GET", "/npci_onmags_response", show_result, open, quick, observed, "Where a customer without a return URL ends",
     {"show_result", "", "", "kind status code message"}},
};
// clang-format on

/// The URL with these parameters in its query, in the place of any of the same names: two that
/// contradict each other are of no use (R30).
std::string with_parameters(std::string_view url,
                            std::span<const std::pair<std::string_view, std::string>> parameters) {
  const std::string_view fragment = url.substr(std::min(url.find('#'), url.size()));
  const std::string_view rest = url.substr(0, url.size() - fragment.size());
  const auto mark = rest.find('?');
  std::string query;
  const auto add = [&](std::string_view piece) { (query += query.empty() ? '?' : '&') += piece; };
  if (mark != std::string_view::npos) {
    for (const std::string_view piece : split(rest.substr(mark + 1), '&')) {
      const auto name = percent_decode(piece.substr(0, piece.find('=')), true);
      const bool ours = std::any_of(parameters.begin(), parameters.end(),
                                    [&](const auto& one) { return name && *name == one.first; });
      if (!ours && !piece.empty()) add(piece);
    }
  }
  for (const auto& [name, value] : parameters) add(std::string(name) + "=" + value);
  return std::string(rest.substr(0, mark)) + query + std::string(fragment);
}

}  // namespace

std::string return_url(const World& world, LinkId id, Outcome outcome) {
  const Link& link = world.links[id.index];
  const bool of_source = link.kind == LinkKind::source;
  const Text base =
      of_source ? world.sources[link.target].return_url : world.requests[link.target].return_url;
  if (base.empty()) return {};
  std::vector<std::pair<std::string_view, std::string>> parameters;
  if (of_source) {
    parameters = {{"source_id", id_text(world, {ObjectKind::source, link.target})}};
  } else {
    const ManagementRequest& request = world.requests[link.target];
    parameters = {{"mandate_id", id_text(world, {ObjectKind::mandate, request.mandate.index})},
                  {"umrn", umrn_of(world, request.mandate)},
                  {"action", std::string(to_text(request.action))}};
  }
  parameters.emplace_back("status", outcome == Outcome::accepted ? "SUCCESS" : "FAILED");
  return with_parameters(world.text(base), parameters);
}

wire::SchemaList page_schemas() { return kSchemas; }
std::span<const Route> page_routes() { return kRoutes; }

}  // namespace lotusbox::api
