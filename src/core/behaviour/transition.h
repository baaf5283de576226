// Transition tables: a machine is an array of rows, and nothing outside the rows may change a
// state. `sound` is checked when the tables are compiled.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/enum_names.h"
#include "core/behaviour/row.h"

namespace lotusbox {

/// Makes the rows of one machine; the types keep the enums of machines apart.
template <class TriggerEnum>
struct RowMaker {
  using State = typename MachineOf<TriggerEnum>::State;

  static constexpr Row made(std::string_view id, TriggerEnum on, Guard guard, State to,
                            Emits raises, Evidence evidence, std::string_view source) {
    return {id, kNowhere, on, guard, number(to), raises, evidence, source};
  }
  static constexpr Row moves(std::string_view id, State from, TriggerEnum on, Guard guard, State to,
                             Emits raises, Evidence evidence, std::string_view source) {
    return {id, number(from), on, guard, number(to), raises, evidence, source};
  }
  static constexpr Row returns(std::string_view id, State from, TriggerEnum on, Guard guard,
                               Emits raises, Evidence evidence, std::string_view source) {
    return {id, number(from), on, guard, kBack, raises, evidence, source};
  }

 private:
  static constexpr std::uint8_t number(State state) { return static_cast<std::uint8_t>(state); }
};

/// The words of a machine's states, by their numbers.
struct StateWords {
  std::size_t count;
  std::string_view (*text)(std::uint8_t state);

  [[nodiscard]] constexpr std::size_t size() const { return count; }
  std::string_view operator[](std::size_t state) const {
    return text(static_cast<std::uint8_t>(state));
  }
};

struct MachineTable {
  Machine machine;
  std::string_view name;
  std::string_view theory;  ///< what the machine is about, for people
  std::span<const Row> rows;
  StateWords states;
  std::span<const std::string_view> triggers;
};

/// The table of the machine that these triggers belong to.
template <class TriggerEnum>
constexpr MachineTable machine_of(std::string_view name, std::string_view theory,
                                  std::span<const Row> rows) {
  using State = typename MachineOf<TriggerEnum>::State;
  constexpr auto kText = [](std::uint8_t state) { return to_text(static_cast<State>(state)); };
  return {MachineOf<TriggerEnum>::machine, name, theory, rows, {kEnumerators<State>, kText},
          kEnumNames<TriggerEnum>};
}

/// No two rows answer the same state, trigger and guard; an unguarded row stands alone; ids are
/// unique; every state can be reached, from `starts` too; exactly the states in `finals` have no
/// row out.
template <class TriggerEnum>
constexpr bool sound(std::span<const Row> rows, std::uint32_t finals, std::uint32_t starts = 0) {
  constexpr std::size_t states = kEnumerators<typename MachineOf<TriggerEnum>::State>;
  std::uint32_t reached = starts;
  std::uint32_t left = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].to < states) reached |= 1U << rows[i].to;
    if (rows[i].from < states && rows[i].to != rows[i].from) left |= 1U << rows[i].from;
    for (std::size_t j = i + 1; j < rows.size(); ++j) {
      if (rows[i].id == rows[j].id) return false;
      if (rows[i].from != rows[j].from || rows[i].on != rows[j].on) continue;
      if (rows[i].guard == rows[j].guard) return false;
      if (rows[i].guard == Guard::always || rows[j].guard == Guard::always) return false;
    }
  }
  const std::uint32_t all = (1U << states) - 1;
  return reached == all && (left & finals) == 0 && (left | finals) == all;
}

template <class... State>
constexpr std::uint32_t finals(State... states) {
  return (0U | ... | (1U << static_cast<unsigned>(states)));
}

}  // namespace lotusbox
