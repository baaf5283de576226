// Reads reference data and fixtures from JSON. A fixture that does not fit is refused with the
// place in it; embedded ones are checked when the program is built.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "core/model/command.h"
#include "core/model/reference.h"

namespace lotusbox::wire {

struct ReferenceTexts {
  std::string_view banks, categories, codes, holidays, creditors;
};
Result<Reference, std::string> read_reference(const ReferenceTexts& texts);

/// The commands that set a world up: `{"mandates":[{…},…]}` in the vendor's names plus status.
Result<std::vector<Command>, std::string> read_fixtures(std::string_view json);

}  // namespace lotusbox::wire
