// A world in play: runs commands, checks the whole world after each, and walks objects into the
// states that a test needs. It decides nothing itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/run/step.h"
#include "support/builders.h"

namespace lotusbox::test {

class Play {
 public:
  explicit Play(std::string_view start = kStart, std::uint64_t seed = 1)
      : world(new_world(start, seed)) {}

  /// Runs a command and checks every invariant after it.
  StepResult run(const Command& command);
  /// Runs a command that must be accepted.
  StepReport must(const Command& command);
  /// The id of the rule that refuses; "accepted" when none does, and "changed" when a refused
  /// command left a mark on the world.
  std::string refusal(const Command& command);

  AdvanceReport advance_to(Instant until);
  AdvanceReport advance_by(Seconds span) { return advance_to(world.now + span); }

  MandateId mandate(std::string_view status = "active");
  SourceId source();
  /// Asks for the action and gives the link.
  LinkId request(Action action, MandateId id);
  [[nodiscard]] LinkId link_of(SourceId id) const { return *world.sources[id.index].link; }
  /// A mandate that came from an authorised source.
  MandateId authorised();

  [[nodiscard]] const Mandate::State& state(MandateId id) const {
    return world.mandates[id.index].state;
  }
  [[nodiscard]] std::string_view status(MandateId id) const { return to_text(state(id).status); }
  [[nodiscard]] std::string_view status(LinkId id) const {
    return to_text(world.links[id.index].status);
  }

  /// The types of the events from this place on, separated by blanks.
  [[nodiscard]] std::string events_since(std::size_t first) const;
  [[nodiscard]] std::string events_of(const StepReport& report) const;
  /// The ids of the rows that a step fired, separated by blanks.
  [[nodiscard]] static std::string rows_of(const StepReport& report);

  World world;
  Coverage coverage;
};

}  // namespace lotusbox::test
