// What a customer's answer, or the end of a link's life, comes to.
#pragma once

#include "core/behaviour/change.h"

namespace lotusbox {

/// What becomes of the answer of a customer: some account numbers are refused whatever it is.
Outcome real_outcome(const World& world, const SubmitOutcome& command);
Decided decide_outcome(const World& world, const SubmitOutcome& command);
Decided decide_lapse(const World& world, const LapseLink& command);

}  // namespace lotusbox
