// How a mandate comes to be, and changes with its requests and its bank.
#pragma once

#include "core/behaviour/change.h"

namespace lotusbox {

void evolve_mandate(World& world, const Change& change, const Draft& draft);

}  // namespace lotusbox
