// How the cancel status of a mandate changes.
#pragma once

#include "core/behaviour/change.h"

namespace lotusbox {

void evolve_cancellation(World& world, const Change& change, const Draft& draft);

}  // namespace lotusbox
