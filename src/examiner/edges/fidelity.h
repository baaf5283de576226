// How sure each endpoint of the vendors is: what its calls are asked and what they move, found out
// by making the calls of the boundary tests, and the evidence of each of those rules and rows.
#pragma once

#include "base/text_table.h"
#include "scenario/driver.h"

namespace lotusbox::examiner {

/// One row an endpoint. The worlds behind the driver are used up.
[[nodiscard]] TextTable describe_fidelity(scenario::Driver& driver);

}  // namespace lotusbox::examiner
