// How a customer comes to be and changes with the mandates that stand.
#pragma once

#include "core/behaviour/change.h"

namespace lotusbox {

void evolve_customer(World& world, const Change& change, const Draft& draft);

}  // namespace lotusbox
