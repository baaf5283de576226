// Texts of strangers made fit for a terminal: what would move its cursor, change its colours, turn
// the direction of writing or begin a line of its own is written out instead.
#pragma once

#include <string>
#include <string_view>

namespace lotusbox {

/// Controls, separators of lines and marks of direction as `\u001b`, which means the same within
/// JSON; bytes that are no UTF-8 as `\xff`.
[[nodiscard]] std::string printable(std::string_view text);

/// The same for a text of lines: line feeds and tabs stay.
[[nodiscard]] std::string printable_lines(std::string_view text);

}  // namespace lotusbox
