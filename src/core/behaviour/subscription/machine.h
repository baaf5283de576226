// The machine of a subscription: a fixed amount, debited on dates that follow from the first.
#pragma once

#include "core/behaviour/transition.h"
#include "core/model/ledger_words.h"

namespace lotusbox {

enum class SubscriptionTrigger : std::uint8_t {
  create,
  update,
  charge,
  miss,
  cancel,
  mandate_ended
};

template <>
struct MachineOf<SubscriptionTrigger> : Joins<Machine::subscription, SubscriptionStatus> {};

extern const MachineTable kSubscriptionMachine;

}  // namespace lotusbox
