// The control plane: the clock, the headless customer, set-up, and what has happened.
#include <algorithm>
#include <array>

#include "api/bank.h"
#include "api/control.h"
#include "api/hosted.h"
#include "api/routes.h"
#include "api/server.h"
#include "base/text.h"
#include "core/behaviour/link/decide.h"
#include "core/behaviour/link/rules.h"
#include "wire/commands.h"
#include "wire/errors.h"

namespace lotusbox::api {

namespace {

constexpr int kSettleMsDefault = 1000;
constexpr int kSettleMsMax = 60000;

Answer invalid(std::string_view param, std::string_view message) {
  return json_answer(wire::error_body("invalid_request_error", "parameter_invalid", message, param),
                     400);
}

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

Answer get_clock(Call& call) {
  JsonWriter out;
  out.begin_object().field("mode", to_text(call.session->slot().clock.setting()));
  write_now(out, call.world());
  out.end_object();
  return json_answer(out.take());
}

Answer put_clock(Call& call) {
  const Field& at = call.body().field("at");
  const Field& mode = call.body().field("mode");
  if (!call.body().problem().empty()) return invalid("", call.body().problem());
  const auto setting = mode.given() ? parse_clock_setting(mode.text)
                                    : std::optional(call.session->slot().clock.setting());
  if (!setting)
    return invalid("mode", "mode must be manual, real or fast:<n> with n up to 1000000");
  if (at.given()) {
    const auto instant = parse_instant(at.text);
    if (!instant) return invalid("at", "at must be an instant such as 2026-01-10T10:00:00+05:30");
    if (!call.session->set_start(*instant)) {
      return invalid("at", "Something has happened in this world already: advance it, or reset it");
    }
  }
  call.session->set_clock(*setting);
  return get_clock(call);
}

/// Where an advance leads; nullopt when the body does not say.
std::optional<Instant> wanted_instant(Call& call) {
  const Instant now = call.world().now;
  const Field& by = call.body().field("by");
  const Field& to = call.body().field("to");
  const Field& seconds = call.body().field("seconds");
  if (int(by.given()) + int(to.given()) + int(seconds.given()) != 1) return std::nullopt;
  if (by.given()) return plus_duration(now, by.text);
  if (to.given()) return parse_instant(to.text);
  const auto count = parse_integer(seconds.text);
  if (!count || *count < 0 || *count > (kLatestInstant - now).count()) return std::nullopt;
  return now + Seconds(*count);
}

void write_fired(JsonWriter& out, const Call& call, const Fired& fired) {
  const World& world = call.world();
  out.begin_object().field("at", unix_seconds(fired.at)).field("at_ist", format_ist(fired.at));
  out.field("rule", row_of_ordinal(fired.row.ordinal).id);
  out.field("object", object_text(call, fired.row.object)).key("events").begin_array();
  for (std::uint32_t i = 0; i < fired.event_count; ++i) {
    write_event_line(out, world, EventId{fired.first_event + i});
  }
  out.end_array().end_object();
}

Answer advance_clock(Call& call) {
  if (!call.body().problem().empty()) return invalid("", call.body().problem());
  const auto until = wanted_instant(call);
  if (!until) {
    return invalid("by", "Send one of by (such as P7D), seconds (0 or more) and to (an instant)");
  }
  if (*until < call.world().now) {
    return invalid("to", "The clock only goes forward: it is " + format_ist(call.world().now));
  }
  const Field& wait = call.body().field("settle_ms");
  const auto settle_ms =
      wait.given() ? parse_integer(wait.text) : std::optional<std::int64_t>(kSettleMsDefault);
  if (!settle_ms || *settle_ms < 0 || *settle_ms > kSettleMsMax) {
    return invalid("settle_ms", "settle_ms must be a number from 0 to 60000");
  }
  const AdvanceReport report = call.session->advance(*until);
  JsonWriter out;
  out.begin_object();
  write_now(out, call.world());
  out.field("fired_count", report.fired_count).key("fired").begin_array();
  for (const Fired& fired : report.fired) write_fired(out, call, fired);
  out.end_array();
  if (!report.reached) out.field("stopped_at_limit", limits::kTimersPerAdvance);
  // Deliveries are sent while nobody holds the world.
  const auto slot = call.session->shared_slot();
  call.session.reset();
  out.field("quiet", call.ports.settle(slot, static_cast<int>(*settle_ms))).end_object();
  return json_answer(out.take());
}

Answer make_mandate(Call& call) {
  StepResult made = call.session->submit(wire::read_make_mandate(call.body()));
  if (!made) return refused(made.take_error());
  const MandateId id{made->place_of(ObjectKind::mandate)};
  const std::string base = call.base_url();
  JsonWriter out;
  wire::write_mandate(out, call.view(base), id, call.world().mandates[id.place].state);
  return json_answer(out.take());
}

/// The link a headless customer was sent: by itself, or by what it is about.
std::optional<LinkId> link_for_customer(Call& call) {
  const World& world = call.world();
  if (const auto source = find_source(world, call.body().field("source").text)) {
    return world.sources[source->place].link;
  }
  const auto mandate = find_mandate(world, call.body().field("mandate").text);
  if (!mandate || !world.mandates[mandate->place].state.request) return std::nullopt;
  return world.requests[world.mandates[mandate->place].state.request->place].link;
}

Answer authorise(Call& call) {
  if (!call.body().problem().empty()) return invalid("", call.body().problem());
  SubmitOutcome command = wire::read_outcome(call.body());
  const Field& link = call.body().field("link");
  bool elsewhere = false;
  if (link.given()) {
    // A link alone finds its world, whatever key the call came with.
    const auto name = find_link_name(call.engine.link_names(), link.text);
    const auto slot = name ? call.engine.find_number(name->world_number) : nullptr;
    if (slot) {
      elsewhere = slot != call.session->shared_slot();
      if (elsewhere && !call.may_wait) return {.not_now = true};
      if (elsewhere) {
        call.session.reset();
        call.session.emplace(call.engine.lock(slot));
      }
      command.link = name->link;
    }
  } else {
    command.link = link_for_customer(call);
  }
  const Outcome outcome = real_outcome(call.world(), command);
  StepResult done = call.session->submit(command);
  if (!done) {
    // The call is kept in the log of the caller's world, where `why` looks for it.
    if (elsewhere) call.session.reset();
    return refused(done.take_error());
  }
  JsonWriter out;
  out.begin_object().field("status", outcome == Outcome::accepted ? "SUCCESS" : "FAILED");
  out.field_or_null("return_to", outcome == Outcome::abandoned
                                     ? std::string()
                                     : return_url(call.world(), *command.link, outcome));
  out.end_object();
  if (elsewhere) call.session.reset();
  return json_answer(out.take());
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
  if (!call.body().problem().empty()) return invalid("", call.body().problem());
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
  if (!call.body().problem().empty()) return invalid("", call.body().problem());
  ResetWishes wishes;
  const Field& at = call.body().field("at");
  const Field& seed = call.body().field("seed");
  const Field& profile = call.body().field("profile");
  if (at.given() && !(wishes.at = parse_instant(at.text))) {
    return invalid("at", "at must be an instant such as 2026-01-10T10:00:00+05:30");
  }
  if (seed.given()) {
    const auto number = parse_integer(seed.text);
    if (!number || *number < 0) return invalid("seed", "seed must be a number, 0 or more");
    wishes.seed = static_cast<std::uint64_t>(*number);
  }
  if (profile.given() && !(wishes.profile = parse_profile(profile.text))) {
    return invalid("profile", "profile must be documented, strict or lenient");
  }
  call.session->reset(wishes);
  JsonWriter out;
  out.begin_object();
  write_now(out, call.world());
  out.field("seed", static_cast<std::int64_t>(wishes.seed.value_or(call.engine.options().seed)));
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
    {"GET", "/_mock/deliveries", control_deliveries, control, quick, assumed, "Deliveries with their attempts"},
    {"GET", "/_mock/requests", control_requests, control, quick, assumed, "The last calls of the world"},
    {"GET", "/_mock/why/{request_id}", control_why, control, quick, assumed, "A refusal explained"},
    {"GET", "/_mock/coverage", control_coverage, control, quick, assumed, "Rows and rules exercised so far"},
};
// clang-format on

}  // namespace

std::span<const Route> control_routes() { return kRoutes; }

}  // namespace lotusbox::api
