// The disk under a journal: whether its files are still those that were opened, and whether more
// fits. SQLite writes on into a file that was deleted and notices nothing; who asks here does.
#pragma once

#include <sys/stat.h>

#include <optional>
#include <string>

namespace lotusbox::store {

class JournalDisk {
 public:
  /// What is kept free at all times, for what SQLite writes beside the entries; ours.
  static constexpr std::size_t kBytesKeptFree = 256 * 1024;

  /// Remembers what the file and the log beside it are; both must be there.
  void watch(const std::string& path);
  /// Says that the files are others by now, or none; nothing before `watch`.
  [[nodiscard]] std::optional<std::string> lost() const;
  /// What stands in the way of keeping so much more.
  [[nodiscard]] std::optional<std::string> cannot_take(std::size_t bytes) const;

 private:
  std::string path_, log_path_;
  struct ::stat file_ {};
  struct ::stat log_ {};
};

/// True when the file, or one in its place, may be written and has a folder that may.
[[nodiscard]] bool may_be_written(const std::string& path);

/// `file:` and the path, with a marked end so that nothing is locked and nothing written.
[[nodiscard]] std::string read_only_uri(const std::string& path);

/// The size of a file; nullopt when there is none.
[[nodiscard]] std::optional<std::uint64_t> size_of_file(const std::string& path);

}  // namespace lotusbox::store
