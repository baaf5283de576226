// The control plane: the clock, the headless customer, set-up, and what has happened.
#include <algorithm>
#include <array>

#include "api/control/bank.h"
#include "api/control/control.h"
#include "api/control/links.h"
#include "api/control/watching.h"
#include "api/openapi/openapi.h"
#include "api/pages/hosted.h"
#include "api/routes.h"
#include "api/server.h"
#include "base/text.h"
#include "core/behaviour/control.h"
#include "core/behaviour/link/decide.h"
#include "core/behaviour/link/rules.h"
#include "core/behaviour/link/stale.h"
#include "wire/commands.h"
#include "wire/errors.h"

namespace lotusbox::api {

namespace {

Answer health(Call&) { return json_answer(R"({"status":"ok"})"); }
Answer ready(Call&) { return json_answer(R"({"status":"ready"})"); }

Answer version(Call& call) {
  JsonWriter out;
  out.begin_object().field("name", "lotusbox").field("version", call.ports.version).end_object();
  return json_answer(out.take());
}

void write_now(JsonWriter& out, const World& world) {
  out.field("now", unix_seconds(world.now)).field("now_ist", format_ist(world.now));
}

Answer openapi(Call& call) {
  return json_answer(openapi_document(call.base_url(), call.ports.version));
}

Answer get_clock(Call& call) {
  JsonWriter out;
  out.begin_object().field("mode", to_text(call.session->slot().clock.setting()));
  write_now(out, call.world());
  out.end_object();
  return json_answer(out.take());
}

Answer put_clock(Call& call) {
  const wire::Body& body = call.body();
  ClockClaim claim{body.problem(), body.field("mode"), body.field("at")};
  const auto setting = claim.mode.given() ? parse_clock_setting(claim.mode.text)
                                          : std::optional(call.session->slot().clock.setting());
  claim.mode_known = setting.has_value();
  claim.untouched = call.session->untouched() || parse_instant(claim.at.text) == call.world().now;
  if (auto no = asked(call, Asked::clock, refuse_clock(claim))) return std::move(*no);
  if (claim.at.given()) call.session->set_start(*parse_instant(claim.at.text));
  call.session->set_clock(*setting);
  return get_clock(call);
}

void write_fired(JsonWriter& out, const Call& call, const Fired& fired) {
  const World& world = call.world();
  out.begin_object().field("at", unix_seconds(fired.at)).field("at_ist", format_ist(fired.at));
  out.field("rule", row_of_ordinal(fired.row.ordinal).id);
  out.field("object", object_text(call, fired.row.object)).key("events").begin_array();
  for (std::uint32_t i = 0; i < fired.event_count; ++i) {
    write_event_line(out, world, EventId{fired.first_event + i});
  }
  out.end_array();
  if (fired.missed) {
    out.key("why");
    write_missed(out, world.ledger.missed[*fired.missed]);
  }
  out.end_object();
}

/// An advance that ends after so many timers.
std::string first_part(Instant until, std::int64_t timers) {
  JsonWriter body;
  body.begin_object().field("to", format_ist(until)).field("limit", timers).end_object();
  return body.take();
}

Answer advance_clock(Call& call) {
  const wire::Body& body = call.body();
  const AdvanceClaim claim{body.problem(),        body.field("by"),        body.field("to"),
                           body.field("seconds"), body.field("settle_ms"), body.field("limit"),
                           call.world().now};
  if (auto no = asked(call, Asked::advance, refuse_advance(claim))) return std::move(*no);
  const Instant until = *wanted_instant(claim);
  const std::int64_t limit = *wanted_timers(claim);
  const AdvanceReport report =
      call.session->advance(until, limit, [&call] { return call.is_over(); });
  JsonWriter out;
  out.begin_object();
  write_now(out, call.world());
  out.field("fired_count", report.fired_count).key("fired").begin_array();
  for (const Fired& fired : report.fired) write_fired(out, call, fired);
  out.end_array();
  const bool broken_off = !report.reached && !report.full && report.fired_count < limit;
  if (!report.reached) {
    out.field(broken_off ? "stopped_after" : "stopped_at_limit", report.fired_count);
    out.field("to", format_ist(until));
    out.field("message", "Stopped at " + format_ist(call.world().now) + ", after " +
                             std::to_string(report.fired_count) + " timers: " +
                             (report.full ? "the world is full" : "advance again to go on"));
  }
  // Where it was broken off is not to be found out from what was asked for.
  call.write_down_unfinished(broken_off ? std::optional(first_part(until, report.fired_count))
                                        : std::nullopt);
  // Deliveries are sent while nobody holds the world.
  const auto slot = call.session->shared_slot();
  call.session.reset();
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
    const auto name = find_link_name(call.engine.link_names(), link.text);
    const auto slot = name ? call.engine.find_number(name->world_number) : nullptr;
    if (slot) {
      if (slot != call.session->shared_slot()) {
        if (!call.may_wait) return {.not_now = true};
        call.session.reset();
        call.session.emplace(call.engine.lock(slot));
      }
      command.link = name->link;
    }
  } else if (command.body_problem.empty()) {
    const AuthoriseClaim claim{call.world(), call.body().field("source"),
                               call.body().field("mandate")};
    if (auto no = asked(call, Asked::authorise, refuse_authorise(claim))) return std::move(*no);
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
    write_reason(out, end_of_link(call.world(), *command.link));
  }
  out.end_object();
  Answer answer = json_answer(out.take());
  answer.refusal = std::move(stale);
  if (call.session->shared_slot() == call.home) answer.link = command.link;
  return answer;
}

void write_webhook(JsonWriter& out, const Webhook& webhook) {
  out.begin_object().field_or_null("url", webhook.url).field_or_null("key", webhook.key);
  out.field("format", webhook.format == WebhookFormat::plain ? "plain" : "encrypted").end_object();
}

Answer get_webhook(Call& call) {
  JsonWriter out;
  write_webhook(out, call.world().webhook);
  return json_answer(out.take());
}

Answer put_webhook(Call& call) {
  SetWebhook command = wire::read_webhook(call.body());
  command.target_allowed = call.ports.webhook_target_allowed(command.url.text);
  StepResult done = call.session->submit(command);
  if (!done) return refused(done.take_error());
  return get_webhook(call);
}

Answer delete_webhook(Call& call) {
  SetWebhook command;
  command.clear = true;
  const StepResult done = call.session->submit(command);
  LOTUSBOX_CHECK(done.ok(), "clearing the webhook is always allowed");
  return get_webhook(call);
}

Answer reset_world(Call& call) {
  const wire::Body& body = call.body();
  const ResetClaim claim{body.problem(), body.field("at"), body.field("seed"),
                         body.field("profile")};
  if (auto no = asked(call, Asked::reset, refuse_reset(claim))) return std::move(*no);
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
  JsonWriter out;
  out.begin_object();
  write_now(out, call.world());
  out.field("seed", static_cast<std::int64_t>(options.seed.value_or(call.engine.options().seed)));
  out.end_object();
  return json_answer(out.take());
}

using enum Access;
using enum Pace;
using enum Evidence;

// clang-format off
constexpr Route kRoutes[] = {
    {"GET", "/_mock/health", health, open, quick, assumed, "Alive"},
    {"GET", "/_mock/ready", ready, open, quick, assumed, "Fixtures are loaded"},
    {"GET", "/_mock/version", version, open, quick, assumed, "Name and version"},
    {"GET", "/_mock/openapi.json", openapi, open, quick, assumed, "All of this as an OpenAPI document"},
    {"GET", "/_mock/clock", get_clock, control, quick, assumed, "What time it is in the world"},
    {"PUT", "/_mock/clock", put_clock, control, quick, assumed, "Set the mode, or the start of an untouched world"},
    {"POST", "/_mock/clock/advance", advance_clock, control, slow, assumed, "Move the clock; answers when all that fell due has fired"},
    {"POST", "/_mock/authorise", authorise, control, quick, assumed, "Answer a link as its customer"},
    {"POST", "/_mock/mandates", make_mandate, control, quick, assumed, "Make a mandate without a source"},
    {"GET", "/_mock/webhook", get_webhook, control, quick, assumed, "Where events are delivered"},
    {"PUT", "/_mock/webhook", put_webhook, control, quick, assumed, "Deliver events to a URL"},
    {"DELETE", "/_mock/webhook", delete_webhook, control, quick, assumed, "Deliver events nowhere"},
    {"POST", "/_mock/bank", control_bank, control, quick, assumed, "LotusPay or a bank does something now"},
    {"GET", "/_mock/policy", get_policy, control, quick, assumed, "How the pretend LotusPay and the banks behave"},
    {"PUT", "/_mock/policy", put_policy, control, quick, assumed, "Change how it behaves"},
    {"POST", "/_mock/reset", reset_world, control, quick, assumed, "The world as it was when first opened"},
    {"GET", "/_mock/events", control_events, control, quick, assumed, "Events, oldest first, with the rows that raised them"},
    {"POST", "/_mock/events/{id}/resend", control_resend, control, quick, assumed, "One more delivery of an event"},
    {"GET", "/_mock/links", control_links, control, quick, assumed, "Links and requests of a mandate or source, oldest first"},
    {"GET", "/_mock/deliveries", control_deliveries, control, quick, assumed, "Deliveries with their attempts"},
};
// clang-format on

}  // namespace

std::span<const Route> control_routes() { return kRoutes; }

}  // namespace lotusbox::api
