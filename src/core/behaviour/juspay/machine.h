// The machine of a Juspay mandate, which is not LotusPay's: no link, no pending state, one call
// does it. What may happen to one in which state is a row of machine.cc.
#pragma once

#include "core/behaviour/transition.h"
#include "core/model/juspay.h"

namespace lotusbox {

enum class JuspayTrigger : std::uint8_t {
  create,
  made_active,
  made_paused,
  made_failure,
  made_revoked,
  made_expired,
  activated,
  failed,
  pause,
  pause_scheduled,
  pause_begins,
  pause_ends,
  resume,
  resume_scheduled,
  resume_due,
  revoke,
  end_reached,
  pause_withdrawn
};

template <>
struct MachineOf<JuspayTrigger> : Joins<Machine::juspay, JuspayStatus> {};

extern const MachineTable kJuspayMachine;

}  // namespace lotusbox
