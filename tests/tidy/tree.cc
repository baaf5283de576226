#include "tidy/tree.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace lotusbox::tidy {

namespace {

namespace fs = std::filesystem;

bool is_left_out(const fs::directory_entry& entry, bool in_root) {
  const std::string name = entry.path().filename().string();
  if (in_root && name.starts_with("build")) return true;
  return name == ".git" || name == ".cache" || name == "node_modules" || name == "__pycache__";
}

void read_folder(const fs::path& folder, const fs::path& root, std::vector<File>& files) {
  // Others may work in the tree meanwhile: what is gone again is not judged.
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (is_left_out(entry, folder == root) || entry.is_symlink(error)) continue;
    if (entry.is_directory(error)) {
      read_folder(entry.path(), root, files);
    } else if (entry.is_regular_file(error)) {
      std::ifstream stream(entry.path(), std::ios::binary);
      std::string content(std::istreambuf_iterator<char>(stream), {});
      const bool binary = content.find('\0') != std::string::npos;
      if (!binary) {
        files.push_back({fs::relative(entry.path(), root).generic_string(), std::move(content)});
      }
    }
  }
}

}  // namespace

std::vector<File> read_tree(const fs::path& root) {
  std::vector<File> files;
  read_folder(root, root, files);
  std::sort(files.begin(), files.end(),
            [](const File& left, const File& right) { return left.path < right.path; });
  return files;
}

std::vector<std::string> top_level(const fs::path& root) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(root)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace lotusbox::tidy
