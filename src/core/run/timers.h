// What a timer does when its time has come, and whether its object still waits for it: one row a
// kind of timer.
#pragma once

#include "core/model/command.h"
#include "core/model/world.h"

namespace lotusbox {

/// The command by which the timer asks.
[[nodiscard]] Command command_of(const Timer& timer);
/// Whether a timer's object still waits for it.
[[nodiscard]] bool still_matters(const World& world, const Timer& timer);

}  // namespace lotusbox
