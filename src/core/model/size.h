// How much a world holds, and how much it may. The limits are ours: far below what handles of texts
// and indexes in tables can name, so that no world ends the program.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/model/world.h"
#include "core/values/limits.h"

namespace lotusbox {

/// The most that one world may hold of each kind.
struct WorldLimits {
  std::uint64_t bytes = limits::kWorldBytes;
  std::uint64_t objects = limits::kWorldObjects;
  std::uint64_t events = limits::kWorldEvents;
  std::uint64_t deliveries = limits::kWorldDeliveries;
  std::uint64_t waiting = limits::kWorldWaiting;
  std::uint64_t text_bytes = limits::kWorldTextBytes;
  std::uint64_t scan_bytes = limits::kWorldScanBytes;
};

/// One kind of what a world holds.
struct HeldRow {
  std::string_view name;  ///< of its limit
  std::string_view what;  ///< for people, after a number
  std::uint64_t (*held)(const World& world);
  std::uint64_t WorldLimits::*most;
  /// The same for worlds of the same life. A copy may hold a little more or less text.
  bool same_in_copies;
};
std::span<const HeldRow> held_rows();

/// The first kind of which the world holds as much as it may; null: there is room. Where no scan is
/// added, it does not matter how many there are.
[[nodiscard]] const HeldRow* full_of(const World& world, const WorldLimits& limits, bool adds_scan);
/// The same, but for texts and scans: an advance that is repeated must end at the same timer.
[[nodiscard]] bool rows_are_full(const World& world, const WorldLimits& limits);

/// With texts and scans.
[[nodiscard]] std::uint64_t bytes_of(const World& world);

}  // namespace lotusbox
