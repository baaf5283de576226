// A scenario file as a value: blocks of comments, one command, body lines and expected lines.
// Parsing accepts exactly what printing writes, so the two are inverses byte for byte. What verbs
// mean is not known here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace lotusbox::scenario {

/// The one argument that a command may have several times.
inline constexpr std::string_view kRepeatable = "header";

/// `name=value`, or a bare word when the name is empty.
struct Argument {
  std::string name;
  std::string value;    ///< without quotes and escapes
  bool quoted = false;  ///< written in quotes; a value with a blank or a quote must be
  friend bool operator==(const Argument&, const Argument&) = default;
};

struct Block {
  std::vector<std::string> comments;  ///< whole lines, with their '#'
  std::string verb;
  std::vector<Argument> arguments;
  std::vector<std::string> body;
  std::vector<std::string> expected;
  int line = 0;           ///< of the command, from 1
  int expected_line = 0;  ///< of the first line after `----`

  /// The first argument of that name; nullptr when there is none.
  [[nodiscard]] const Argument* find(std::string_view name) const;
  /// Its value, or the empty text.
  [[nodiscard]] std::string_view value(std::string_view name) const;
  /// The bare word at this index, from 0; empty when there are fewer.
  [[nodiscard]] std::string_view word(std::size_t index) const;
  [[nodiscard]] bool has_word(std::string_view text) const;
};

struct Script {
  std::string file;
  std::string id;     ///< `AMEND-004`, from the first comment
  std::string title;  ///< the rest of the first comment
  std::vector<Block> blocks;
};

struct ParseError {
  std::string file;
  int line = 1;
  std::string what;
  std::string fix;
};

/// `file:line: what: fix`
std::string to_text(const ParseError& error);

/// Whether a command may stand without `----` and what it prints, as before it was ever run.
enum class Expected : unsigned char { required, may_be_missing };

/// Reads the grammar only; `load_script` of verbs.h also checks verbs and arguments.
Result<Script, ParseError> parse_script(std::string_view file, std::string_view text,
                                        Expected expected = Expected::required);

/// The command alone, as it stands in the file.
std::string print_command(const Block& block);
std::string print_script(const Script& script);

}  // namespace lotusbox::scenario
