// The machines of lotusbox, one row each. Code that works for every machine, and not for one
// subject, loops over these rows: nothing else lists the machines.
#pragma once

#include <cstdint>
#include <span>

#include "core/behaviour/change.h"
#include "core/behaviour/transition.h"

namespace lotusbox {

struct MachineRow {
  const MachineTable* table;
  ObjectKind kind;  ///< of the objects it is about; two machines may share one
  /// The present state of an object, as the machine numbers it.
  std::uint8_t (*state)(const World& world, std::uint32_t index);
  /// Applies a change whose row is of this machine.
  void (*evolve)(World& world, const Change& change, const Draft& draft);
};

std::span<const MachineRow> machine_rows();
const MachineRow& row_of(Machine machine);

const MachineTable& machine_table(Machine machine);
std::span<const MachineTable* const> all_machines();
std::string_view to_text(Machine machine);
std::string_view to_text(Trigger trigger);

/// The object kind a machine is about.
ObjectKind kind_of(Machine machine);
std::uint8_t state_of(const World& world, Machine machine, std::uint32_t index);
/// Where the next object of a machine will be.
std::uint32_t next_index(const World& world, Machine machine);

/// The row that answers `on` in the object's present state; null when none does.
const Row* find_row(const World& world, Trigger on, std::uint32_t index);
/// The row that makes an object on this trigger. It is a bug to ask for one that is not there.
const Row& making_row(Trigger on);

/// A number below row_count(), the same in every run of one version of the program.
std::uint16_t row_ordinal(const Row& row);
const Row& row_of_ordinal(std::uint16_t ordinal);
std::uint16_t row_count();

}  // namespace lotusbox
