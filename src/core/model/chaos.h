// What a world does to its own deliveries when it is asked to: loses some, delays some, sends some
// twice or in another order. Which ones depends on the seed and the number of the event alone.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/model/field.h"
#include "core/values/limits.h"
#include "core/values/rate.h"

namespace lotusbox {

struct Chaos {
  bool on = false;
  std::uint64_t seed = 0;
  Rate duplicate, delay, reorder, drop;
  Seconds delay_up_to = limits::kChaosDelayUpTo;
  Seconds reorder_within = limits::kChaosReorderWithin;
};

/// Absent rates are none; an absent seed is made from the one of the world.
struct SetChaos {
  std::string body_problem;
  std::vector<std::string> unknown_keys;
  Field seed, duplicate, delay, delay_up_to, reorder, reorder_within, drop;
  bool clear = false;
};

}  // namespace lotusbox
