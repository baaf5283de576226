// The machine of a cancellation through the sponsor bank: the cancel status of a mandate, which
// runs beside the status of the mandate itself.
#pragma once

#include "core/behaviour/change.h"

namespace lotusbox {

enum class CancellationTrigger : std::uint8_t { requested, submitted, confirmed, failed, received };

extern const MachineTable kCancellationMachine;

void evolve_cancellation(World& world, const Change& change, const Draft& draft);

}  // namespace lotusbox
