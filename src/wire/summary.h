// The summary of a mandate or a debit as a page to print (facts 4.2, 4.5: summarypdf). What stands
// on the page is our own choice: no sample of the vendor is known.
#pragma once

#include <string>

#include "core/model/world.h"

namespace lotusbox::wire {

/// A PDF file of one page.
[[nodiscard]] std::string mandate_summary(const World& world, MandateId id);
[[nodiscard]] std::string debit_summary(const World& world, DebitId id);

}  // namespace lotusbox::wire
