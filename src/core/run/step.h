// The only way to change a world. `step` asks the rules, applies what they allow, follows the
// couplings until nothing more happens, publishes the events, and checks what must always hold.
// `advance` moves the clock and steps every timer that falls due. Nothing here knows wall time.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/behaviour/change.h"
#include "core/model/size.h"
#include "core/run/coverage.h"

namespace lotusbox {

/// A row that fired, on its object.
struct AppliedRow {
  std::uint16_t ordinal = 0;
  ObjectRef object;
};

struct StepReport {
  boost::container::small_vector<AppliedRow, 2 * limits::kChangesPerStep> rows;
  std::uint32_t first_event = 0;  ///< index in World::events
  std::uint32_t event_count = 0;

  /// The object of this kind that the step made or touched first; a bug when there is none.
  [[nodiscard]] std::uint32_t index_of(ObjectKind kind) const;
};

using StepResult = Result<StepReport, Refusal>;

/// Decides only: what the command would come to, with the world left alone.
Decided decide(const World& world, const Command& command);

/// What is due happens first, so that every command sees a world in which all has happened that
/// was to happen by now. A refusal changes nothing beside that.
StepResult step(World& world, const Command& command, Coverage& coverage);

struct Fired {
  Instant at;
  AppliedRow row;  ///< the first row of the step
  std::uint32_t first_event = 0;
  std::uint32_t event_count = 0;
  std::optional<std::uint32_t> missed;  ///< index in Ledger::missed: why a date was missed
};

struct AdvanceReport {
  static constexpr std::size_t kFiredKept = 1000;
  std::vector<Fired> fired;  ///< the first kFiredKept
  std::int64_t fired_count = 0;
  bool reached = true;  ///< false: stopped at a bound
  bool full = false;    ///< because the world is full
};

/// What ends an advance before its time: so many timers, or a world that is full.
struct AdvanceBounds {
  std::int64_t timers = limits::kTimersPerAdvanceMax;
  std::optional<WorldLimits> world = WorldLimits();  ///< none: however full it is
};

/// Fires what is due up to and including `until`, then sets the clock to it. `until` before now
/// only fires what is already due. Stops at the time of the last timer that may fire.
AdvanceReport advance(World& world, Instant until, Coverage& coverage, AdvanceBounds bounds = {});

/// Fires all that is due by now, however full the world is. The clock stays.
void catch_up(World& world, Coverage& coverage);

}  // namespace lotusbox
