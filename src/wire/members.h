// The keys of tables of rows, as schemas name them.
#pragma once

#include <array>

#include "wire/schema.h"

namespace lotusbox::wire {

template <class Row, std::size_t Count>
constexpr std::array<Member, Count> members_of(const std::array<Row, Count>& table) {
  std::array<Member, Count> members{};
  for (std::size_t i = 0; i < Count; ++i) members[i] = table[i].member;
  return members;
}
/// The members of several lists as one.
template <std::size_t... Count>
constexpr auto joined(const std::array<Member, Count>&... lists) {
  std::array<Member, (Count + ...)> all{};
  std::size_t next = 0;
  (
      (void)[&](const auto& list) {
        for (const Member& one : list) all[next++] = one;
      }(lists),
      ...);
  return all;
}
/// The members of a table that stands in static storage, to be named by a `Schema`.
template <const auto& table>
inline constexpr auto kMembers = members_of(table);

}  // namespace lotusbox::wire
