// Questions about the terms of a mandate that several rule sets ask.
#pragma once

#include <optional>
#include <string_view>

#include "core/behaviour/rule.h"
#include "core/model/world.h"

namespace lotusbox {

/// Whether a last collection lies in the past (R18).
bool is_past(const World& world, std::optional<CivilDate> final_collection);
/// The same as a finding; `name` is how the caller knows the date.
Objection end_passed(const World& world, std::optional<CivilDate> final_collection,
                     std::string_view name);

/// Frequencies that paper does not have (facts 8).
Objection not_for_paper(Variant variant, std::optional<Frequency> frequency);

}  // namespace lotusbox
