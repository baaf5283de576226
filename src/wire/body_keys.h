// How a caller's key stands in a dotted name. Internal to the reader of bodies.
#pragma once

#include <string>
#include <string_view>

namespace lotusbox::wire {

/// The text of a field that is a list.
inline constexpr std::string_view kList = "[]";

/// Dots inside a key must not look like nesting: they are kept as a pair of characters.
[[nodiscard]] std::string safe_key(std::string_view key);
/// The key as it was sent.
[[nodiscard]] std::string plain_key(std::string_view safe);

}  // namespace lotusbox::wire
