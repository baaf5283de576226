// A disk that fails on purpose, under all files that SQLite opens in this process: it stops at a
// write as a process does that is killed, tears that write, forgets what was not synced as a
// machine does that loses power, and is full. Not for several threads.
#pragma once

#include <cstdint>

namespace lotusbox::simulate {

class FaultyDisk {
 public:
  /// Puts it under SQLite, once; it does nothing wrong until told.
  static void install();

  /// The `count`-th write from now does not happen, and nothing after it: the process is dead from
  /// there on, and what it does to its files is in vain. `torn_bytes` of that write still happen.
  static void die_at_write(int count, int torn_bytes);
  [[nodiscard]] static bool is_armed();
  [[nodiscard]] static bool is_dead();
  /// What was written since each file was last synced is lost, but for a part that the seed picks.
  /// Only when dead, and with all files closed.
  static void lose_power(std::uint64_t seed);
  /// Writes happen again; what was told about a death is forgotten.
  static void revive();

  static void set_full(bool full);             ///< no write fits, until told otherwise
  [[nodiscard]] static std::int64_t writes();  ///< that happened, in all
};

}  // namespace lotusbox::simulate
