// Faults on the calls of the vendors, as the api floor applies them: what strikes a call, the
// answer that takes the place of the real one, and what is done to an answer on its way out.
#pragma once

#include "api/call.h"
#include "api/routes.h"

namespace lotusbox::api {

/// A fault has struck a call.
struct Struck {
  Disturbance disturbance;
  std::optional<Answer> instead;  ///< the call is not served; this is its answer
};

/// Never strikes the control plane. The call must hold its world.
std::optional<Struck> strike(Call& call, const Route& route);

/// Marks the response and says which fault it was; empty when none was.
std::string disturb(Response& response, const std::optional<Disturbance>& disturbance);

}  // namespace lotusbox::api
