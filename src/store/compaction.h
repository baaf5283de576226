// Which lines of a journal no world came to be by: what happened to worlds that were dropped, and
// to others before they were reset. A copy needs what its source had lived through until then.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/journal.h"

namespace lotusbox::store {

class Compaction {
 public:
  struct Run {
    std::uint64_t first, last;  ///< both may go
  };

  /// All lines, in order; of a call only what `begins_anew` looks at need be there.
  void look_at(std::uint64_t line, const JournalEntry& entry);

  /// Asked once, after the last line.
  void conclude();
  [[nodiscard]] const std::vector<Run>& needless() const { return needless_; }
  /// Copies whose source is not there any more, and which were reset later: each begins empty.
  [[nodiscard]] const std::vector<std::uint64_t>& copies_to_open() const { return opened_; }

 private:
  /// A world from the line that opened it to the one that drops it.
  struct Slot {
    std::uint64_t opened;
    bool needed = false;
  };
  /// A world between two beginnings: what came before has left nothing in it.
  struct Life {
    std::size_t slot;
    std::size_t source = kNone;  ///< the life that it is a copy of
    std::uint64_t copied = 0;    ///< … as it was at this line
    std::uint64_t needed_upto = 0;
  };
  struct Line {
    std::uint64_t line;
    JournalEntry::Kind kind;
    std::size_t life;
  };
  static constexpr std::size_t kNone = SIZE_MAX;

  void begin(const std::string& world, Life life);
  void need(std::size_t life, std::uint64_t upto);
  [[nodiscard]] bool is_needed(const Line& line) const;

  std::vector<Slot> slots_;
  std::vector<Life> lives_;
  std::vector<Line> lines_;
  std::map<std::string, std::size_t, std::less<>> now_;  ///< the life that a key has
  std::vector<Run> needless_;
  std::vector<std::uint64_t> opened_;
};

}  // namespace lotusbox::store
