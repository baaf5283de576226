// How a management request changes.
#pragma once

#include "core/behaviour/change.h"

namespace lotusbox {

void evolve_request(World& world, const Change& change, const Draft& draft);

}  // namespace lotusbox
