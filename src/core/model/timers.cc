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
  std::vector<Timer>& heap = heap_.edit();
  heap.push_back(Timer{at, next_++, place, kind});
  std::push_heap(heap.begin(), heap.end(), later);
}

void Timers::pop() {
  std::vector<Timer>& heap = heap_.edit();
  std::pop_heap(heap.begin(), heap.end(), later);
  heap.pop_back();
  if (forsaken_ > heap.size()) forsaken_ = heap.size();
}

void Timers::rebuild(std::vector<Timer> kept) {
  std::vector<Timer>& heap = heap_.edit();
  heap = std::move(kept);
  std::make_heap(heap.begin(), heap.end(), later);
  forsaken_ = 0;
}

}  // namespace lotusbox
