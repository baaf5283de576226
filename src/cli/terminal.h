// What goes to people: sentences on stderr, colours only where somebody sees them. Data for
// programs goes to stdout, and is not the business of this file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace lotusbox::cli {

/// True when the descriptor is a terminal and NO_COLOR is not set.
[[nodiscard]] bool wants_colour(int descriptor);

enum class Colour { red, green, dim };
/// The text in that colour, if it is wanted.
[[nodiscard]] std::string painted(std::string_view text, Colour colour, bool wanted);

/// One line on stderr, in one write, without what would steer a terminal; `before` is our own.
void say(std::string_view line, std::string_view before = {});

/// Opens /dev/null for standard input, output and error where a parent has closed them: what is
/// opened later must not take their numbers.
void fill_standard_descriptors();

/// `lotusbox <command>: <problem>` on stderr; returns the exit code that it was given.
int complain(std::string_view command, std::string_view problem, int exit_code);

/// How far the replay of a long journal is, written over itself; only on a terminal.
void show_replay(std::int64_t done, std::int64_t total);

/// Data: the text on stdout, as it is. False when stdout does not take it.
bool print(std::string_view text);
/// Lines or JSON in which texts of callers may stand: without what would steer a terminal, which in
/// JSON is only written in another way. `after` is our own.
bool print_lines(std::string_view text, std::string_view after = {});
/// A text that is kept as a file: as it is, but on a terminal like print_lines.
bool print_document(std::string_view text);

/// Texts in columns, two spaces apart, one line a row, whatever is in them; no space at its end.
struct Columns {
  std::string text;
  void add(std::initializer_list<std::string_view> cells,
           std::initializer_list<std::size_t> widths);
};

}  // namespace lotusbox::cli
