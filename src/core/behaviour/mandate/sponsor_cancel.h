// Cancelling a mandate through the sponsor bank: no customer, two to three days (facts 4.2, 5).
#pragma once

#include "core/behaviour/change.h"
#include "core/behaviour/rule.h"

namespace lotusbox {

Decided decide_sponsor_cancel(const World& world, const SponsorCancel& command);
std::vector<const Rule*> sponsor_cancel_rule_list();

}  // namespace lotusbox
