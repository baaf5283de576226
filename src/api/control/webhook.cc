// Where the events of a world are delivered.
#include "api/control/webhook.h"

#include "api/control/rows.h"
#include "api/routes.h"
#include "core/behaviour/delivery/decide.h"
#include "wire/commands.h"

namespace lotusbox::api {

namespace {

using wire::OrNull;

constexpr auto kWebhook = wire::rows<World>({
    {"url", [](const auto& world) { return OrNull{std::string_view(world.webhook.url)}; }},
    {"key", [](const auto& world) { return OrNull{std::string_view(world.webhook.key)}; }},
    {"format", "'encrypted'|'plain'",
     [](const auto& world) {
       return std::string_view(world.webhook.format == WebhookFormat::plain ? "plain"
                                                                            : "encrypted");
     }},
    {"waiting_elsewhere",
     [](const auto& world) { return waiting_elsewhere(world, world.webhook); }},
});
constexpr wire::Schema kSchemas[] = {{"Webhook", wire::kMembers<kWebhook>}};

Answer get_webhook(Call& call) {
  JsonWriter out;
  write_object(out, kWebhook, call.world());
  return json_answer(out.take());
}

Answer put_webhook(Call& call) {
  if (auto no = set_webhook(call, wire::read_webhook(call.body()))) return std::move(*no);
  return get_webhook(call);
}

Answer delete_webhook(Call& call) {
  remove_webhook(call, false);
  return get_webhook(call);
}

using enum Access;
using enum Pace;
using enum Evidence;

// clang-format off
constexpr Route kRoutes[] = {
    {"GET", "/_mock/webhook", get_webhook, control, quick, assumed, "Where events are delivered",
     {"get_webhook", "", "@Webhook"}},
    {"PUT", "/_mock/webhook", put_webhook, control, quick, assumed, "Deliver events to a URL",
     {"set_webhook", "WebhookWanted", "@Webhook"}},
    {"DELETE", "/_mock/webhook", delete_webhook, control, quick, assumed, "Deliver events nowhere",
     {"delete_webhook", "", "@Webhook"}},
};
// clang-format on

}  // namespace

std::optional<Answer> set_webhook(Call& call, SetWebhook command) {
  command.target_problem = call.ports.webhook_target_problem(command.url.text);
  StepResult done = call.session->submit(command);
  if (done) return std::nullopt;
  return refused(done.take_error());
}

void remove_webhook(Call& call, bool juspay) {
  SetWebhook command;
  command.juspay = juspay;
  command.clear = true;
  const StepResult done = call.session->submit(command);
  LOTUSBOX_CHECK(done.ok(), "clearing the webhook is always allowed");
}

std::span<const Route> webhook_routes() { return kRoutes; }
wire::SchemaList control_webhook_schemas() { return kSchemas; }

}  // namespace lotusbox::api
