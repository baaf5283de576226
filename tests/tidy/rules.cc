// Rules about shape: layout, lengths, names; and the list of all rules.
#include "tidy/rules.h"

#include <algorithm>
#include <array>

namespace lotusbox::tidy {

namespace {

constexpr std::size_t kColumns = 100;
constexpr std::size_t kRowColumns = 140;  // a row of a table: it is data, and broken it reads worse

bool is_code(std::string_view path) { return path.ends_with(".h") || path.ends_with(".cc"); }

bool in_code_folder(std::string_view path) {
  return path.starts_with("src/") || path.starts_with("tests/");
}

std::size_t columns_of(std::string_view line) {
  return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;  // not the middle of a character
  }));
}

bool is_snake_case(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

/// How a header opens: `//` lines with at least one sentence, then `#pragma once`.
void check_opening(const File& file, Violations& found) {
  std::string comment;
  int number = 0;
  for (const auto line : lines_of(file.content)) {
    ++number;
    if (line == "#pragma once") {
      if (comment.size() < 20 || comment.find_first_of(".:;?") == std::string::npos) {
        found.push_back({file.path, 1, "does not say what it is for",
                         "open with two or three sentences: its purpose, and what it does not do",
                         "a reader decides there whether to read on"});
      }
      return;
    }
    if (line.starts_with("//")) comment += line.substr(2);
    if (!line.empty() && !line.starts_with("//")) break;
  }
  found.push_back({file.path, number == 0 ? 1 : number, "has no `#pragma once` after its comment",
                   "write `#pragma once` before anything else", "headers are included many times"});
}

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 11> kFloors = {"base", "core",    "engine",   "wire",
                                                      "api",  "webhook", "scenario", "store",
                                                      "net",  "sandbox", "cli"};
constexpr std::array<std::string_view, 21> kTestFolders = {
    "base",    "core",    "engine",  "wire",  "api",     "webhook",   "scenario",
    "store",   "net",     "sandbox", "cli",   "support", "clients",   "scenarios",
    "openapi", "browser", "fuzz",    "bench", "tidy",    "embedding", "pages"};
constexpr std::array<std::string_view, 4> kRooms = {"values", "model", "behaviour", "run"};
constexpr std::array<std::string_view, 13> kTop = {
    "meson.build", "meson_options.txt", "src",          "fixtures", "scenarios", "tests",
    "README.md",   "CONTRIBUTING.md",   "CHANGELOG.md", "LICENSE",  "dev",       "packaging",
    "docs"};

void check_folder(const File& file, std::string_view folder, std::size_t depth, Violations& found) {
  const bool wrong =
      (depth == 1 && file.path.starts_with("src/") && !is_one_of(folder, kFloors)) ||
      (depth == 1 && file.path.starts_with("tests/") && !is_one_of(folder, kTestFolders)) ||
      (depth == 2 && file.path.starts_with("src/core/") && !is_one_of(folder, kRooms));
  if (wrong) {
    found.push_back({file.path, 1, "lies in a folder '" + std::string(folder) + "' of its own",
                     "use a folder that the architecture names", "floors are few and known"});
  } else if (depth > 0 && is_code(file.path) && !is_snake_case(folder)) {
    found.push_back({file.path, 1, "lies in '" + std::string(folder) + "'", "use snake_case",
                     "one spelling for all names of folders"});
  }
}

}  // namespace

std::string to_text(const Violation& violation) {
  return violation.path + ":" + std::to_string(violation.line) + ": " + violation.what + ": " +
         violation.instead + ", because " + violation.because;
}

Violations check_layout(const File& file) {
  Violations found;
  if (!in_code_folder(file.path) || !is_code(file.path)) return found;
  int number = 0;
  for (const auto line : lines_of(file.content)) {
    ++number;
    if (line.find('\t') != std::string_view::npos) {
      found.push_back({file.path, number, "has a tab", "use spaces, or \\t in a literal",
                       "a tab is as wide as the reader's settings"});
    }
    if (line.ends_with(' ') || line.ends_with('\r')) {
      found.push_back({file.path, number, "has white space at its end", "remove it",
                       "it makes differences that nobody sees"});
    }
    const bool row =
        line.substr(std::min(line.find_first_not_of(' '), line.size())).starts_with('{');
    const std::size_t allowed = row ? kRowColumns : kColumns;
    if (columns_of(line) > allowed) {
      found.push_back({file.path, number, "has " + std::to_string(columns_of(line)) + " columns",
                       "use at most " + std::to_string(allowed), "two files fit side by side"});
    }
  }
  if (!file.content.ends_with('\n')) {
    found.push_back({file.path, number, "does not end with a line end", "add it",
                     "the next line that someone adds changes this one too"});
  }
  if (file.path.starts_with("src/") && file.path.ends_with(".h")) check_opening(file, found);
  return found;
}

Violations check_lengths(const File& file) {
  constexpr std::size_t kHeader = 120;
  constexpr std::size_t kSource = 400;
  constexpr std::size_t kTest = 500;
  constexpr int kFunction = 70;
  Violations found;
  if (!in_code_folder(file.path) || !is_code(file.path)) return found;
  const bool product = file.path.starts_with("src/");
  const std::size_t allowed = !product ? kTest : file.path.ends_with(".h") ? kHeader : kSource;
  const std::size_t lines = lines_of(file.content).size();
  if (lines > allowed) {
    found.push_back({file.path, static_cast<int>(allowed) + 1,
                     "is " + std::to_string(lines) + " lines long",
                     "use at most " + std::to_string(allowed) + " and split by subject",
                     "a file should be read at one go"});
  }
  if (!product) return found;
  for (const Function& function : functions_of(file.content)) {
    const int length = function.last_line - function.first_line + 1;
    if (length <= kFunction) continue;
    found.push_back({file.path, function.first_line,
                     "has a function of " + std::to_string(length) + " lines",
                     "use at most " + std::to_string(kFunction) + ": name its parts",
                     "a function should fit on a screen"});
  }
  return found;
}

Violations check_names(const File& file) {
  Violations found;
  if (!in_code_folder(file.path)) return found;
  std::string_view rest = file.path;
  for (std::size_t depth = 0;; ++depth) {
    const auto slash = rest.find('/');
    if (slash == std::string_view::npos) break;
    check_folder(file, rest.substr(0, slash), depth, found);
    rest.remove_prefix(slash + 1);
  }
  for (const std::string_view ending : {".hpp", ".hh", ".hxx", ".cpp", ".cxx", ".c++", ".C"}) {
    if (rest.ends_with(ending)) {
      found.push_back({file.path, 1, "ends in " + std::string(ending), "use .h or .cc",
                       "every other file here does, and the tools look for those"});
    }
  }
  if (is_code(rest) && !is_snake_case(rest.substr(0, rest.rfind('.')))) {
    found.push_back({file.path, 1, "is not named in snake_case",
                     "use small letters, digits and '_'", "one spelling for all names of files"});
  }
  return found;
}

Violations check_top_level(const std::vector<std::string>& names) {
  Violations found;
  for (const std::string& name : names) {
    if (name.starts_with(".") || name.starts_with("build") || is_one_of(name, kTop)) continue;
    found.push_back({name, 1, "lies in the root of the tree", "use the folder that it belongs to",
                     "the root is the first page that a reader sees"});
  }
  return found;
}

Violations check_file(const File& file) {
  Violations all;
  for (const auto check : {check_floors, check_outside_headers, check_words, check_core_habits,
                           check_everywhere, check_layout, check_lengths, check_names}) {
    for (Violation& violation : check(file)) all.push_back(std::move(violation));
  }
  return all;
}

}  // namespace lotusbox::tidy
