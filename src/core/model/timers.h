// What is due and when: one ordered queue a world. Entries are never searched for; one that no
// longer matters is recognised when it falls due and dropped. Timers of one second fire in the
// order of `turn_of`.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/shared.h"
#include "core/values/instant.h"

namespace lotusbox {

enum class TimerKind : std::uint8_t {
  link_lapse,
  bank_source,     ///< LotusPay or the sponsor bank acts on a source
  bank_mandate,    ///< a bank acts on a mandate
  final_day,       ///< of a mandate
  source_quarter,  ///< the time of a pending source is up
  delivery_retry,
  juspay_pause_start,
  juspay_pause_end,
  juspay_mandate_end,
  debit_morning,
  debit_answer,
  collection_close,
  settlement_process,
  settlement_settle,
  subscription_due
};

/// Whose turn it is among timers of one second: lower ones first. The table is in timers.cc.
[[nodiscard]] int turn_of(TimerKind kind);

struct Timer {
  Instant at;
  std::uint32_t sequence = 0;  ///< order of setting, for timers of the same second and turn
  std::uint32_t index = 0;     ///< of the object that waits
  TimerKind kind = TimerKind::link_lapse;
};

class Timers {
 public:
  void set(Instant at, TimerKind kind, std::uint32_t index);
  /// The earliest one; none when the queue is empty.
  [[nodiscard]] const Timer* first() const {
    return heap_.read().empty() ? nullptr : heap_.read().data();
  }
  void pop();
  [[nodiscard]] std::size_t size() const { return heap_.read().size(); }

  /// Notes that one timer in the queue no longer matters.
  void forsake() { ++forsaken_; }
  /// True when most of the queue no longer matters and sweeping it pays.
  [[nodiscard]] bool wants_sweep() const {
    return forsaken_ > kSweepFloor && forsaken_ > size() / 2;
  }
  /// Keeps the timers for which `matters(timer)` holds.
  template <class Predicate>
  void sweep(Predicate matters) {
    std::vector<Timer> kept;
    for (const Timer& timer : heap_.read()) {
      if (matters(timer)) kept.push_back(timer);
    }
    rebuild(std::move(kept));
  }

 private:
  static constexpr std::size_t kSweepFloor = 4096;
  void rebuild(std::vector<Timer> kept);

  Shared<std::vector<Timer>> heap_;  // copies of a world share it until one of them sets a timer
  std::uint32_t next_ = 0;
  std::size_t forsaken_ = 0;
};

}  // namespace lotusbox
