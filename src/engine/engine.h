// Many worlds, one a key: opening them, locking one at a time, and passing commands to it. The
// only floor that knows that there is more than one world. It reads no clock and opens no socket.
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "engine/engine_options.h"
#include "engine/homes.h"
#include "engine/journal.h"
#include "engine/memory_budget.h"
#include "engine/session.h"

namespace lotusbox {

enum class Visit : std::uint8_t { changes, looks };  ///< what a call wants with a world

class Engine {
 public:
  explicit Engine(EngineOptions options);

  [[nodiscard]] const EngineOptions& options() const { return options_; }
  [[nodiscard]] const LinkNames& link_names() const { return link_names_; }
  [[nodiscard]] bool list_closed() const { return !options_.only_keys.empty(); }
  [[nodiscard]] bool on_list(std::string_view key) const;
  /// From now on no other key is good; set before the first call.
  void close_list(std::vector<std::string> keys) { options_.only_keys = std::move(keys); }

  /// Where what happens is written down; null: nowhere. Set before the first world, or a replay.
  void write_to(Journal* journal) { journal_ = journal; }
  [[nodiscard]] Journal* journal() const { return journal_; }
  /// Who is asked before a world is opened; null: nobody. Set before the first call.
  void ask_first(Homes* homes) { homes_ = homes; }
  [[nodiscard]] Homes* homes() const { return homes_; }

  /// The world of a key, opened when it is new; null without room. One that is only looked at may
  /// be forgotten. Its links name it by `number`, when that is told and free.
  std::shared_ptr<WorldSlot> open(std::string_view key, Visit visit = Visit::changes,
                                  std::optional<std::uint32_t> number = std::nullopt);
  /// Something happens in the world, so it stays; false without room, or when it was forgotten.
  bool settle(WorldSlot& slot);
  std::shared_ptr<WorldSlot> find(std::string_view key) const;  ///< null: was never opened
  /// A copy of a locked world under another key; null when that has a world, or without room.
  std::shared_ptr<WorldSlot> open_copy(std::string_view key, const Session& source,
                                       std::optional<std::uint32_t> number = std::nullopt);
  void drop(Session& session);  ///< its key opens a fresh world when it comes again
  /// A world that came to be elsewhere lives here from now on; false: its key or number has one.
  bool adopt(const std::shared_ptr<WorldSlot>& slot);
  void let_go(WorldSlot& slot);  ///< of a locked world, which lives on elsewhere
  void drop_idle();  ///< drops the worlds that have been idle for longer than the options allow
  std::shared_ptr<WorldSlot> find_number(std::uint32_t number) const;
  [[nodiscard]] std::vector<std::shared_ptr<WorldSlot>> all() const;
  [[nodiscard]] std::size_t world_count() const;
  void will_free(const World& world);  ///< it will be gone soon; long ones count for more
  void return_memory();                ///< to the system, when many worlds have gone since
  [[nodiscard]] MemoryBudget& memory() { return memory_; }
  [[nodiscard]] bool cares_for_idle() const;  ///< it matters when a world was last used
  /// Forgets old calls when memory runs short, of worlds first that rest longest; none is locked.
  void forget_for_room();
  [[nodiscard]] std::vector<std::shared_ptr<WorldSlot>> following() const;  ///< wall time

  Session lock(std::shared_ptr<WorldSlot> slot);  ///< waits; its clock comes up to date first
  std::optional<Session> try_lock(std::shared_ptr<WorldSlot> slot);  ///< nullopt: it is busy

  /// Called, without any lock held by the caller, when deliveries have fallen due in a world.
  std::function<void(std::shared_ptr<WorldSlot>)> on_due;

  /// Rules that are asked before there is a world are counted here.
  void count_access(const AskedRules& rules, const Rule* refused_by);
  void count_refused_without_world(const Rule& rule);
  [[nodiscard]] Coverage access_coverage() const;
  /// Of all worlds, those that were dropped included. Not to be asked with a world locked.
  [[nodiscard]] Coverage whole_coverage() const;
  Waiters waiters;  ///< calls that sleep until something happens
  /// Refused when a fixture cannot be made at the time that is wished for.
  [[nodiscard]] Result<World, Refusal> fresh_world(std::string_view key,
                                                   const ResetOptions& options) const;

 private:
  struct Added {
    std::shared_ptr<WorldSlot> slot;  ///< null when there are as many as there may be
    bool is_new = false;
  };
  Added add(std::string_view key, Snapshot made, std::int64_t wall_ms, std::string_view from,
            Visit visit, std::optional<std::uint32_t> number);
  void write_opened(const WorldSlot& slot, std::string_view from);
  void count_opened();
  void forget_visited();
  void forget(WorldSlot& slot);
  friend class Session;
  void note_clock(const std::shared_ptr<WorldSlot>& slot);  ///< it has another mode

  EngineOptions options_;
  Journal* journal_ = nullptr;
  Homes* homes_ = nullptr;
  LinkNames link_names_;
  mutable std::shared_mutex mutex_;
  mutable std::mutex access_mutex_;
  Coverage access_coverage_;
  Coverage dropped_coverage_;  ///< of worlds that are gone
  std::unordered_map<std::string, std::shared_ptr<WorldSlot>> by_key_;
  std::unordered_map<std::uint32_t, std::shared_ptr<WorldSlot>> by_number_;
  std::unordered_map<std::uint32_t, std::shared_ptr<WorldSlot>> following_;  ///< by number
  std::deque<std::shared_ptr<WorldSlot>> visited_;  ///< only looked at, oldest first
  std::atomic<std::size_t> freed_{0};               ///< worlds, since memory was given back
  std::atomic<std::int64_t> idle_look_ms_{0};       ///< when worlds are looked through next
  MemoryBudget memory_;
};

}  // namespace lotusbox
