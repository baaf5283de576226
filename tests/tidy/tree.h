// Reads the tree that the rules judge: all text files below its root but what is built or fetched.
// It knows nothing of rules.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tidy/rules.h"

namespace lotusbox::tidy {

/// Text files in order of their paths; folders of builds, caches and .git are left out.
std::vector<File> read_tree(const std::filesystem::path& root);

/// Names of what lies in the root itself.
std::vector<std::string> top_level(const std::filesystem::path& root);

}  // namespace lotusbox::tidy
