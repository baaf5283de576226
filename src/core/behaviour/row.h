// One row of a transition table: from where, on what trigger, under which guard, to where, which
// events it raises, and how sure we are of the change and of each event. And the triggers of all
// machines as one type.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/behaviour/guard.h"
#include "core/model/kinds.h"
#include "core/model/words.h"

namespace lotusbox {

enum class Machine : std::uint8_t {
  source,
  mandate,
  cancellation,  ///< of a mandate through the sponsor bank: a second machine on the same object
  request,
  link,
  customer,
  delivery,
  juspay,
  debit,
  collection,
  settlement,
  subscription
};

/// Which machine a trigger belongs to, and which states it leads to: each machine.h says so beside
/// its enum, by `template <> struct MachineOf<SourceTrigger> : Joins<Machine::source, …> {};`.
template <class Enum>
struct MachineOf {};

template <Machine kOwner, class StateEnum>
struct Joins {
  static constexpr Machine machine = kOwner;
  using State = StateEnum;
};

/// A trigger of any machine. The enum of a machine converts to it implicitly, so that code which
/// names a trigger has named the machine.
struct Trigger {
  Machine machine;
  std::uint8_t number;

  constexpr Trigger(Machine of, std::uint8_t which) : machine(of), number(which) {}
  template <class Enum, Machine of = MachineOf<Enum>::machine>
  constexpr Trigger(Enum trigger) : machine(of), number(static_cast<std::uint8_t>(trigger)) {}
  friend constexpr bool operator==(Trigger, Trigger) = default;
};

inline constexpr std::uint8_t kNowhere = 0xFF;  ///< as `from`: the object does not exist yet
inline constexpr std::uint8_t kBack = 0xFE;     ///< as `to`: to where it was before

/// The events of a row. How sure we are that they are sent, and so named, is told apart from the
/// change of state where the two differ.
struct Emits {
  std::uint8_t count = 0;
  std::array<EventType, 2> types{};
  std::array<std::optional<Evidence>, 2> evidence{};  ///< none: that of the row
};
inline constexpr Emits kSilent{};
constexpr Emits emits(EventType first, std::optional<Evidence> of_first = {}) {
  return {1, {first, first}, {of_first, {}}};
}
constexpr Emits emits(EventType first, EventType second, std::optional<Evidence> of_second = {}) {
  return {2, {first, second}, {std::nullopt, of_second}};
}

struct Row {
  std::string_view id;  ///< stable: coverage, refusals and scenarios use it
  std::uint8_t from;
  Trigger on;
  Guard guard;
  std::uint8_t to;
  Emits raises;
  Evidence evidence;  ///< of the change
  std::string_view source;

  [[nodiscard]] constexpr Evidence event_evidence(std::size_t which) const {
    return raises.evidence[which].value_or(evidence);
  }
  /// Of its least certain event; none when it raises none.
  [[nodiscard]] constexpr std::optional<Evidence> events_evidence() const {
    std::optional<Evidence> least;
    for (std::size_t i = 0; i < raises.count; ++i) {
      if (!least || *least < event_evidence(i)) least = event_evidence(i);
    }
    return least;
  }
};

}  // namespace lotusbox
