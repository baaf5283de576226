// Values as JSON, and the names of their types: what an `Out` row (wire/describe.h) may return.
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/json_writer.h"
#include "core/model/world.h"

namespace lotusbox::wire {

/// A text that is null when it is empty.
template <class Text>
struct OrNull {
  Text text;
};
template <class Text>
OrNull(Text) -> OrNull<Text>;

/// JSON as it is kept; an empty text is an empty object.
struct Hash {
  std::string_view json;
};

inline void put(JsonWriter& out, std::string_view text) { out.text(text); }
inline void put(JsonWriter& out, bool value) { out.boolean(value); }
template <std::integral Number>
requires(!std::same_as<Number, bool>) void put(JsonWriter& out, Number value) {
  out.number(static_cast<std::int64_t>(value));
}
inline void put(JsonWriter& out, Paise amount) { out.number(amount.count()); }
inline void put(JsonWriter& out, Instant at) { out.number(unix_seconds(at)); }
inline void put(JsonWriter& out, CivilDate date) { out.text(format_date(date)); }
inline void put(JsonWriter& out, Hash hash) { out.raw(hash.json.empty() ? "{}" : hash.json); }
template <class Enum>
requires std::is_enum_v<Enum>
void put(JsonWriter& out, Enum word) { out.text(to_text(word)); }
template <class Text>
void put(JsonWriter& out, const OrNull<Text>& value) {
  if (std::string_view(value.text).empty()) {
    out.null();
  } else {
    out.text(value.text);
  }
}
template <class Value>
void put(JsonWriter& out, const std::optional<Value>& value) {
  if (value) {
    put(out, *value);
  } else {
    out.null();
  }
}

template <class Value>
struct TypeName;  // a type without a name here, such as an enum, is told by the row
template <>
struct TypeName<bool> {
  static constexpr std::string_view kPlain = "bool", kOrNull = "bool?";
};
template <std::integral Number>
struct TypeName<Number> {
  static constexpr std::string_view kPlain = "int", kOrNull = "int?";
};
template <>
struct TypeName<Paise> {
  static constexpr std::string_view kPlain = "int", kOrNull = "int?";
};
template <>
struct TypeName<Instant> {
  static constexpr std::string_view kPlain = "seconds", kOrNull = "seconds?";
};
template <>
struct TypeName<CivilDate> {
  static constexpr std::string_view kPlain = "date", kOrNull = "date?";
};
template <>
struct TypeName<Hash> {
  static constexpr std::string_view kPlain = "hash", kOrNull = "hash?";
};
template <class Text>
requires std::convertible_to<Text, std::string_view>
struct TypeName<Text> {
  static constexpr std::string_view kPlain = "text", kOrNull = "text?";
};
template <class Text>
struct TypeName<OrNull<Text>> {
  static constexpr std::string_view kPlain = "text?";
};
template <class Value>
struct TypeName<std::optional<Value>> {
  static constexpr std::string_view kPlain = TypeName<Value>::kOrNull;
};

template <class Value>
constexpr std::string_view type_of() {
  return TypeName<std::remove_cvref_t<Value>>::kPlain;
}

}  // namespace lotusbox::wire
