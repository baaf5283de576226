// The summary of a mandate as a page to print (facts 4.2: summarypdf). What stands on the page is
// our own choice: no sample of the vendor is known.
#pragma once

#include <string>

#include "core/model/world.h"

namespace lotusbox::wire {

/// A PDF file of one page.
[[nodiscard]] std::string mandate_summary(const World& world, MandateId id);

}  // namespace lotusbox::wire
