// The machine of a source: a request for a mandate that waits for its customer, and, on paper or by
// eSign, for the sponsor bank. The table is in machine.cc and nowhere else.
#pragma once

#include "core/behaviour/transition.h"

namespace lotusbox {

enum class SourceTrigger : std::uint8_t {
  create,
  authorised,
  attempt_failed,
  withdraw,
  quarter_over,
  signed_,
  processed,
  sent,
  returned,
  given_up,
  acknowledged,
  reported,
  failed_technically,
  initially_rejected
};

template <>
struct MachineOf<SourceTrigger> : Joins<Machine::source, SourceStatus> {};

extern const MachineTable kSourceMachine;

}  // namespace lotusbox
