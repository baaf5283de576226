// Transition tables: a machine is an array of rows, and nothing outside the rows may change a
// state. `sound` is checked when the tables are compiled.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/behaviour/row.h"

namespace lotusbox {

/// Makes a row of one machine; the types keep the enums of machines apart.
template <class State, class Trigger>
struct RowMaker {
  static constexpr Row made(std::string_view id, Trigger on, Guard guard, State to, Emits raises,
                            Evidence evidence, std::string_view source) {
    return {id, kNowhere, std::uint8_t(on), guard, std::uint8_t(to), raises, evidence, source};
  }
  static constexpr Row moves(std::string_view id, State from, Trigger on, Guard guard, State to,
                             Emits raises, Evidence evidence, std::string_view source) {
    return {id,    std::uint8_t(from), std::uint8_t(on), guard, std::uint8_t(to), raises, evidence,
            source};
  }
  static constexpr Row returns(std::string_view id, State from, Trigger on, Guard guard,
                               Emits raises, Evidence evidence, std::string_view source) {
    return {id, std::uint8_t(from), std::uint8_t(on), guard, kBack, raises, evidence, source};
  }
};

struct MachineTable {
  Machine machine;
  std::string_view name;
  std::string_view theory;  ///< what the machine is about, for people
  std::span<const Row> rows;
  std::span<const std::string_view> states;
  std::span<const std::string_view> triggers;
};

/// No two rows answer the same state, trigger and guard; an unguarded row stands alone; ids are
/// unique; every state can be reached, from `starts` too; exactly the states in `finals` have no
/// row out.
constexpr bool sound(std::span<const Row> rows, std::size_t states, std::uint32_t finals,
                     std::uint32_t starts = 0) {
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

std::string_view to_text(Machine machine);

const MachineTable& machine_table(Machine machine);
std::span<const MachineTable* const> all_machines();

/// A number below row_count(), the same in every run of one version of the program.
std::uint16_t row_ordinal(Machine machine, const Row& row);
const Row& row_of_ordinal(std::uint16_t ordinal);
std::uint16_t row_count();

}  // namespace lotusbox
