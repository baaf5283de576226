// How much memory the whole server may use. It is measured, not added up: copies of worlds share
// what they have in common, and only the process as a whole tells what that comes to.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace lotusbox {

class MemoryBudget {
 public:
  /// What is forgotten first is forgotten from here on, so that a server that has something to
  /// forget refuses nobody.
  static constexpr std::uint64_t kComfortPercent = 90;
  /// So much may be added before the process is measured again.
  static constexpr std::uint64_t kUnmeasuredMax = std::uint64_t{4} << 20U;

  /// In bytes; `most` 0: there is no limit, and nothing is measured.
  MemoryBudget(std::uint64_t most, std::function<std::uint64_t()> used);

  [[nodiscard]] std::uint64_t most() const { return most_; }
  [[nodiscard]] bool reached() const { return reached_; }
  /// False when the limit is reached. So many bytes are about to be added, or their like.
  bool has_room_for(std::size_t bytes);
  /// Measures. How many bytes should be freed now; 0: none, or nothing could be since last time.
  std::uint64_t wanted();
  /// Measures after something was freed, or nothing could be.
  void freed_what_could_be();

 private:
  std::uint64_t measure();

  const std::uint64_t most_;
  const std::function<std::uint64_t()> used_;
  std::atomic<std::uint64_t> unmeasured_{0};
  std::atomic<bool> reached_{false};
  std::atomic<std::uint64_t> patience_{0};  ///< nothing more can be freed below this
};

}  // namespace lotusbox
