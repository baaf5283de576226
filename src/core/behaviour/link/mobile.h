// The question a short link asks before it leads to its page (facts 7).
#pragma once

#include "core/behaviour/rule.h"
#include "core/model/field.h"
#include "core/model/world.h"

namespace lotusbox {

/// The link is one of a source.
std::optional<Refusal> refuse_mobile(const World& world, LinkId link, const Field& mobile);
const Rule& mobile_rule();

}  // namespace lotusbox
