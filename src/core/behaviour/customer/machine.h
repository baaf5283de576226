// The machine of a customer, who is active while at least one of the customer's mandates stands.
#pragma once

#include "core/behaviour/transition.h"

namespace lotusbox {

enum class CustomerTrigger : std::uint8_t {
  create,
  made_with_mandate,
  made_without_mandate,
  made_by_call,
  imported,
  mandate_joined,
  mandate_ended
};

template <>
struct MachineOf<CustomerTrigger> : Joins<Machine::customer, CustomerStatus> {};

extern const MachineTable kCustomerMachine;

}  // namespace lotusbox
