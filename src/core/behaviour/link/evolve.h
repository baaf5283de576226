// How a one-time link is issued, used up, and comes to its end.
#pragma once

#include "core/behaviour/change.h"

namespace lotusbox {

void evolve_link(World& world, const Change& change, const Draft& draft);

}  // namespace lotusbox
