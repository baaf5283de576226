// Rules about faults: what may be asked for. What a fault then does to a call is in
// engine/faults.h.
#pragma once

#include <string>
#include <vector>

#include "core/behaviour/rule.h"
#include "engine/faults.h"
#include "wire/disturbances.h"

namespace lotusbox::api {

std::optional<Refusal> refuse_faults(const wire::FaultsClaim& claim);
/// Of a claim that no rule refuses.
Faults made_faults(const wire::FaultsClaim& claim);

std::vector<const Rule*> fault_rule_list();

}  // namespace lotusbox::api
