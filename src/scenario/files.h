// The one place of this floor that touches files: finds scenarios, reads them, and writes them
// whole or not at all. Errors come back as sentences.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace lotusbox::scenario {

/// Files as given, and all `.scn` files below folders; sorted, each once. An error when a path
/// does not exist or nothing is found.
Result<std::vector<std::string>, std::string> find_scenarios(const std::vector<std::string>& paths);

Result<std::string, std::string> read_file(const std::string& path);

/// Beside the file first, then in its place; a link is followed and the mode is kept. `-` is
/// standard output, and what is no plain file (/dev/null, a pipe) is written as it stands. Empty
/// when it worked, otherwise what went wrong.
[[nodiscard]] std::string write_file(const std::string& path, std::string_view text);

/// All of the text, however often a write is interrupted; false, with errno, when it was not taken.
[[nodiscard]] bool write_whole(int descriptor, std::string_view text);

/// Removes a plain file; anything else stays.
void remove_file(const std::string& path);

}  // namespace lotusbox::scenario
