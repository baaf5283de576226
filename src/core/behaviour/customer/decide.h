// What creating a customer by a call comes to.
#pragma once

#include "core/behaviour/change.h"
#include "core/behaviour/rule.h"

namespace lotusbox {

Decided decide_customer(const World& world, const CreateCustomer& command);

}  // namespace lotusbox
