// What becomes of a mandate by itself, as things stand now: so that a refusal that rests on its
// state can say when the state will be another. It looks ahead and changes nothing.
#pragma once

#include <optional>

#include "core/model/world.h"

namespace lotusbox {

/// When the mandate comes into this status without any action; nothing when it does not,
/// or when that cannot be known.
std::optional<Instant> comes_into(const World& world, MandateId id, MandateStatus wanted);

/// When its bank gives up cancelling it; nothing when it does not.
std::optional<Instant> cancel_fails(const World& world, MandateId id);

}  // namespace lotusbox
