#include "api/juspay/juspay.h"

#include "api/control/rows.h"
#include "api/control/webhook.h"
#include "api/routes.h"
#include "base/text.h"
#include "core/behaviour/delivery/decide.h"
#include "core/behaviour/juspay/machine.h"
#include "core/behaviour/juspay/rules.h"
#include "wire/commands.h"
#include "wire/errors.h"
#include "wire/juspay.h"

namespace lotusbox::api {

namespace {

constexpr std::string_view kMerchantHeader = "x-merchantid";

/// The handlers of commands run after the world has let them through.
JuspayMandateId mandate_of(const Call& call) {
  const auto id = find_juspay_mandate(call.world(), call.params[0]);
  LOTUSBOX_CHECK(id.has_value(), "a call about a mandate that the rules did not find");
  return *id;
}

Answer status_answer(const Call& call, JuspayMandateId id) {
  JsonWriter out;
  wire::write_juspay_status(out, call.world(), id);
  return json_answer(out.take());
}

Answer revoked_answer(const Call& call, JuspayMandateId id) {
  JsonWriter out;
  wire::write_juspay_revoked(out, call.world(), id);
  return json_answer(out.take());
}

/// A resume may have called off a pause that was still to come (J10).
bool withdrew(const StepReport& report) {
  return !report.rows.empty() &&
         row_of_ordinal(report.rows[0].ordinal).on == JuspayTrigger::pause_withdrawn;
}

Answer command_mandate(Call& call) {
  const JuspayCall command = wire::read_juspay_call(
      find_header(call.request.headers, kMerchantHeader), call.params[0], call.body());
  StepResult done = call.session->submit(command);
  if (!done) return juspay_refused(done.take_error());
  const JuspayMandateId id = mandate_of(call);
  const bool withdrawn = withdrew(*done);
  JsonWriter out;
  switch (*parse_juspay_command(command.command.text)) {
    case JuspayCommand::pause: wire::write_juspay_pause(out, call.world(), id); break;
    case JuspayCommand::resume: wire::write_juspay_resume(out, call.world(), id, withdrawn); break;
    case JuspayCommand::revoke: return revoked_answer(call, id);
    case JuspayCommand::check_status: return status_answer(call, id);
    case JuspayCommand::cancel_recurring_transaction:
    case JuspayCommand::pre_debit_notify: LOTUSBOX_UNREACHABLE("a command known by name only");
  }
  return json_answer(out.take());
}

/// The first rule of the list that does not hold; each one asked is counted.
std::optional<Refusal> refuse_list(Call& call, const JuspayListClaim& claim) {
  for (const auto& row : juspay_list_rules()) {
    auto finding = row.check(claim);
    call.session->slot().coverage.count_rule(row.rule, !finding);
    if (finding) return Refusal{&row.rule, std::move(*finding)};
  }
  return std::nullopt;
}

std::int64_t number_or(const Field& field, std::int64_t otherwise) {
  return field.given() ? *parse_integer(field.text) : otherwise;
}

Answer list_of_customer(Call& call) {
  const auto merchant = find_header(call.request.headers, kMerchantHeader);
  const JuspayListClaim claim{merchant ? Field{Field::Kind::text, std::string(*merchant)} : Field{},
                              call.query.field("offset"), call.query.field("count")};
  if (auto refusal = refuse_list(call, claim)) return juspay_refused(std::move(*refusal));
  const std::int64_t offset = number_or(claim.offset, 0);
  const std::int64_t most = number_or(claim.count, limits::kJuspayListMax);
  const World& world = call.world();
  std::int64_t total = 0;
  std::int64_t count = 0;
  JsonWriter list;
  list.begin_array();
  for (std::size_t i = world.juspay_mandates.size(); i-- > 0;) {
    if (world.text(world.juspay_mandates[i].customer) != call.params[0]) continue;
    if (total++ < offset || count == most) continue;
    ++count;
    wire::write_juspay_status(list, world, JuspayMandateId{static_cast<std::uint32_t>(i)});
  }
  list.end_array();
  JsonWriter out;
  out.begin_object().field("total", total).field("offset", offset).field("object", "list");
  out.field("count", count).key("list").raw(list.take()).end_object();
  return json_answer(out.take());
}

// The control plane of Juspay's side; its refusals are the control plane's.

Answer make_mandate(Call& call) {
  StepResult made = call.session->submit(wire::read_make_juspay(call.body()));
  if (!made) return refused(made.take_error());
  return status_answer(call, JuspayMandateId{made->index_of(ObjectKind::juspay_mandate)});
}

Answer settle_mandate(Call& call) {
  StepResult done = call.session->submit(wire::read_settle_juspay(call.params[0], call.body()));
  if (!done) return refused(done.take_error());
  return status_answer(call, JuspayMandateId{done->index_of(ObjectKind::juspay_mandate)});
}

Answer state_answer(Call& call, std::optional<JuspayMandateId> id) {
  JsonWriter out;
  wire::write_juspay_state(out, call.world(), *id);
  return json_answer(out.take());
}

Answer get_mandate(Call& call) {
  const auto id = find_juspay_mandate(call.world(), call.params[0]);
  if (auto none = missing(call, Lookup::juspay_mandate, id.has_value())) return std::move(*none);
  return state_answer(call, id);
}

Answer withdraw_pause(Call& call) {
  StepResult done = call.session->submit(WithdrawJuspayPause{call.params[0]});
  if (!done) return refused(done.take_error());
  return state_answer(call, mandate_of(call));
}

constexpr auto kWebhook = wire::rows<World>({
    {"url",
     [](const auto& world) { return wire::OrNull{std::string_view(world.juspay_webhook.url)}; }},
    {"waiting_elsewhere",
     [](const auto& world) { return waiting_elsewhere(world, world.juspay_webhook); }},
});
constexpr wire::Schema kSchemas[] = {{"JuspayWebhook", wire::kMembers<kWebhook>}};

Answer get_webhook(Call& call) {
  JsonWriter out;
  wire::write_object(out, kWebhook, call.world());
  return json_answer(out.take());
}

Answer put_webhook(Call& call) {
  SetWebhook command;
  command.body_problem = call.body().problem();
  command.url = call.body().field("url");
  command.juspay = true;
  if (auto no = set_webhook(call, std::move(command))) return std::move(*no);
  return get_webhook(call);
}

Answer delete_webhook(Call& call) {
  remove_webhook(call, true);
  return get_webhook(call);
}

using enum Access;
using enum Pace;
using enum Evidence;

// clang-format off
constexpr Route kRoutes[] = {
    {"POST", "/mandates/{mandate_id}", command_mandate, key, quick, documented, "Juspay: pause, resume, revoke, check_status by form",
     {"command_juspay_mandate", "JuspayCommand", "@JuspayAnswer"}},
    {"GET", "/customers/{customer_id}/mandates", list_of_customer, key, quick, documented, "Juspay: the mandates of a customer",
     {"list_juspay_mandates", "", "@JuspayMandateList", "offset count"}},
    {"POST", "/_mock/juspay/mandates", make_mandate, control, quick, assumed, "Juspay: make a mandate without an order",
     {"make_juspay_mandate", "JuspayMade", "@JuspayMandate"}},
    {"POST", "/_mock/juspay/mandates/{mandate_id}", settle_mandate, control, quick, assumed, "Juspay: end the order of a CREATED mandate",
     {"settle_juspay_mandate", "JuspaySettled", "@JuspayMandate"}},
    {"GET", "/_mock/juspay/mandates/{mandate_id}", get_mandate, control, quick, assumed, "Juspay: a mandate and its pause",
     {"get_juspay_mandate", "", "@JuspayState"}},
    {"DELETE", "/_mock/juspay/mandates/{mandate_id}/pause", withdraw_pause, control, quick, assumed, "Juspay: withdraw a planned pause",
     {"withdraw_juspay_pause", "", "@JuspayState"}},
    {"GET", "/_mock/juspay/webhook", get_webhook, control, quick, assumed, "Juspay: where its events are delivered",
     {"get_juspay_webhook", "", "@JuspayWebhook"}},
    {"PUT", "/_mock/juspay/webhook", put_webhook, control, quick, assumed, "Juspay: deliver its events to a URL",
     {"set_juspay_webhook", "WebhookWanted", "@JuspayWebhook"}},
    {"DELETE", "/_mock/juspay/webhook", delete_webhook, control, quick, assumed, "Juspay: deliver its events nowhere",
     {"delete_juspay_webhook", "", "@JuspayWebhook"}},
};
// clang-format on

}  // namespace

wire::SchemaList control_juspay_schemas() { return kSchemas; }
std::span<const Route> juspay_routes() { return kRoutes; }

bool is_juspay_path(std::string_view path) {
  while (path.starts_with('/')) path.remove_prefix(1);
  const std::string_view first = path.substr(0, path.find('/'));
  return first == "mandates" || first == "customers";
}

Answer juspay_refused(Refusal refusal) {
  Answer answer =
      json_answer(wire::juspay_refusal_body(refusal), wire::juspay_status_of(refusal.code()));
  answer.refusal = std::move(refusal);
  return answer;
}

Answer juspay_not_found(Refusal refusal) {
  Answer answer;
  answer.refusal = std::move(refusal);
  answer.status = 404;
  answer.content_type.clear();
  return answer;
}

}  // namespace lotusbox::api
