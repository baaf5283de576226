// How a delivery comes to be, and changes with its attempts.
#pragma once

#include "core/behaviour/change.h"

namespace lotusbox {

void evolve_delivery(World& world, const Change& change, const Draft& draft);

}  // namespace lotusbox
