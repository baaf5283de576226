// What a move of LotusPay or a bank comes to, asked for by the control plane or due by itself, and
// what the calendar ends.
#pragma once

#include "core/behaviour/change.h"
#include "core/behaviour/rule.h"

namespace lotusbox {

Decided decide_bank(const World& world, const AskBank& command);

Decided decide_bank_due(const World& world, const BankDue& command);
Decided decide_final_day(const World& world, const FinalDayOver& command);
Decided decide_quarter(const World& world, const QuarterOver& command);

}  // namespace lotusbox
