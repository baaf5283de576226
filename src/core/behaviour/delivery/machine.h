// The machine of a delivery: one event on its way to the merchant's webhook.
#pragma once

#include "core/behaviour/transition.h"

namespace lotusbox {

enum class DeliveryTrigger : std::uint8_t {
  event_raised,
  resend,
  succeeded,
  failed,
  wait_over,
  delayed,  ///< by chaos, as are those that follow
  held_back,
  lost,
  duplicated,
  overtaken
};

template <>
struct MachineOf<DeliveryTrigger> : Joins<Machine::delivery, DeliveryStatus> {};

extern const MachineTable kDeliveryMachine;

}  // namespace lotusbox
