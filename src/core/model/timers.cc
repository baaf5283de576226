#include "core/model/timers.h"

#include <algorithm>
#include <tuple>

#include "base/enum_names.h"

namespace lotusbox {

namespace {

struct Turn {
  TimerKind kind;
  int turn;
};

// The order within one second: what leads back, what ends, what a bank says about sources and
// mandates, and only then money and messages. A link is dead, and a mandate over, from the very
// second on that is named: a charge in that second must see the mandate as it is then.
// Money that came in is counted before a day closes; a day closes before it is paid out.
constexpr Turn kTurns[] = {
    {TimerKind::link_lapse, 0},  // the mandate is as it was
    {TimerKind::bank_source, 4},        {TimerKind::bank_mandate, 4},
    {TimerKind::final_day, 1},          {TimerKind::source_quarter, 1},
    {TimerKind::delivery_retry, 11},  // what was told in this second is on its way
    {TimerKind::juspay_pause_start, 3}, {TimerKind::juspay_pause_end, 2},
    {TimerKind::juspay_mandate_end, 1}, {TimerKind::debit_morning, 6},
    {TimerKind::debit_answer, 7},       {TimerKind::collection_close, 8},
    {TimerKind::settlement_process, 9}, {TimerKind::settlement_settle, 10},
    {TimerKind::subscription_due, 5},
};
static_assert(in_order(kTurns, [](const Turn& row) { return row.kind; }));

/// Orders the heap so that the earliest timer is at its front.
bool later(const Timer& left, const Timer& right) {
  const int left_turn = turn_of(left.kind);
  const int right_turn = turn_of(right.kind);
  return std::tie(left.at, left_turn, left.sequence) >
         std::tie(right.at, right_turn, right.sequence);
}

}  // namespace

int turn_of(TimerKind kind) { return kTurns[static_cast<std::size_t>(kind)].turn; }

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
