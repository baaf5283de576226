// The form of a physical mandate, to be printed, signed and scanned (facts 4.1: sources pdf). What
// stands on it follows the fields of the scheme; its layout is our own.
#pragma once

#include <string>

#include "core/model/world.h"

namespace lotusbox::wire {

/// A PDF file of one page.
[[nodiscard]] std::string paper_form(const World& world, SourceId id);

}  // namespace lotusbox::wire
