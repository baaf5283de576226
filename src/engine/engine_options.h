// How an engine is set up: what every world of it begins with, and how many there may be.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/model/command.h"
#include "core/model/reference.h"
#include "core/model/settings.h"
#include "core/model/size.h"
#include "core/run/rule_sets.h"
#include "engine/clock.h"

namespace lotusbox {

struct EngineOptions {
  std::shared_ptr<const Reference> reference;
  std::uint64_t seed = 1;
  Instant start;
  ClockSetting clock;
  Policy policy;
  Webhook webhook;                        ///< every world starts with it
  std::vector<std::string> only_keys;     ///< when not empty, no other key is good
  std::vector<Command> fixtures;          ///< every world starts with what these make
  std::function<std::int64_t()> wall_ms;  ///< wall time in milliseconds, for clocks that follow it
  std::int64_t idle_ms_max = 0;           ///< worlds unused for longer may be dropped; 0: never
  WorldLimits world_limits;               ///< of each world; at one of them nothing is added
  std::uint64_t memory_max = 0;           ///< bytes of the whole process; 0: no limit
  std::function<std::uint64_t()> memory_used;  ///< … and how many it uses now
  std::size_t worlds_max = 100000;             ///< that somebody did something in
  std::size_t visited_max = 1000;  ///< that were only looked at; the oldest are forgotten
  const RuleSets* rules = &core_rule_sets();  ///< all rules that calls are asked, to count them
  const AskedRules* access = nullptr;         ///< those that a call passes when it opens a world
};

/// What a world is reset to, where it differs from the options.
struct ResetOptions {
  std::optional<Instant> at;
  std::optional<std::uint64_t> seed;
  std::optional<Profile> profile;
};

}  // namespace lotusbox
