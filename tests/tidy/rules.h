// The rules of the tree as pure functions: from a file's path and content to what is wrong in it,
// with what to use instead and why. Reading the tree is tree.h's work.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lotusbox::tidy {

struct File {
  std::string path;  ///< from the root of the tree, with '/'
  std::string content;
};

struct Violation {
  std::string path;
  int line = 1;
  std::string what;
  std::string instead;  ///< completes "use …" or is a request of its own
  std::string because;
};

using Violations = std::vector<Violation>;

/// `path:line: what: instead, because …`
std::string to_text(const Violation& violation);

/// All rules that look at one file.
Violations check_file(const File& file);

/// Who may include whom: the floors of src/, and the four rooms inside core.
Violations check_floors(const File& file);
/// Headers of other libraries, and of the system where it matters, stand in named places only.
Violations check_outside_headers(const File& file);
/// Words of the language and the library that src/ does without; comments and literals are free.
Violations check_words(const File& file);
/// Switches of the core name every case; the core has no static variables.
Violations check_core_habits(const File& file);
/// Words that no file may hold, comments and literals included.
Violations check_everywhere(const File& file);
/// Tabs, white space at line ends, long lines, and how a header opens.
Violations check_layout(const File& file);
/// Lengths of headers, sources and functions.
Violations check_lengths(const File& file);
/// Names of files and folders, and their endings.
Violations check_names(const File& file);
/// `names` is what lies in the root of the tree.
Violations check_top_level(const std::vector<std::string>& names);

// --- what the rules are made of ---

std::vector<std::string_view> lines_of(std::string_view text);

/// The text with comments and the insides of literals as spaces; every line keeps its place.
std::string code_only(std::string_view text);

/// Place of `word` in `text` where no longer name surrounds it; npos when there is none. A word
/// that ends in '_' or in no letter may go on.
std::size_t find_word(std::string_view text, std::string_view word);

/// '*' in `pattern` stands for any text, '/' included.
bool matches(std::string_view path, std::string_view pattern);

struct Include {
  int line = 0;
  std::string target;  ///< as written between the quotes or angles
  bool quoted = false;
};
std::vector<Include> includes_of(std::string_view text);

struct Function {
  int first_line = 0;
  int last_line = 0;
};
/// Functions at namespace or class level; a heuristic that wants formatted code.
std::vector<Function> functions_of(std::string_view text);

}  // namespace lotusbox::tidy
