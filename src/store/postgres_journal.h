// The journal in PostgreSQL, for servers that share it. Each world has its own lines; a server
// writes those of the worlds that it holds, and with each the number of the fence that it got with
// the world: the database takes none whose fence is not the newest. What was sent and not confirmed
// is lost to this server, whatever became of it: its world is read again before it goes on.
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/journal.h"
#include "store/entry_columns.h"
#include "store/postgres_pool.h"

namespace lotusbox::store {

class PostgresJournal : public Journal {
 public:
  using Opened = Result<std::unique_ptr<PostgresJournal>, std::string>;

  /// Begins the journal when there is none and an origin is given.
  static Opened open(const std::string& url, const std::optional<JournalOrigin>& begin_with);
  /// What the journal was begun with; nothing when it is to be begun.
  static Result<std::optional<JournalOrigin>, std::string> find(const std::string& url);

  [[nodiscard]] const JournalOrigin& origin() const { return origin_; }
  PostgresPool& pool() { return pool_; }

  void append(JournalEntry entry) override;
  std::optional<std::string> flush() override;
  [[nodiscard]] std::uint64_t losses() const override { return losses_; }
  std::optional<std::string> visit_world(std::string_view key, const Visit& visit) const override;

  /// From now on this server writes the lines of a world behind `last_line`.
  void hold(const std::string& key, std::int64_t fence, std::uint64_t last_line);
  /// And from now on it does not; what was not written of it is lost.
  void release(const std::string& key);
  /// Worlds that lost something since the last time: what is in memory of them is worth nothing.
  std::vector<std::string> take_lost();
  /// Who ends the sessions of a dead server finds them by its number.
  void name_sessions(std::int64_t node);
  /// Everything is tried over a new connection, and what waits is lost.
  void reconnect();

  /// The entries that a world came to be by, since it last began; a fork, which is the first then,
  /// with the line of its source. Stops when `visit` says false.
  struct Past {
    EntryLine read;
    std::uint64_t source_line = 0;
  };
  std::optional<std::string> visit_past(std::string_view key, std::uint64_t upto,
                                        const std::function<bool(Past&&)>& visit) const;
  /// The keys of all worlds that have entries, in order.
  Result<std::vector<std::string>, std::string> worlds() const;
  Result<std::int64_t, std::string> entry_count() const;

 private:
  struct Held {
    std::int64_t fence;
    std::uint64_t last_line;
    bool lost = false;
  };
  struct Waiting {
    JournalEntry entry;
    std::int64_t fence;
    std::uint64_t line, source_line;
  };

  explicit PostgresJournal(const std::string& url) : pool_(url) {}
  std::optional<std::string> write(const std::vector<Waiting>& batch);
  std::optional<std::string> prepare_link();
  void lose(const std::string& key);
  Result<std::vector<Past>, std::string> past_of(std::string_view key, std::uint64_t upto) const;

  mutable PostgresPool pool_;
  JournalOrigin origin_;
  std::mutex link_mutex_;
  std::unique_ptr<PostgresLink> link_;  ///< that writes
  mutable std::mutex mutex_;  ///< taken while link_mutex_ is held, never the other way round
  std::map<std::string, Held, std::less<>> held_;
  std::vector<Waiting> waiting_;
  std::set<std::string> lost_;
  std::int64_t node_ = 0;
  std::atomic<std::uint64_t> losses_{0};
};

}  // namespace lotusbox::store
