// What has gone stale while a link lived: rules that held when its source or request was made, and
// that are asked again when the customer accepts. Their rows say so (`WhenUsed::asked_again`).
#pragma once

#include <optional>

#include "core/behaviour/rule.h"
#include "core/model/command.h"
#include "core/model/world.h"

namespace lotusbox {

/// The first rule that does not hold any more; nothing when all still do.
std::optional<Refusal> refuse_stale(const World& world, const Link& link);
/// The same for what an answer would accept; nothing for every other answer.
std::optional<Refusal> refuse_stale(const World& world, const SubmitOutcome& command);

}  // namespace lotusbox
