// One row of a transition table: from where, on what trigger, under which guard, to where, which
// events it raises, and how sure we are of the change and of each event.
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
inline constexpr std::size_t kMachineCount = 12;

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
  std::uint8_t on;
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
