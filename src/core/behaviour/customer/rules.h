// Rules of creating a customer by a call.
#pragma once

#include "core/behaviour/rule.h"
#include "core/model/command.h"

namespace lotusbox {

std::span<const RuleRow<CreateCustomer>> customer_rules();

}  // namespace lotusbox
