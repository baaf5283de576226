// Orders in which the deliveries of a story can come: permutations, with duplicates, drops and
// delays. Orders that only swap neighbours which are not related are one order: of each such class
// the plan has a single member. Pure; it delivers nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "examiner/story.h"

namespace lotusbox::examiner {

/// One delivery. Late: only after the world has gone on to its end.
struct Step {
  std::uint16_t event = 0;  ///< index into the story
  bool late = false;
  friend bool operator==(Step, Step) = default;
};
using Order = std::vector<Step>;

/// How much an order may differ from the one in which the events were raised.
struct Bounds {
  std::size_t moves = SIZE_MAX;  ///< deliveries that come after the delivery of a later event
  std::size_t duplicates = 0, drops = 0, delays = 0;
};

/// What the plan needs to know of the events.
struct Subjects {
  std::size_t count = 0;
  std::vector<std::vector<bool>> related;  ///< they touch the same object
  /// The later events about the same object: a receiver that lost this one learns from them.
  std::vector<std::vector<std::uint16_t>> successors;
  std::vector<bool> may_be_late;  ///< the world goes on after it
};
Subjects subjects_of(const Story& story);

inline constexpr std::size_t kPlannedEventsMax = 1000;

/// How many orders there are. `more`: at least so many, counting was broken off.
struct Counted {
  std::uint64_t orders = 0;
  bool more = false;
};

/// All orders of exactly so many duplicates, no drops and no delays, without pruning.
Counted count_unpruned(std::size_t events, std::size_t duplicates);

/// The orders within bounds, those with the fewest changes first; a change is a move, a duplicate,
/// a drop or a delay.
class Plan {
 public:
  Plan(Subjects subjects, Bounds bounds);
  /// The next one; nothing when there is none left. The first is that without a change.
  std::optional<Order> next();
  [[nodiscard]] std::size_t changes() const { return changes_; }  ///< of the last one

 private:
  struct Frame {
    std::size_t candidate = 0;  ///< the next one to be tried at this place
    Step step;
    std::size_t moves = 0, duplicates = 0, delays = 0;  ///< of the order up to here
    std::size_t unused_below = 0;  ///< events not delivered yet that are now bound to move
    std::size_t highest = 0;       ///< one more than the latest event up to here
    std::size_t used = 0;          ///< events that were delivered up to here
    bool yielded = false;
  };

  bool advance();
  bool try_candidate(std::size_t candidate);
  void take_back();
  [[nodiscard]] bool is_canonical(Step step) const;
  [[nodiscard]] bool complete() const;
  [[nodiscard]] std::size_t cost(const Frame& frame) const;
  bool next_drops();
  void begin_level();
  [[nodiscard]] std::size_t most_changes() const;

  const Subjects subjects_;
  const Bounds bounds_;
  std::size_t changes_ = 0;
  std::vector<Frame> frames_;
  std::vector<std::uint16_t> copies_;   ///< deliveries of each event up to here
  std::vector<std::uint16_t> dropped_;  ///< in ascending order
  std::vector<bool> is_dropped_;
  bool over_ = false;
};

/// How many orders a plan has, counted by walking through it.
Counted count(const Subjects& subjects, const Bounds& bounds, std::uint64_t most);

/// The order in which the events were raised.
Order in_order(std::size_t events);

/// `3,1,late 2,1`: events by their place in the story, from 1; and back, with what is wrong.
std::string format_order(const Order& order);
Result<Order, std::string> parse_order(std::string_view text, std::size_t events);

}  // namespace lotusbox::examiner
