// What creating or withdrawing a source comes to: changes, or a refusal.
#pragma once

#include "core/behaviour/change.h"

namespace lotusbox {

Decided decide_create_source(const World& world, const CreateSource& command);
Decided decide_withdraw_source(const World& world, const WithdrawSource& command);

}  // namespace lotusbox
