// How much a world holds, and how much it may. The limit is ours: far below what handles of texts
// and indexes in tables can name, so that no world ends the program.
#pragma once

#include <cstdint>

#include "core/model/world.h"

namespace lotusbox {

inline constexpr std::uint64_t kWorldBytesMax = std::uint64_t{1} << 30U;

/// Of all rows, without the texts that they name. The same for worlds of the same life.
[[nodiscard]] std::uint64_t bytes_of_rows(const World& world);

/// With the texts. A world that was copied may hold a little more or less than the other.
[[nodiscard]] std::uint64_t bytes_of(const World& world);

}  // namespace lotusbox
