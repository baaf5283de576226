// A value as the caller sent it, before any rule has looked at it: its text, and what kind of
// value it was. Form bodies only know texts; JSON knows the difference between 5 and "5".
#pragma once

#include <cstdint>
#include <string>

namespace lotusbox {

struct Field {
  enum class Kind : std::uint8_t { absent, null, text, number, boolean, nested };

  Kind kind = Kind::absent;
  /// As sent; `true` or `false` for booleans, `[]` for an array, nothing for an object.
  std::string text;

  /// Neither missing nor JSON null.
  [[nodiscard]] bool given() const { return kind != Kind::absent && kind != Kind::null; }
  [[nodiscard]] bool is_text() const { return kind == Kind::text; }
  /// A text, or a number in its decimal form: what /v1 resources take for either.
  [[nodiscard]] bool is_scalar() const { return kind == Kind::text || kind == Kind::number; }
};

}  // namespace lotusbox
