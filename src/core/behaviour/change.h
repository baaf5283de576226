// What decide hands to evolve: which row moves which object, and the draft that came with the
// command.
#pragma once

#include <boost/container/small_vector.hpp>
#include <optional>

#include "base/check.h"
#include "base/result.h"
#include "core/behaviour/draft.h"
#include "core/behaviour/transition.h"
#include "core/model/refusal.h"

namespace lotusbox {

/// One row, applied to one object. `cause` is the object whose change led to it, through a
/// coupling; the object itself when a command did.
struct Change {
  const Row* row = nullptr;
  std::uint32_t index = 0;  ///< of the object; the next free one when the row makes it
  ObjectRef cause;

  [[nodiscard]] Machine machine() const { return row->on.machine; }
  [[nodiscard]] bool makes() const { return row->from == kNowhere; }
  /// The trigger and the state after it, as the enums of the row's machine.
  template <class TriggerEnum>
  [[nodiscard]] TriggerEnum on() const {
    LOTUSBOX_CHECK(machine() == MachineOf<TriggerEnum>::machine, row->id);
    return static_cast<TriggerEnum>(row->on.number);
  }
  template <class StateEnum>
  [[nodiscard]] StateEnum to() const {
    return static_cast<StateEnum>(row->to);
  }
};
using Changes = boost::container::small_vector<Change, limits::kChangesPerStep>;

/// A command that passed: the values it brought and its first changes; couplings add the rest.
struct Decision {
  Draft draft;
  Changes changes;
};

using Decided = Result<Decision, Refusal>;

/// The change that a trigger makes to an object now. It is a bug when no row answers it.
Change moved(const World& world, Trigger on, std::uint32_t index,
             std::optional<ObjectRef> cause = std::nullopt);
/// The change that makes the next object of the trigger's machine.
Change made(const World& world, Trigger on, std::optional<ObjectRef> cause = std::nullopt);

/// A decision that comes to one change.
Decision by(const Change& change, Draft draft = {});

}  // namespace lotusbox
