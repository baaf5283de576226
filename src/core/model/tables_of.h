// Reaches a table of a world by its member pointer, whether it lies in the world or in its ledger.
// For the registries, whose rows name tables.
#pragma once

#include "core/model/world.h"

namespace lotusbox {

template <class Rows>
const Rows& table_of(const World& world, Rows World::*table) {
  return world.*table;
}
template <class Rows>
const Rows& table_of(const World& world, Rows Ledger::*table) {
  return world.ledger.*table;
}
template <class Rows>
Rows& table_of(World& world, Rows World::*table) {
  return world.*table;
}
template <class Rows>
Rows& table_of(World& world, Rows Ledger::*table) {
  return world.ledger.*table;
}

}  // namespace lotusbox
