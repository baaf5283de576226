// The machine of a one-time link. Only a submitted outcome uses one up; looking at its page never
// does, so there is no trigger for that.
#pragma once

#include "core/behaviour/transition.h"

namespace lotusbox {

enum class LinkTrigger : std::uint8_t {
  issue,
  accepted,
  rejected,
  time_up,
  source_withdrawn,
  source_returned,
  mandate_over
};

template <>
struct MachineOf<LinkTrigger> : Joins<Machine::link, LinkStatus> {};

extern const MachineTable kLinkMachine;

}  // namespace lotusbox
