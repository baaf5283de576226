// The machine of a management request: one amend, pause, resume or cancel that waits for the
// customer. At most one of them waits for any mandate.
#pragma once

#include "core/behaviour/transition.h"

namespace lotusbox {

enum class RequestTrigger : std::uint8_t { create, accepted, rejected, lapsed, mandate_over };

template <>
struct MachineOf<RequestTrigger> : Joins<Machine::request, RequestStatus> {};

extern const MachineTable kRequestMachine;

}  // namespace lotusbox
