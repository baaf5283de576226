// What the server has done, for programs that watch servers.
#include "api/metrics.h"

#include "api/control/glance.h"

namespace lotusbox::api {

Answer control_metrics(Call& call) {
  const auto& ports = call.ports;
  const Homes* homes = call.engine.homes();
  Metrics::Now now;
  now.worlds = call.engine.world_count();
  if (ports.loop_lag) now.loop_lag = ports.loop_lag();
  now.drains = homes != nullptr && homes->drains();
  now.version = ports.version;
  Answer answer;
  answer.content_type = "text/plain; version=0.0.4; charset=utf-8";
  if (ports.metrics != nullptr) answer.body = ports.metrics->text(now);
  return answer;
}

}  // namespace lotusbox::api
