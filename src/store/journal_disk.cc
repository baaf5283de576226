#include "store/journal_disk.h"

#include <sys/statvfs.h>
#include <unistd.h>

#include "base/text.h"

namespace lotusbox::store {

namespace {

/// Bytes of the disk that an entry costs, at most, for one of its own: pages are written whole.
constexpr std::size_t kDiskBytesPerByte = 2;

bool is_same(const std::string& path, const struct ::stat& before) {
  struct ::stat now {};
  return ::stat(path.c_str(), &now) == 0 && now.st_ino == before.st_ino &&
         now.st_dev == before.st_dev;
}

}  // namespace

void JournalDisk::watch(const std::string& path) {
  path_ = path;
  log_path_ = path + "-wal";
  if (::stat(path_.c_str(), &file_) != 0 || ::stat(log_path_.c_str(), &log_) != 0) path_.clear();
}

std::optional<std::string> JournalDisk::lost() const {
  if (path_.empty() || (is_same(path_, file_) && is_same(log_path_, log_))) return std::nullopt;
  return path_ + " or " + log_path_ + " was deleted or replaced";
}

std::optional<std::string> JournalDisk::cannot_take(std::size_t bytes) const {
  if (path_.empty()) return std::nullopt;
  if (auto gone = lost()) return gone;
  struct ::statvfs disk {};
  if (::statvfs(path_.c_str(), &disk) != 0 || disk.f_blocks == 0) return std::nullopt;
  const std::uint64_t free = std::uint64_t{disk.f_bavail} * disk.f_frsize;
  if (free >= kBytesKeptFree + kDiskBytesPerByte * bytes) return std::nullopt;
  return "the disk is full";
}

bool may_be_written(const std::string& path) {
  const auto slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  return ::access(path.c_str(), W_OK) == 0 && ::access(folder.c_str(), W_OK) == 0;
}

std::string read_only_uri(const std::string& path) {
  std::string uri = "file:";
  for (const std::string_view folder : split(path, '/')) {
    uri += percent_encode(folder) + "/";
  }
  uri.pop_back();
  return uri + "?immutable=1";
}

std::optional<std::uint64_t> size_of_file(const std::string& path) {
  struct ::stat file {};
  if (::stat(path.c_str(), &file) != 0) return std::nullopt;
  return static_cast<std::uint64_t>(file.st_size);
}

}  // namespace lotusbox::store
