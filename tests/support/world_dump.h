// Everything a world holds as one text, so that two worlds can be compared, and a world with what
// it was before. For tests: its form may change with the world's.
#pragma once

#include <string>

#include "core/model/world.h"

namespace lotusbox::test {

/// One line a row. Reference data is left out: nothing can change it.
std::string dump(const World& world);

/// The first line in which two dumps differ, with both sides; empty when they are equal.
std::string first_difference(const std::string& left, const std::string& right);

}  // namespace lotusbox::test
