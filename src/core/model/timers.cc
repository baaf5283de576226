#include "core/model/timers.h"

#include <algorithm>
#include <tuple>

#include "base/check.h"

namespace lotusbox {

namespace {

/// Orders the heap so that the earliest timer is at its front.
bool later(const Timer& left, const Timer& right) {
  const int left_turn = turn_of(left.kind);
  const int right_turn = turn_of(right.kind);
  return std::tie(left.at, left_turn, left.sequence) >
         std::tie(right.at, right_turn, right.sequence);
}

}  // namespace

// The order within one second: what leads back, what ends, what a bank says about sources and
// mandates, and only then money and messages. A link is dead, and a mandate over, from the very
// second on that is named: a charge in that second must see the mandate as it is then.
// Money that came in is counted before a day closes; a day closes before it is paid out.
int turn_of(TimerKind kind) {
  switch (kind) {
    case TimerKind::link_lapse: return 0;  // the mandate is as it was
    case TimerKind::final_day:
    case TimerKind::juspay_mandate_end:
    case TimerKind::source_quarter: return 1;
    case TimerKind::juspay_pause_end: return 2;
    case TimerKind::juspay_pause_start: return 3;
    case TimerKind::bank_source:
    case TimerKind::bank_mandate: return 4;
    case TimerKind::subscription_due: return 5;
    case TimerKind::debit_morning: return 6;
    case TimerKind::debit_answer: return 7;
    case TimerKind::collection_close: return 8;
    case TimerKind::settlement_process: return 9;
    case TimerKind::settlement_settle: return 10;
    case TimerKind::delivery_retry: return 11;  // what was told in this second is on its way
  }
  LOTUSBOX_UNREACHABLE("timer kind");
}

void Timers::set(Instant at, TimerKind kind, std::uint32_t index) {
  std::vector<Timer>& heap = heap_.edit();
  heap.push_back(Timer{at, next_++, index, kind});
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
