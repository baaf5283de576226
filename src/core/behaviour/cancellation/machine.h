// The machine of a cancellation through the sponsor bank: the cancel status of a mandate, which
// runs beside the status of the mandate itself.
#pragma once

#include "core/behaviour/transition.h"

namespace lotusbox {

enum class CancellationTrigger : std::uint8_t { requested, submitted, confirmed, failed, received };

template <>
struct MachineOf<CancellationTrigger> : Joins<Machine::cancellation, CancelStatus> {};

extern const MachineTable kCancellationMachine;

}  // namespace lotusbox
