// The journal in a file of SQLite: entries are collected as they happen and written in one
// transaction for all calls that are about to be answered. One process at a time may have the file
// open; one that lies where nothing can be written may be read. A file that another version or
// another program made is refused, never changed.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/journal.h"
#include "store/entry_columns.h"
#include "store/journal_disk.h"
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

  /// An empty file is none: that is what a disk leaves that was full when one was to begin.
  [[nodiscard]] static bool exists(const std::string& path);
  /// Opens a journal that was begun before. Says in a sentence what is in the way.
  static Opened open(const std::string& path, Durability durability);
  /// The same for one that nothing will be added to; it may lie where nothing can be written.
  static Opened open_to_read(const std::string& path);
  /// The same as if nothing could be written there: the file is only looked at.
  static Opened open_at_rest(const std::string& path);
  /// Begins one; what is there already is left alone, and refused.
  static Opened begin(const std::string& path, Durability durability, const JournalOrigin& origin);
  ~SqliteJournal() override;

  /// What the file was begun with.
  [[nodiscard]] const JournalOrigin& origin() const { return origin_; }

  /// Writes that the file was opened: says now, and not at the first call, when that cannot be.
  std::optional<std::string> write_mark();

  void append(JournalEntry entry) override;
  std::optional<std::string> flush() override;
  std::optional<std::string> cannot_take(std::size_t bytes) const override;
  std::optional<std::string> visit_world(std::string_view key, const Visit& visit) const override;
  /// All entries of all worlds; stops when `visit` says false. Says what cannot be read.
  std::optional<std::string> visit_all(
      const std::function<bool(std::uint64_t line, const JournalEntry&)>& visit) const;
  [[nodiscard]] std::int64_t entry_count() const;
  /// The keys of all worlds that were ever opened, in order.
  [[nodiscard]] std::vector<std::string> worlds() const;

  /// Takes out what no world came to be by (see compaction.h), until a caller has said that it may
  /// stay out; false when nothing was taken out. Only before the first `append`.
  bool begin_compaction();
  /// False when it could not be kept, and all is there again.
  bool end_compaction(bool keep);

 private:
  SqliteJournal() = default;
  static Opened open_file(const std::string& path, int flags, const char* how);
  static Opened read_file(const std::string& path, Opened opened);
  bool log_ahead(Durability durability);
  [[nodiscard]] std::optional<std::string> refuse_foreign() const;
  bool begin_file(const JournalOrigin& origin);
  std::optional<std::string> read_origin();
  bool write_all(const std::vector<JournalEntry>& entries);
  [[nodiscard]] std::string problem() const;
  std::optional<std::string> read_lines(Statement& rows,
                                        const std::function<bool(EntryLine&&)>& visit) const;
  /// The entries of a world before a line, since it last began.
  Result<std::vector<EntryLine>, std::string> past_of(std::string_view key,
                                                      std::uint64_t upto) const;
  [[nodiscard]] std::uint64_t last_line() const;

  sqlite3* database_ = nullptr;
  std::string path_;
  JournalDisk disk_;
  bool failed_ = false;  ///< what is in writing_ could not be written
  JournalOrigin origin_;
  mutable std::mutex database_mutex_;
  std::mutex pending_mutex_;  ///< taken while database_mutex_ is held, never the other way round
  std::vector<JournalEntry> pending_;
  std::vector<JournalEntry> writing_;
  Statement insert_;
};

}  // namespace lotusbox::store
