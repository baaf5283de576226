// One world at work: the world with what belongs to it but not in it, and the session that holds
// it locked while something happens to it.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/http_message.h"
#include "core/run/step.h"
#include "engine/engine_options.h"
#include "engine/faults.h"
#include "engine/once_answers.h"
#include "engine/request_log.h"
#include "engine/watch.h"

namespace lotusbox {

/// A point to go back to.
struct Snapshot {
  World world;
  ClockSetting clock;
  Faults faults;
};

/// A world with what belongs to it but not in it. Touch its members only through a Session.
struct WorldSlot {
  WorldSlot(std::string key_, std::uint32_t number_, World world_, WorldClock clock_,
            std::int64_t wall_ms, const RuleSets& rules);

  const std::string key;
  const std::uint32_t number;  ///< in the texts of its links
  std::mutex mutex;
  World world;
  WorldClock clock;
  const std::int64_t opened_wall_ms;
  const Instant opened;  ///< on its own clock
  Coverage coverage;
  RequestLog requests;
  Watch watch;
  OnceAnswers once;                 ///< to calls that may come again
  Faults faults;                    ///< on calls; changed by Session alone
  std::uint64_t epoch = 0;          ///< grows when the world is replaced by another
  bool dropped = false;             ///< its key opens another world now: what happens here is lost
  std::atomic<bool> settled{true};  ///< false: calls have only looked at it
  std::atomic<std::int64_t> used_wall_ms;  ///< when a call last came for it
  std::map<std::string, Snapshot, std::less<>> snapshots;
  static constexpr std::size_t kSnapshotsMax = 16;
  [[nodiscard]] Progress progress() const;
};

/// What was on its way when a world was copied is due again: its verdict goes elsewhere.
void make_due_again(World& world);

class Engine;
/// One world, locked. Everything that happens to a world happens in a session. A session in which
/// something may have happened ends with `end`; one that is destroyed before only unlocks.
class Session {
 public:
  Session(Engine& engine, std::shared_ptr<WorldSlot> slot, std::unique_lock<std::mutex> lock);

  /// Wakes the calls that wait for a change, unlocks the world, and tells the engine when
  /// deliveries are due. The last thing to do with a session.
  void end();

  [[nodiscard]] const World& world() const { return slot_->world; }
  [[nodiscard]] WorldSlot& slot() { return *slot_; }
  [[nodiscard]] const std::shared_ptr<WorldSlot>& shared_slot() const { return slot_; }
  [[nodiscard]] Engine& engine() { return engine_; }
  [[nodiscard]] const std::string& key() const { return slot_->key; }
  /// The one reading of wall time that everything in this session goes by.
  [[nodiscard]] std::int64_t wall_ms() const;

  StepResult submit(const Command& command);
  void report(const ReportDelivery& verdict);  ///< how an attempt ended; written down
  /// Writes down that a call was answered so. Without a body its answer is not finished yet.
  void write_down(Request journaled, std::uint64_t number, int status, std::string_view rule,
                  std::optional<std::string_view> body);
  /// Moves the clock; `until` before now is the caller's bug. `stop` is asked now and then.
  AdvanceReport advance(Instant until, std::int64_t timers_max = limits::kTimersPerAdvanceMax,
                        const std::function<bool()>& stop = nullptr);
  void set_clock(ClockSetting setting);
  [[nodiscard]] bool untouched() const;  ///< nothing has happened in the world yet
  void set_start(Instant at);            ///< of an untouched world
  /// Refused, and then nothing changes, when a fixture cannot be made at that time.
  std::optional<Refusal> reset(const ResetOptions& options);
  /// The world as it is now, to be restored here or lived on under another key.
  [[nodiscard]] Snapshot copy() const;
  /// The world becomes the copy; what is due in it is sent from here, too.
  void replace(Snapshot copy);
  void set_faults(Faults faults);  ///< on calls from now on; their counters begin anew
  /// What faults come to for this call; `answered`: it has an answer under its key already.
  Strike strike(std::string_view method, std::string_view path, bool answered);
  /// Deliveries that are due now; the caller sends them and reports each.
  std::vector<DeliveryId> take_due();

 private:
  Engine& engine_;
  std::shared_ptr<WorldSlot> slot_;
  std::unique_lock<std::mutex> lock_;  ///< after slot_: let go of before the mutex can go
  mutable std::optional<std::int64_t> wall_ms_;
};

}  // namespace lotusbox
