#include "core/model/timers.h"

#include <algorithm>
#include <tuple>

namespace lotusbox {

namespace {
/// Orders the heap so that the earliest timer is at its front.
bool later(const Timer& left, const Timer& right) {
  return std::tie(left.at, left.sequence) > std::tie(right.at, right.sequence);
}
}  // namespace

void Timers::set(Instant at, TimerKind kind, std::uint32_t place) {
  heap_.push_back(Timer{at, next_++, place, kind});
  std::push_heap(heap_.begin(), heap_.end(), later);
}

void Timers::pop() {
  std::pop_heap(heap_.begin(), heap_.end(), later);
  heap_.pop_back();
  if (forsaken_ > heap_.size()) forsaken_ = heap_.size();
}

void Timers::rebuild(std::vector<Timer> kept) {
  heap_ = std::move(kept);
  std::make_heap(heap_.begin(), heap_.end(), later);
  forsaken_ = 0;
}

}  // namespace lotusbox
