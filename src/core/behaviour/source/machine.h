// The machine of a source: a request for a mandate that waits for its customer. The table is in
// machine.cc and nowhere else.
#pragma once

#include "core/behaviour/transition.h"

namespace lotusbox {

enum class SourceTrigger : std::uint8_t { create, authorised, attempt_failed, withdraw };

extern const MachineTable kSourceMachine;

}  // namespace lotusbox
