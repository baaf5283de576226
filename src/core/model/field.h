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
  [[nodiscard]] bool is_scalar() const {
    return kind == Kind::text ||
           (kind == Kind::number && text.find_first_of("eE") == std::string::npos);
  }
  /// A hash, as far as its own text tells: lists are not.
  [[nodiscard]] bool is_hash() const { return kind == Kind::nested && text.empty(); }
  /// For people: a text as it is, anything else with what it is, so that 5 and "5" differ.
  [[nodiscard]] std::string told() const {
    switch (kind) {
      case Kind::absent: return "(not sent)";
      case Kind::null: return "(null)";
      case Kind::text: return text.empty() ? "(empty text)" : text;
      case Kind::number: return text + " (number)";
      case Kind::boolean: return text + " (boolean)";
      case Kind::nested: return text == "[]" ? "(list)" : "(hash)";
    }
    return text;
  }
};

}  // namespace lotusbox
