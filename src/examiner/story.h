// What happened in a world that a scenario went through: its events as LotusPay delivers them, in
// the order in which they were raised, each with what it is about.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "scenario/driver.h"
#include "scenario/script.h"

namespace lotusbox::examiner {

struct StoryEvent {
  std::string json;  ///< the plain text of its envelope
  std::string id, type;
  std::string object;                ///< id of what it is about
  std::vector<std::string> touches;  ///< ids of all objects that it names, sorted
  std::size_t number = 0;            ///< its place among all events of the world, from 1
  std::size_t moment = 0;            ///< the block of the script that raised it
};

struct Story {
  std::vector<StoryEvent> events;
  std::size_t moments = 0;   ///< blocks of the script
  std::size_t left_out = 0;  ///< events that do not go to LotusPay's webhook: those of Juspay
  scenario::Script script;   ///< as it was run
};

/// What an event is about, from its text.
StoryEvent read_event(std::string json);

/// Runs the script in a world that has no other events, without what it says of webhooks, receivers
/// and chaos. `after_block` is told after each block that raised events, and after the last one.
/// Says what in the script went wrong.
Result<Story, std::string> live(
    const scenario::Script& script, scenario::Driver& driver,
    const std::function<void(std::size_t block)>& after_block = nullptr);

/// The key under which a script is run.
std::string world_key(const scenario::Script& script, scenario::Driver& driver);

/// The blocks of a script that say nothing of webhooks, receivers and chaos.
scenario::Script without_deliveries(scenario::Script script);

}  // namespace lotusbox::examiner
