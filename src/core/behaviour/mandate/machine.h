// The machine of a mandate: a standing permission to debit. "May a paused mandate be amended?" is
// answered by a row, or the lack of one, in machine.cc.
#pragma once

#include "core/behaviour/transition.h"

namespace lotusbox {

enum class MandateTrigger : std::uint8_t {
  source_authorised,
  source_acknowledged,
  imported,
  made_active,
  made_paused,
  made_acknowledged,
  made_failed,
  made_cancelled,
  made_expired,
  amend_requested,
  pause_requested,
  resume_requested,
  cancel_requested,
  amend_applied,
  pause_applied,
  resume_applied,
  cancel_applied,
  amend_refused,
  pause_refused,
  resume_refused,
  cancel_refused,
  amend_lapsed,
  pause_lapsed,
  resume_lapsed,
  cancel_lapsed,
  bank_accepted,
  bank_rejected,
  bank_cancelled,
  final_day_over,
  unanswered_to_the_end  ///< the final day is over, and the bank has not answered yet
};

template <>
struct MachineOf<MandateTrigger> : Joins<Machine::mandate, MandateStatus> {};

extern const MachineTable kMandateMachine;

}  // namespace lotusbox
