// The control plane: the clock, the headless customer, set-up, and what has happened.
#include <algorithm>
#include <array>

#include "api/control/bank.h"
#include "api/control/coverage.h"
#include "api/control/events.h"
#include "api/control/links.h"
#include "api/control/outbox.h"
#include "api/control/requests.h"
#include "api/control/rows.h"
#include "api/control/wait.h"
#include "api/openapi/openapi.h"
#include "api/pages/hosted.h"
#include "api/room.h"
#include "api/routes.h"
#include "api/rules/authorise.h"
#include "api/rules/control.h"
#include "api/rules/sets.h"
#include "base/text.h"
#include "core/behaviour/link/decide.h"
#include "core/behaviour/link/rules.h"
#include "core/behaviour/link/stale.h"
#include "wire/commands.h"
#include "wire/errors.h"

namespace lotusbox::api {

namespace {

using wire::joined;
using wire::kMembers;
using wire::Member;
using wire::OrNull;
using wire::rows;
using wire::takes;
using wire::write_members;
using wire::write_object;

struct WorldView {
  const Call& call;
  const World& world;
};

struct FiredView {
  const Call& call;
  const wire::View& view;
  const World& world;
  const Fired& fired;
};

struct AdvanceView {
  const Call& call;
  const wire::View view;
  const World& world;
  const AdvanceReport& report;
  Instant until;
  std::int64_t limit;

  /// Broken off before it reached its end or its limit.
  [[nodiscard]] bool broken_off() const {
    return !report.reached && !report.full && report.fired_count < limit;
  }
};

struct ResetView {
  const World& world;
  std::uint64_t seed;
};

constexpr auto kStatus =
    rows<std::string_view>({{"status", [](const auto& word) { return word; }}});
/// A server that is not ready says so by other means (sandbox/doorway.h).
constexpr auto kReady = rows<std::string_view>({
    {"status", [](const auto& word) { return word; }},
    {"ready", [](const auto&) { return true; }},
});
constexpr auto kVersion = rows<std::string_view>({
    {"name", "'lotusbox'"},
    {"version", [](const auto& version) { return version; }},
});
constexpr auto kClock = joined(
    rows<WorldView>(
        {{"mode",
          [](const auto& v) { return to_text(v.call.session->shared_slot()->clock.setting()); }}}),
    kNowRows<WorldView>);
constexpr auto kFired = rows<FiredView>({
    {"at", [](const auto& v) { return v.fired.at; }},
    {"at_ist", [](const auto& v) { return format_ist(v.fired.at); }},
    {"rule", [](const auto& v) { return row_of_ordinal(v.fired.row.ordinal).id; }},
    {"object", [](const auto& v) { return object_text(v.call, v.fired.row.object); }},
    {"events", "[@EventLine]",
     [](JsonWriter& out, const auto& v) {
       out.begin_array();
       for (std::uint32_t i = 0; i < v.fired.event_count; ++i)
         write_event_line(out, v.view, EventId{v.fired.first_event + i});
       out.end_array();
     }},
    {"why", "@MissedDate",
     [](JsonWriter& out, const auto& v) {
       write_missed(out, v.world.ledger.missed[*v.fired.missed]);
     },
     [](const auto& v) { return v.fired.missed.has_value(); }},
});
constexpr auto kAdvanced = joined(
    kNowRows<AdvanceView>,
    rows<AdvanceView>({
        {"fired_count", [](const auto& v) { return v.report.fired_count; }},
        {"fired", "[@Fired]",
         [](JsonWriter& out, const auto& v) {
           out.begin_array();
           for (const Fired& fired : v.report.fired)
             write_object(out, kFired, FiredView{v.call, v.view, v.world, fired});
           out.end_array();
         }},
        {"stopped_after", "int", [](const auto& v) { return v.report.fired_count; },
         [](const auto& v) { return v.broken_off(); }},
        {"stopped_at_limit", "int", [](const auto& v) { return v.report.fired_count; },
         [](const auto& v) { return !v.report.reached && !v.broken_off(); }},
        {"to", "text", [](const auto& v) { return format_ist(v.until); },
         [](const auto& v) { return !v.report.reached; }},
        {"message", "text",
         [](const auto& v) {
           return "Stopped at " + format_ist(v.world.now) + ", after " +
                  std::to_string(v.report.fired_count) +
                  " timers: " + (v.report.full ? "the world is full" : "advance again to go on");
         },
         [](const auto& v) { return !v.report.reached; }},
    }));
constexpr Member kQuiet[] = {{"quiet", "bool"}};  // known after the world was let go of
constexpr auto kAdvancedMembers = joined(kMembers<kAdvanced>, std::to_array(kQuiet));
constexpr auto kResetDone =
    joined(kNowRows<ResetView>, rows<ResetView>({{"seed", [](const auto& v) { return v.seed; }}}));
constexpr Member kAuthorised[] = {
    {"status", "'SUCCESS'|'FAILED'"},
    {"return_to", "text?"},
    {"reason", "@EndReason?", true},
};

constexpr auto kSetClock = takes<ClockClaim>({
    {"mode", "text", &ClockClaim::mode},
    {"at", "text", &ClockClaim::at},
});
constexpr auto kAdvance = takes<AdvanceClaim>({
    {"by", "text", &AdvanceClaim::by},
    {"seconds", "scalar", &AdvanceClaim::seconds},
    {"to", "text", &AdvanceClaim::to},
    {"settle_ms", "scalar", &AdvanceClaim::settle_ms},
    {"limit", "scalar", &AdvanceClaim::limit},
});
constexpr auto kReset = takes<ResetClaim>({
    {"at", "text", &ResetClaim::at},
    {"seed", "scalar", &ResetClaim::seed},
    {"profile", "text", &ResetClaim::profile},
});
using enum wire::SchemaKind;
constexpr wire::Schema kSchemas[] = {
    {"Status", kMembers<kStatus>},
    {"Ready", kMembers<kReady>},
    {"Version", kMembers<kVersion>},
    {"Clock", kMembers<kClock>},
    {"Fired", kMembers<kFired>},
    {"Advanced", kAdvancedMembers},
    {"ResetDone", kMembers<kResetDone>},
    {"Authorised", kAuthorised},
    {"ClockWanted", kMembers<kSetClock>, request},
    {"Advance", kMembers<kAdvance>, request},
    {"ResetWanted", kMembers<kReset>, request},
};

template <class Table, class View>
Answer object_answer(const Table& table, const View& view) {
  JsonWriter out;
  write_object(out, table, view);
  return json_answer(out.take());
}

Answer health(Call& call) {
  const Homes* homes = call.engine.homes();
  const bool drains = homes != nullptr && homes->drains();
  return object_answer(kStatus, std::string_view(drains ? "draining" : "ok"));
}

Answer ready(Call& call) {
  const Homes* homes = call.engine.homes();
  if (homes != nullptr && homes->drains()) {
    return unavailable(kDrainingRule, "server_draining",
                       "The server lets go of its worlds and stops: call another one");
  }
  const auto problem = homes != nullptr ? homes->out_of_touch() : std::nullopt;
  if (problem) {
    return unavailable(kReachableRule, "journal_unreachable",
                       "The journal cannot be reached: " + *problem);
  }
  return object_answer(kReady, std::string_view("ready"));
}

Answer version(Call& call) { return object_answer(kVersion, std::string_view(call.ports.version)); }

Answer openapi(Call& call) {
  return json_answer(openapi_document(call.base_url(), call.ports.version));
}

Answer get_clock(Call& call) { return object_answer(kClock, WorldView{call, call.world()}); }

Answer put_clock(Call& call) {
  auto claim = wire::read(kSetClock, call.body());
  const auto setting = claim.mode.given() ? parse_clock_setting(claim.mode.text)
                                          : std::optional(call.session->slot().clock.setting());
  claim.mode_known = setting.has_value();
  claim.untouched = call.session->untouched() || parse_instant(claim.at.text) == call.world().now;
  if (auto no = asked(call, kClockRules, refuse_clock(claim))) return std::move(*no);
  if (claim.at.given()) call.session->set_start(*parse_instant(claim.at.text));
  call.session->set_clock(*setting);
  return get_clock(call);
}

/// An advance that ends after so many timers.
std::string first_part(Instant until, std::int64_t timers) {
  JsonWriter body;
  body.begin_object().field("to", format_ist(until)).field("limit", timers).end_object();
  return body.take();
}

Answer advance_clock(Call& call) {
  auto claim = wire::read(kAdvance, call.body());
  claim.now = call.world().now;
  if (auto no = asked(call, kAdvanceRules, refuse_advance(claim))) return std::move(*no);
  const Instant until = *wanted_instant(claim);
  const std::int64_t limit = *wanted_timers(claim);
  const AdvanceReport report =
      call.session->advance(until, limit, [&call] { return call.is_over(); });
  const std::string base = call.base_url();
  const AdvanceView view{call, call.view(base), call.world(), report, until, limit};
  JsonWriter out;
  out.begin_object();
  write_members(out, kAdvanced, view);
  // Where it was broken off is not to be found out from what was asked for.
  call.write_down_unfinished(
      view.broken_off() ? std::optional(first_part(until, report.fired_count)) : std::nullopt);
  // Deliveries are sent while the world is not locked.
  const auto slot = call.session->shared_slot();
  call.end_session();
  out.field("quiet", call.settle(slot, *wanted_settle_ms(claim))).end_object();
  return json_answer(out.take());
}

Answer make_mandate(Call& call) {
  StepResult made = call.session->submit(wire::read_make_mandate(call.body()));
  if (!made) return refused(made.take_error());
  const MandateId id{made->index_of(ObjectKind::mandate)};
  const std::string base = call.base_url();
  JsonWriter out;
  wire::write_mandate(out, call.view(base), id, call.world().mandates[id.index].state);
  return json_answer(out.take());
}

Answer authorise(Call& call) {
  SubmitOutcome command = wire::read_outcome(call.body());
  const Field link = call.body().field("link");
  if (link.given()) {
    // A link alone finds its world, whatever key the call came with.
    const auto name = wire::find_link_name(call.engine.link_names(), link.text);
    const auto slot = name ? call.engine.find_number(name->world_number) : nullptr;
    if (slot) {
      if (slot != call.session->shared_slot()) {
        if (!call.may_wait) return {.not_now = true};
        call.end_session();
        call.session.emplace(call.engine.lock(slot));
      }
      command.link = name->link;
    }
  } else if (command.body_problem.empty()) {
    const AuthoriseClaim claim{call.world(), call.body().field("source"),
                               call.body().field("mandate")};
    if (auto no = asked(call, kAuthoriseRules, refuse_authorise(claim))) return std::move(*no);
    command.link = named_link(claim);
  }
  const Outcome outcome = real_outcome(call.world(), command);
  std::optional<Refusal> stale = refuse_stale(call.world(), command);
  StepResult done = call.session->submit(command);
  if (!done) return refused(done.take_error());
  JsonWriter out;
  out.begin_object().field("status", outcome == Outcome::accepted ? "SUCCESS" : "FAILED");
  out.field_or_null("return_to", outcome == Outcome::abandoned
                                     ? std::string()
                                     : return_url(call.world(), *command.link, outcome));
  // Who accepts and fails all the same is told why.
  const auto wanted = command.outcome.given() ? parse_outcome(command.outcome.text) : std::nullopt;
  if (outcome == Outcome::rejected && wanted.value_or(Outcome::accepted) != outcome) {
    out.key("reason");
    put_reason(out, end_of_link(call.world(), *command.link));
  }
  out.end_object();
  Answer answer = json_answer(out.take());
  answer.refusal = std::move(stale);
  if (call.session->shared_slot() == call.home) answer.link = command.link;
  return answer;
}

Answer reset_world(Call& call) {
  const auto claim = wire::read(kReset, call.body());
  if (auto no = asked(call, kResetRules, refuse_reset(claim))) return std::move(*no);
  ResetOptions options;
  if (claim.at.given()) options.at = parse_instant(claim.at.text);
  if (claim.seed.given()) {
    options.seed = static_cast<std::uint64_t>(*parse_integer(claim.seed.text));
  }
  if (claim.profile.given()) options.profile = parse_profile(claim.profile.text);
  if (auto refusal = call.session->reset(options)) {
    refusal->finding.message = "A fixture cannot be made at that time: " + refusal->finding.message;
    return refused(std::move(*refusal));
  }
  return object_answer(kResetDone,
                       ResetView{call.world(), options.seed.value_or(call.engine.options().seed)});
}

using enum Access;
using enum Pace;
using enum Evidence;

// clang-format off
constexpr Route kRoutes[] = {
    {"GET", "/_mock/health", health, open, quick, assumed, "Alive",
     {"get_health", "", "@Status"}},
    {"GET", "/_mock/ready", ready, open, quick, assumed, "Fixtures are loaded",
     {"get_ready", "", "@Ready"}},
    {"GET", "/_mock/version", version, open, quick, assumed, "Name and version",
     {"get_version", "", "@Version"}},
    {"GET", "/_mock/openapi.json", openapi, open, quick, assumed, "All of this as an OpenAPI document",
     {"get_openapi", "", "hash"}},
    {"GET", "/_mock/clock", get_clock, control, quick, assumed, "What time it is in the world",
     {"get_clock", "", "@Clock"}},
    {"PUT", "/_mock/clock", put_clock, control, quick, assumed, "Set the mode, or the start of an untouched world",
     {"set_clock", "ClockWanted", "@Clock"}},
    {"POST", "/_mock/clock/advance", advance_clock, control, slow, assumed, "Move the clock; answers when all that fell due has fired",
     {"advance_clock", "Advance", "@Advanced"}},
    {"POST", "/_mock/authorise", authorise, control, quick, assumed, "Answer a link as its customer",
     {"authorise", "Authorise", "@Authorised"}},
    {"POST", "/_mock/mandates", make_mandate, control, quick, assumed, "Make a mandate without a source",
     {"make_mandate", "MandateMade", "@Mandate"}},
    {"POST", "/_mock/bank", control_bank, control, quick, assumed, "LotusPay or a bank does something now",
     {"ask_bank", "BankAsked", "@BankAnswer"}},
    {"GET", "/_mock/policy", get_policy, control, quick, assumed, "How the pretend LotusPay and the banks behave",
     {"get_policy", "", "@Policy"}},
    {"PUT", "/_mock/policy", put_policy, control, quick, assumed, "Change how it behaves",
     {"set_policy", "PolicyWanted", "@Policy"}},
    {"POST", "/_mock/reset", reset_world, control, quick, assumed, "The world as it was when first opened",
     {"reset_world", "ResetWanted", "@ResetDone"}},
    {"GET", "/_mock/events", control_events, control, quick, assumed, "Events, oldest first, with the rows that raised them",
     {"list_raised_events", "", "@ControlEvents", "type resource offset limit after brief"}},
    {"POST", "/_mock/events/{id}/resend", control_resend, control, quick, assumed, "One more delivery of an event",
     {"resend_raised_event", "", "@Delivery"}},
    {"GET", "/_mock/links", control_links, control, quick, assumed, "Links and requests of a mandate or source, oldest first",
     {"list_links", "", "@LinkEntries", "mandate source limit after"}},
    {"GET", "/_mock/deliveries", control_deliveries, control, quick, assumed, "Deliveries with their attempts",
     {"list_deliveries", "", "@Deliveries", "type status resource offset limit after"}},
    {"GET", "/_mock/deliveries/{id}", control_delivery, control, quick, assumed, "One delivery, with its body as it was sent",
     {"get_delivery", "", "@DeliverySent"}},
};
// clang-format on

}  // namespace

std::span<const Route> control_routes() { return kRoutes; }
wire::SchemaList control_world_schemas() { return kSchemas; }

}  // namespace lotusbox::api
