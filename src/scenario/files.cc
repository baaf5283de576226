#include "scenario/files.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>

namespace lotusbox::scenario {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFileBytesMax = 1 << 20;
constexpr std::string_view kEnding = ".scn";

struct Closer {
  void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
};
using File = std::unique_ptr<std::FILE, Closer>;

std::error_code walk(const fs::path& folder, std::vector<std::string>& found) {
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    if (at->path().extension() == kEnding && at->is_regular_file(error)) {
      found.push_back(at->path().lexically_normal().string());
    }
  }
  return error;
}

}  // namespace

Result<std::vector<std::string>, std::string> find_scenarios(
    const std::vector<std::string>& paths) {
  std::vector<std::string> found;
  for (const std::string& path : paths) {
    std::error_code error;
    if (!fs::exists(path, error)) return failure(path + ": there is no such file or folder");
    if (!fs::is_directory(path, error)) {
      found.push_back(fs::path(path).lexically_normal().string());
    } else if (const std::error_code failed = walk(path, found)) {
      return failure(path + ": " + failed.message());
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  if (found.empty()) return failure(std::string("no scenario found: their names end in .scn"));
  return found;
}

Result<std::string, std::string> read_file(const std::string& path) {
  const File file(std::fopen(path.c_str(), "rb"));
  if (file == nullptr) return failure(path + ": cannot be read");
  std::string text;
  std::array<char, 65536> buffer{};
  while (text.size() <= kFileBytesMax) {
    const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), file.get());
    text.append(buffer.data(), count);
    if (count < buffer.size()) break;
  }
  if (std::ferror(file.get()) != 0) return failure(path + ": cannot be read");
  if (text.size() > kFileBytesMax) return failure(path + ": is larger than a scenario may be");
  return text;
}

std::string write_file(const std::string& path, std::string_view text) {
  const std::string beside = path + ".new";
  File file(std::fopen(beside.c_str(), "wb"));
  if (file == nullptr) return beside + ": cannot be written";
  bool good = std::fwrite(text.data(), 1, text.size(), file.get()) == text.size();
  good = std::fclose(file.release()) == 0 && good;
  std::error_code error;
  if (good) fs::rename(beside, path, error);
  if (good && !error) return {};
  std::error_code ignored;
  fs::remove(beside, ignored);
  return path + ": cannot be written";
}

}  // namespace lotusbox::scenario
