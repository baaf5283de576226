// How the money of a day is collected and paid out.
#pragma once

#include "core/behaviour/change.h"

namespace lotusbox {

void evolve_collection(World& world, const Change& change, const Draft& draft);
void evolve_settlement(World& world, const Change& change, const Draft& draft);

}  // namespace lotusbox
