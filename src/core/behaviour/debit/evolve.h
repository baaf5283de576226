// How a debit comes to be, and what the answers of the banks make of it.
#pragma once

#include "core/behaviour/change.h"

namespace lotusbox {

void evolve_debit(World& world, const Change& change, const Draft& draft);

}  // namespace lotusbox
