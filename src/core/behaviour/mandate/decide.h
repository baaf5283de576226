// What a management call, or making a mandate directly, comes to: changes, or a refusal.
#pragma once

#include "core/behaviour/change.h"

namespace lotusbox {

Decided decide_manage(const World& world, const ManageMandate& command);
Decided decide_make_mandate(const World& world, const MakeMandate& command);

}  // namespace lotusbox
