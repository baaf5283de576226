// Reference data out of the tables that the build makes of fixtures/, checked then; and fixtures
// out of JSON. A fixture that does not fit is refused with the place in it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "core/model/command.h"
#include "core/model/reference.h"

namespace lotusbox::wire {

/// Made anew by each call; reads no JSON, so that a start is quick.
[[nodiscard]] Reference built_in_reference();

/// The commands that set a world up: `{"mandates":[{…},…]}` in the vendor's names plus status.
Result<std::vector<Command>, std::string> read_fixtures(std::string_view json);

}  // namespace lotusbox::wire
