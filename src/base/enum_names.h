// The names of an enum's enumerators as texts, taken from the compiler: a name stands once, in the
// enum itself. For enums whose values count up from zero.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lotusbox {

/// Empty when the value has no enumerator. A name that would be a keyword ends with an underscore
/// in the code, which is left out here.
template <auto value>
consteval std::string_view enumerator_name() {
  constexpr std::string_view kMark = "value = ";
  std::string_view text = __PRETTY_FUNCTION__;
  text.remove_prefix(text.find(kMark) + kMark.size());
  text = text.substr(0, text.find_first_of(";]"));
  if (text.starts_with('(')) return {};  // a cast: there is no such enumerator
  text.remove_prefix(text.rfind(':') + 1);
  if (text.ends_with('_')) text.remove_suffix(1);
  return text;
}

template <class Enum, std::size_t from = 0>
consteval std::size_t count_enumerators() {
  if constexpr (enumerator_name<static_cast<Enum>(from)>().empty()) {
    return from;
  } else {
    return count_enumerators<Enum, from + 1>();
  }
}

template <class Enum>
inline constexpr std::size_t kEnumerators = count_enumerators<Enum>();

/// All names, each at the index of its value.
template <class Enum>
inline constexpr auto kEnumNames = []<std::size_t... values>(std::index_sequence<values...>) {
  return std::array<std::string_view, sizeof...(values)>{
      enumerator_name<static_cast<Enum>(values)>()...};
}
(std::make_index_sequence<kEnumerators<Enum>>());

/// Whether the rows of a table stand in the order of the enum that `key` reads from them, one row
/// an enumerator, so that the value of an enumerator is the index of its row.
template <class Rows, class Key>
constexpr bool in_order(const Rows& rows, Key key) {
  std::size_t index = 0;
  for (const auto& row : rows) {
    if (static_cast<std::size_t>(key(row)) != index++) return false;
  }
  return index == kEnumerators<std::remove_cvref_t<decltype(key(rows[0]))>>;
}

}  // namespace lotusbox
