// Changing how the pretend LotusPay behaves.
#pragma once

#include "core/behaviour/change.h"
#include "core/behaviour/rule.h"

namespace lotusbox {

Decided decide_policy(const World& world, const SetPolicy& command);
std::vector<const Rule*> policy_rule_list();

}  // namespace lotusbox
