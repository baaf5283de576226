// The state of an application as its probe tells it: any JSON, of which a part may count. States
// are compared as values; how they differ is said by JSON pointers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "scenario/json_value.h"

namespace lotusbox::scenario {

/// The part at a JSON pointer (RFC 6901) as one line, the keys of objects in order, so that equal
/// states are equal texts. Says why there is none.
Result<std::string, std::string> read_state(std::string_view json, std::string_view pointer);

/// What is wrong with a pointer; empty: nothing.
std::string pointer_problem(std::string_view pointer);

/// One place at which two states differ; a side that has nothing there is `nothing`.
struct StateDifference {
  std::string pointer, left, right;
};
std::vector<StateDifference> differences(const std::string& left, const std::string& right,
                                         std::size_t most = 5);

/// `/mandates/MD1 is "cancelled" in order, "active" now`, a line each.
std::string tell_differences(const std::string& left, const std::string& right,
                             std::string_view left_name, std::string_view right_name);

}  // namespace lotusbox::scenario
