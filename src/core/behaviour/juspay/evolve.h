// How a Juspay mandate comes to be, and changes with calls and moments.
#pragma once

#include "core/behaviour/change.h"

namespace lotusbox {

void evolve_juspay(World& world, const Change& change, const Draft& draft);

}  // namespace lotusbox
