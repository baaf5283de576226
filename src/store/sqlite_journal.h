// The journal in a file of SQLite: entries are collected as they happen and written in one
// transaction for all calls that are about to be answered. One process at a time may have the file
// open. A file that another version or another program made is refused, never changed.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/journal.h"
#include "store/statement.h"

struct sqlite3;

namespace lotusbox::store {

enum class Durability : std::uint8_t {
  normal,  ///< what was answered survives the end of the process, however it ends
  full     ///< … and the loss of power
};

class SqliteJournal : public Journal {
 public:
  /// The version of the file format; another one is refused.
  static constexpr std::int64_t kFormat = 1;

  using Opened = Result<std::unique_ptr<SqliteJournal>, std::string>;

  [[nodiscard]] static bool exists(const std::string& path);
  /// Opens a journal that was begun before. Says in a sentence what is in the way.
  static Opened open(const std::string& path, Durability durability);
  /// Begins one; what is there already is left alone, and refused.
  static Opened begin(const std::string& path, Durability durability, const JournalOrigin& origin);
  ~SqliteJournal() override;

  /// What the file was begun with.
  [[nodiscard]] const JournalOrigin& origin() const { return origin_; }

  /// Writes that the file was opened: says now, and not at the first call, when that cannot be.
  std::optional<std::string> write_mark();

  void append(JournalEntry entry) override;
  std::optional<std::string> keep() override;
  bool visit_world(std::string_view key, const Visit& visit) const override;
  /// All entries of all worlds; stops when `visit` says false. Says what cannot be read.
  std::optional<std::string> visit_all(
      const std::function<bool(std::uint64_t line, const JournalEntry&)>& visit) const;
  [[nodiscard]] std::int64_t entry_count() const;
  /// The keys of all worlds that were ever opened, in order.
  [[nodiscard]] std::vector<std::string> worlds() const;

 private:
  struct Line {
    std::uint64_t line;
    JournalEntry entry;
  };

  SqliteJournal() = default;
  static Opened open_file(const std::string& path, Durability durability, int flags);
  [[nodiscard]] std::optional<std::string> refuse_foreign() const;
  bool begin_file(const JournalOrigin& origin);
  void read_origin();
  bool write(const JournalEntry& entry);
  bool write_all(const std::vector<JournalEntry>& entries);
  [[nodiscard]] std::string problem() const;
  /// The entries of a world before a line, since it last began.
  std::vector<Line> past_of(std::string_view key, std::uint64_t upto) const;

  sqlite3* database_ = nullptr;
  JournalOrigin origin_;
  mutable std::mutex database_mutex_;
  std::mutex pending_mutex_;  ///< taken while database_mutex_ is held, never the other way round
  std::vector<JournalEntry> pending_;
  std::vector<JournalEntry> writing_;
  Statement insert_;
};

}  // namespace lotusbox::store
