// Keeping the answer of a call under its Idempotency-Key.
#pragma once

#include "core/behaviour/change.h"

namespace lotusbox {

Decided decide_remember(const World& world, const RememberCall& command);

}  // namespace lotusbox
