// What holds in every world after every step. A breach is a bug in the tables or couplings, never
// something a caller can cause, and ends the program.
#pragma once

#include "core/model/world.h"

namespace lotusbox {

/// Checks one object and what it is tied to; cheap enough for every step.
void check_object(const World& world, ObjectRef object);

/// Checks every object and the timers; for tests.
void check_world(const World& world);

}  // namespace lotusbox
