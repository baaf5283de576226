// The settings of chaos on deliveries. What it does with them is the core's business.
#include "api/control/rows.h"
#include "api/routes.h"
#include "wire/disturbances.h"

namespace lotusbox::api {

namespace {

using wire::rows;
using wire::write_object;

std::string span_text(Seconds span) { return "PT" + std::to_string(span.count()) + "S"; }

// clang-format off
constexpr auto kChaos = rows<Chaos>({
    {"on", [](const auto& chaos) { return chaos.on; }},
    {"seed", [](const auto& chaos) { return chaos.on ? std::optional(chaos.seed) : std::nullopt; }},
    {"duplicate", [](const auto& chaos) { return format_rate(chaos.duplicate); }},
    {"delay", [](const auto& chaos) { return format_rate(chaos.delay); }},
    {"delay_up_to", [](const auto& chaos) { return span_text(chaos.delay_up_to); }},
    {"reorder", [](const auto& chaos) { return format_rate(chaos.reorder); }},
    {"reorder_within", [](const auto& chaos) { return span_text(chaos.reorder_within); }},
    {"drop", [](const auto& chaos) { return format_rate(chaos.drop); }},
});
constexpr wire::Schema kSchemas[] = {{"Chaos", wire::kMembers<kChaos>}};
// clang-format on

Answer get_chaos(Call& call) {
  JsonWriter out;
  write_object(out, kChaos, call.world().chaos);
  return json_answer(out.take());
}

Answer put_chaos(Call& call) {
  StepResult done = call.session->submit(wire::read_chaos(call.body()));
  if (!done) return refused(done.take_error());
  return get_chaos(call);
}

Answer delete_chaos(Call& call) {
  SetChaos command;
  command.clear = true;
  const StepResult done = call.session->submit(command);
  LOTUSBOX_CHECK(done.ok(), "an end of chaos is always allowed");
  return get_chaos(call);
}

using enum Access;
using enum Pace;
using enum Evidence;

// clang-format off
constexpr Route kRoutes[] = {
    {"GET", "/_mock/chaos", get_chaos, control, quick, assumed, "Chaos on deliveries, with its seed",
     {"get_chaos", "", "@Chaos"}},
    {"PUT", "/_mock/chaos", put_chaos, control, quick, assumed, "Duplicate, delay, reorder and lose deliveries, by a seed",
     {"set_chaos", "ChaosWanted", "@Chaos"}},
    {"DELETE", "/_mock/chaos", delete_chaos, control, quick, assumed, "Deliver as usual",
     {"delete_chaos", "", "@Chaos"}},
};
// clang-format on

}  // namespace

std::span<const Route> chaos_routes() { return kRoutes; }
wire::SchemaList control_chaos_schemas() { return kSchemas; }

}  // namespace lotusbox::api
