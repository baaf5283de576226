// The settings of chaos on deliveries. What it does with them is the core's business.
#include "api/routes.h"
#include "wire/disturbances.h"

namespace lotusbox::api {

namespace {

std::string span_text(Seconds span) { return "PT" + std::to_string(span.count()) + "S"; }

Answer get_chaos(Call& call) {
  const Chaos& chaos = call.world().chaos;
  const auto seed = static_cast<std::int64_t>(chaos.seed);
  JsonWriter out;
  out.begin_object()
      .field("on", chaos.on)
      .field_or_null("seed", chaos.on ? std::optional(seed) : std::nullopt)
      .field("duplicate", format_rate(chaos.duplicate))
      .field("delay", format_rate(chaos.delay))
      .field("delay_up_to", span_text(chaos.delay_up_to))
      .field("reorder", format_rate(chaos.reorder))
      .field("reorder_within", span_text(chaos.reorder_within))
      .field("drop", format_rate(chaos.drop))
      .end_object();
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
    {"GET", "/_mock/chaos", get_chaos, control, quick, assumed, "Chaos on deliveries, with its seed"},
    {"PUT", "/_mock/chaos", put_chaos, control, quick, assumed, "Duplicate, delay, reorder and lose deliveries, by a seed"},
    {"DELETE", "/_mock/chaos", delete_chaos, control, quick, assumed, "Deliver as usual"},
};
// clang-format on

}  // namespace

std::span<const Route> chaos_routes() { return kRoutes; }

}  // namespace lotusbox::api
