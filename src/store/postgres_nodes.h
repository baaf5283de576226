// Which server has which world, in PostgreSQL. A server is a row that it keeps fresh, a world a row
// with its owner and the number of its fence. A server whose row went stale is declared dead by
// whoever wants one of its worlds; from then on it owns nothing, and finds that out when it next
// freshens its row. Its clock does not matter: the database measures.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/postgres_pool.h"

namespace lotusbox::store {

class PostgresNodes {
 public:
  using Clock = std::chrono::steady_clock;

  PostgresNodes(PostgresPool& pool, std::chrono::milliseconds lease) : pool_(pool), lease_(lease) {}
  PostgresNodes(const PostgresNodes&) = delete;
  PostgresNodes& operator=(const PostgresNodes&) = delete;

  /// A row of its own, under which it may own worlds; says what is in the way. The row before, if
  /// there was one, is dead.
  std::optional<std::string> join(const std::string& address);
  /// Keeps the row fresh; false when it is dead, or says what is in the way.
  Result<bool, std::string> freshen(bool draining);
  /// Waits; true when the session that keeps the row fresh has ended.
  bool session_ended(std::chrono::milliseconds time);
  /// Keys that other servers asked this one for since the last time.
  std::vector<std::string> asked_for();
  /// Asks the owner of a world for it, unless something has happened in it; false: it has.
  Result<bool, std::string> ask_for(const std::string& key);
  std::optional<std::string> readdress(const std::string& address);
  void leave();  ///< the row goes: its worlds are free
  /// Until when nobody can have declared this server dead.
  [[nodiscard]] Clock::time_point good_until() const {
    return Clock::time_point(good_until_.load());
  }
  void doubt() { good_until_ = Clock::duration::zero(); }  ///< that it is not dead by now
  [[nodiscard]] std::int64_t id() const { return id_; }
  [[nodiscard]] std::chrono::milliseconds lease() const { return lease_; }

  /// A world that this server owns from now on, or the server that does.
  struct Claimed {
    bool ours = false;
    bool undecided = false;  ///< its owner may be dead: ask again soon
    std::int64_t fence = 0;
    std::uint32_t number = 0;
    std::uint64_t last_line = 0;  ///< that was written of it
    bool is_new = false;          ///< it had no row before
    std::string address;          ///< of its owner
    bool unknown = false;         ///< there is no such world, and none is made
  };
  using Claim = Result<Claimed, std::string>;
  /// Makes the row of a key that has none; its number is the first free one from `number` on.
  Claim claim(const std::string& key, std::uint32_t number);
  /// The same without making one.
  Claim claim_known(const std::string& key);
  /// The key of the world that links name so; nothing when there is none.
  Result<std::optional<std::string>, std::string> key_of(std::uint32_t number);

  /// Nobody owns the world any more; `wake_ms`: when, by wall time, somebody has to look at it.
  std::optional<std::string> release(const std::string& key, std::int64_t fence,
                                     std::optional<std::int64_t> wake_ms);
  /// Worlds of dead servers, and free ones that somebody has to look at now; not all of many.
  Result<std::vector<std::string>, std::string> orphans(std::int64_t now_ms);
  /// Another server that takes calls.
  Result<std::string, std::string> another();

  struct Line {
    std::string key, address;
    std::uint64_t entries = 0;
  };
  Result<std::vector<Line>, std::string> all();

 private:
  Claim take_over(PostgresLink& link, const std::string& key, std::int64_t owner);
  Claim make(PostgresLink& link, const std::string& key, std::uint32_t number);
  Claim of_owner(PostgresLink& link, const PostgresRows& rows);

  PostgresPool& pool_;
  const std::chrono::milliseconds lease_;
  std::unique_ptr<PostgresLink> session_;  ///< of the thread that keeps the row fresh
  std::atomic<std::int64_t> id_{0};
  std::atomic<Clock::duration> good_until_{};
};

}  // namespace lotusbox::store
