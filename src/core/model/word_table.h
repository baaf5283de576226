// How an enum and its words belong together: the words stand in an array in the order of the
// enumerators. For the sources that spell enums out; nothing else needs it.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "base/check.h"

namespace lotusbox {

template <std::size_t Count>
using Words = std::array<std::string_view, Count>;

template <class Enum, std::size_t Count>
std::string_view word(const Words<Count>& words, Enum value) {
  const auto index = static_cast<std::size_t>(value);
  LOTUSBOX_CHECK(index < Count, "a value outside its enum");
  return words[index];
}

template <class Enum, std::size_t Count>
std::optional<Enum> find_word(const Words<Count>& words, std::string_view text) {
  const auto found = std::find(words.begin(), words.end(), text);
  if (found == words.end()) return std::nullopt;
  return static_cast<Enum>(found - words.begin());
}

}  // namespace lotusbox
