// Setting the NACH profiles of a world.
#pragma once

#include <vector>

#include "core/behaviour/change.h"
#include "core/behaviour/rule.h"

namespace lotusbox {

Decided decide_creditors(const World& world, const SetCreditors& command);
std::vector<const Rule*> creditors_rule_list();

/// Gives a profile another sponsor bank; its IFSC and name follow from the code.
void set_sponsor(Creditor& creditor, const Reference& reference, const std::string& code);

}  // namespace lotusbox
