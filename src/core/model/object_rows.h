// The kinds of objects that a world holds, one row each: their words, how many there are, and how
// an event keeps the state that it saw.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/model/event.h"
#include "core/model/kinds.h"

namespace lotusbox {

struct World;

struct ObjectRow {
  ObjectKind kind;
  std::string_view word;
  std::string_view prefix;  ///< LotusPay's two letters; empty: it has no such id
  std::uint32_t (*count)(const World& world);
  /// Keeps the object's present state and tells its index among the snapshots of its kind; null
  /// where no event is about such an object.
  std::uint32_t (*snapshot)(World& world, std::uint32_t index);
};

std::span<const ObjectRow> object_rows();
const ObjectRow& row_of(ObjectKind kind);

/// Keeps the state of an object for an event about it.
std::uint32_t take_snapshot(World& world, ObjectRef object);

}  // namespace lotusbox
