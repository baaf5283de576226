#include "examiner/orders/plan.h"

#include <algorithm>

#include "base/check.h"
#include "base/text.h"

namespace lotusbox::examiner {

namespace {

constexpr std::string_view kLate = "late ";

bool share(const std::vector<std::string>& left, const std::vector<std::string>& right) {
  auto l = left.begin();
  auto r = right.begin();
  while (l != left.end() && r != right.end()) {
    if (*l == *r) return true;
    ++(*l < *r ? l : r);
  }
  return false;
}

}  // namespace

Subjects subjects_of(const Story& story) {
  Subjects subjects;
  subjects.count = story.events.size();
  LOTUSBOX_CHECK(subjects.count <= kPlannedEventsMax, "the caller has bounded the story");
  const std::size_t end = story.moments == 0 ? 0 : story.moments - 1;
  for (std::size_t i = 0; i < subjects.count; ++i) {
    const StoryEvent& one = story.events[i];
    std::vector<bool> row;
    for (const StoryEvent& other : story.events) row.push_back(share(one.touches, other.touches));
    row[i] = true;
    subjects.related.push_back(std::move(row));
    std::vector<std::uint16_t> later;
    for (std::size_t j = i + 1; j < subjects.count; ++j) {
      if (story.events[j].object == one.object) later.push_back(static_cast<std::uint16_t>(j));
    }
    subjects.successors.push_back(std::move(later));
    subjects.may_be_late.push_back(one.moment < end);
  }
  return subjects;
}

Plan::Plan(Subjects subjects, Bounds bounds)
    : subjects_(std::move(subjects)),
      bounds_(bounds),
      copies_(subjects_.count),
      is_dropped_(subjects_.count) {
  begin_level();
}

std::size_t Plan::most_changes() const {
  const std::size_t events = subjects_.count;
  const std::size_t moves = std::min(bounds_.moves, events == 0 ? 0 : events - 1);
  return moves + bounds_.duplicates + std::min(bounds_.drops, events) +
         std::min(bounds_.delays, events);
}

void Plan::begin_level() {
  frames_.assign(1, Frame{});
  std::fill(copies_.begin(), copies_.end(), std::uint16_t{0});
}

/// The next set of events that are dropped, within bounds and the changes of this level; each of
/// them has a successor that comes.
bool Plan::next_drops() {
  const std::size_t most = std::min(bounds_.drops, changes_);
  for (;;) {
    // Sets in the order of their texts: one event more, or the last one replaced by the next.
    std::size_t from = dropped_.empty() ? 0 : std::size_t{dropped_.back()} + 1;
    if (dropped_.size() == most) {
      if (dropped_.empty()) return false;
      is_dropped_[dropped_.back()] = false;
      dropped_.pop_back();
    }
    while (from >= subjects_.count) {
      if (dropped_.empty()) return false;
      from = std::size_t{dropped_.back()} + 1;
      is_dropped_[dropped_.back()] = false;
      dropped_.pop_back();
    }
    dropped_.push_back(static_cast<std::uint16_t>(from));
    is_dropped_[from] = true;
    const bool good = std::all_of(dropped_.begin(), dropped_.end(), [&](std::uint16_t event) {
      const auto& later = subjects_.successors[event];
      return std::any_of(later.begin(), later.end(),
                         [&](std::uint16_t one) { return !is_dropped_[one]; });
    });
    if (good) return true;
  }
}

std::optional<Order> Plan::next() {
  while (!over_) {
    if (advance()) {
      Order order;
      for (std::size_t i = 1; i < frames_.size(); ++i) order.push_back(frames_[i].step);
      return order;
    }
    if (next_drops()) {
      begin_level();
      continue;
    }
    for (const std::uint16_t event : dropped_) is_dropped_[event] = false;
    dropped_.clear();
    begin_level();
    if (++changes_ > most_changes()) over_ = true;
  }
  return std::nullopt;
}

bool Plan::complete() const { return frames_.back().used + dropped_.size() == subjects_.count; }

std::size_t Plan::cost(const Frame& frame) const {
  return frame.moves + frame.duplicates + frame.delays + dropped_.size();
}

/// To the next order of this level and these drops.
bool Plan::advance() {
  for (;;) {
    Frame& top = frames_.back();
    if (!top.yielded && complete()) {
      top.yielded = true;
      if (cost(top) == changes_) return true;
    }
    bool stepped = false;
    while (top.candidate < 2 * subjects_.count && !stepped) {
      stepped = try_candidate(top.candidate++);
      if (stepped) break;  // `top` may have moved
    }
    if (stepped) continue;
    if (frames_.size() == 1) return false;
    take_back();
  }
}

void Plan::take_back() {
  --copies_[frames_.back().step.event];
  frames_.pop_back();
}

/// Puts an event behind the order so far, if the bounds have room for it.
bool Plan::try_candidate(std::size_t candidate) {
  const Step step{static_cast<std::uint16_t>(candidate / 2), candidate % 2 == 1};
  const std::size_t event = step.event;
  const Frame& top = frames_.back();
  if (is_dropped_[event] || (step.late && !subjects_.may_be_late[event])) return false;
  if (!step.late && frames_.size() > 1 && top.step.late) return false;  // the world is at its end
  Frame next = top;
  next.candidate = 0;
  next.yielded = false;
  next.step = step;
  next.delays += step.late ? 1 : 0;
  if (copies_[event] > 0) {
    ++next.duplicates;
  } else {
    ++next.used;
    if (event < top.highest) {
      next.moves += step.late ? 0U : 1U;  // what is late comes behind the others anyway
      --next.unused_below;
    } else {
      for (std::size_t i = top.highest; i < event; ++i)
        next.unused_below += is_dropped_[i] ? 0U : 1U;
      next.highest = event + 1;
    }
  }
  if (next.duplicates > bounds_.duplicates || next.delays > bounds_.delays) return false;
  // Those left behind will be moves, or late as far as that is allowed.
  const std::size_t may_be_late = bounds_.delays - next.delays;
  const std::size_t moves =
      next.moves + next.unused_below - std::min(next.unused_below, may_be_late);
  if (moves > bounds_.moves || cost(next) + next.unused_below > changes_ || !is_canonical(step)) {
    return false;
  }
  frames_.push_back(next);
  ++copies_[event];
  return true;
}

/// The member of a class that comes first in the order of texts is the one in which no step could
/// be swapped, past steps that it is not related to, before a later event.
bool Plan::is_canonical(Step step) const {
  for (std::size_t i = frames_.size() - 1; i > 0; --i) {
    const Step before = frames_[i].step;
    if (before.late != step.late || subjects_.related[before.event][step.event]) return true;
    if (before.event > step.event) return false;
  }
  return true;
}

Counted count(const Subjects& subjects, const Bounds& bounds, std::uint64_t most) {
  Plan plan(subjects, bounds);
  Counted counted;
  while (plan.next()) {
    if (counted.orders == most) {
      counted.more = true;
      break;
    }
    ++counted.orders;
  }
  return counted;
}

Counted count_unpruned(std::size_t events, std::size_t duplicates) {
  // Words of n + d letters, each of n letters at least once, place by place: `ways[k]` words use
  // exactly k letters so far. Those that can no longer come to use all are left out.
  constexpr std::uint64_t kMost = 1'000'000'000'000'000'000;
  Counted counted;
  const std::size_t length = events + duplicates;
  std::vector<std::uint64_t> ways(events + 1);
  ways[0] = 1;
  for (std::size_t place = 0; place < length; ++place) {
    const std::size_t left = length - place - 1;
    for (std::size_t k = events + 1; k-- > 0;) {
      const std::uint64_t new_letter = k == 0 ? 0 : ways[k - 1];
      const std::size_t choices = events - k + 1;
      const bool useful = k + left >= events;
      const bool large = useful && ((k > 0 && ways[k] > kMost / k) || new_letter > kMost / choices);
      counted.more = counted.more || large;
      ways[k] = !useful ? 0 : large ? kMost : ways[k] * k + new_letter * choices;
    }
  }
  counted.orders = std::min(ways[events], kMost);
  counted.more = counted.more || ways[events] > kMost;
  return counted;
}

Order in_order(std::size_t events) {
  Order order;
  for (std::size_t i = 0; i < events; ++i) order.push_back({static_cast<std::uint16_t>(i), false});
  return order;
}

std::string format_order(const Order& order) {
  std::string text;
  for (const Step& step : order) {
    text += (text.empty() ? "" : ",") + std::string(step.late ? kLate : "") +
            std::to_string(step.event + 1);
  }
  return text;
}

Result<Order, std::string> parse_order(std::string_view text, std::size_t events) {
  Order order;
  for (std::string_view piece : split(text, ',')) {
    piece = trim(piece);
    Step step;
    step.late = piece.starts_with(kLate);
    if (step.late) piece = trim(piece.substr(kLate.size()));
    const auto number = parse_integer(piece);
    if (!number || *number < 1 || *number > static_cast<std::int64_t>(events)) {
      return failure("an order names events from 1 to " + std::to_string(events) +
                     ", such as 2,1 or 2,late 1; not " + std::string(piece));
    }
    if (!step.late && !order.empty() && order.back().late) {
      return failure(std::string("what is late comes last"));
    }
    step.event = static_cast<std::uint16_t>(*number - 1);
    order.push_back(step);
  }
  return order;
}

}  // namespace lotusbox::examiner
