#include "scenario/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
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

constexpr mode_t kModeBits = 07777;

std::string write_through(int descriptor, const std::string& path, std::string_view text) {
  if (write_whole(descriptor, text)) return {};
  return path + ": cannot be written: " + std::generic_category().message(errno);
}

/// What is no plain file, such as /dev/null or a pipe, is written as it stands.
std::string write_into(const std::string& path, std::string_view text) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (descriptor < 0) {
    return path + ": cannot be written: " + std::generic_category().message(errno);
  }
  std::string problem = write_through(descriptor, path, text);
  ::close(descriptor);
  return problem;
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
  if (path == "-" || path == "/dev/stdout") return write_through(STDOUT_FILENO, path, text);
  if (path == "/dev/stderr") return write_through(STDERR_FILENO, path, text);
  struct stat there {};
  const bool exists = ::stat(path.c_str(), &there) == 0;
  if (exists && !S_ISREG(there.st_mode)) return write_into(path, text);
  // A link stays one: the file that it leads to is replaced.
  std::error_code error;
  const fs::path real = exists ? fs::canonical(path, error) : fs::path(path);
  if (error) return path + ": cannot be written: " + error.message();
  const std::string beside = real.string() + ".new";
  File file(std::fopen(beside.c_str(), "wb"));
  if (file == nullptr) {
    return path + ": cannot be written: " + std::generic_category().message(errno);
  }
  bool good = std::fwrite(text.data(), 1, text.size(), file.get()) == text.size();
  if (exists) static_cast<void>(::fchmod(::fileno(file.get()), there.st_mode & kModeBits));
  good = std::fclose(file.release()) == 0 && good;
  if (good) fs::rename(beside, real, error);
  if (good && !error) return {};
  const std::string why = error ? error.message() : std::generic_category().message(errno);
  std::error_code ignored;
  fs::remove(beside, ignored);
  return path + ": cannot be written: " + why;
}

bool write_whole(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

void remove_file(const std::string& path) {
  struct stat there {};
  if (::stat(path.c_str(), &there) == 0 && S_ISREG(there.st_mode)) ::unlink(path.c_str());
}

}  // namespace lotusbox::scenario
