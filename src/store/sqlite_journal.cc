#include "store/sqlite_journal.h"

#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <iterator>
#include <system_error>
#include <utility>

#include "store/begins_anew.h"
#include "store/compaction.h"
#include "store/entry_columns.h"

namespace lotusbox::store {

namespace {

/// One process has the file: no shared memory beside it, and a second server is told so.
constexpr const char* kAlone = "PRAGMA locking_mode=EXCLUSIVE";

constexpr std::int64_t kApplicationId = 0x6c627831;  // "lbx1"

constexpr const char* kSchema =
    "CREATE TABLE origin(name TEXT PRIMARY KEY, value) WITHOUT ROWID;"
    "CREATE TABLE entries(line INTEGER PRIMARY KEY, kind INTEGER NOT NULL, world TEXT NOT NULL,"
    " source TEXT, wall_ms INTEGER, now INTEGER, method TEXT, target TEXT, headers TEXT,"
    " body BLOB, number INTEGER, status INTEGER, rule TEXT, digest INTEGER, delivery INTEGER,"
    " verdict INTEGER, took_ms INTEGER);";

constexpr std::uint64_t kLinesAtOnce = 5000;

std::string insert_sql() {
  return "INSERT INTO entries(" + std::string(kEntryColumns) +
         ") VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
}

std::string select_sql(std::string_view which) {
  return "SELECT line, " + std::string(kEntryColumns) + " FROM entries " + std::string(which);
}

std::int64_t pragma(sqlite3* database, std::string_view sql) {
  Statement asked(database, sql);
  return asked.step() == Statement::Step::row ? asked.number(0) : 0;
}

}  // namespace

bool SqliteJournal::exists(const std::string& path) { return size_of_file(path).value_or(0) > 0; }

SqliteJournal::Opened SqliteJournal::open_file(const std::string& path, int flags,
                                               const char* how) {
  std::unique_ptr<SqliteJournal> journal(new SqliteJournal);
  sqlite3*& database = journal->database_;
  const bool good =
      sqlite3_open_v2(path.c_str(), &database, flags | SQLITE_OPEN_NOMUTEX, nullptr) == SQLITE_OK &&
      // What a file brings along beside tables is not trusted.
      execute(database, "PRAGMA trusted_schema=OFF") && execute(database, how);
  if (!good) return failure(path + ": " + journal->problem());
  return journal;
}

SqliteJournal::Opened SqliteJournal::read_file(const std::string& path, Opened opened) {
  if (!opened) return opened;
  SqliteJournal& journal = *opened.value();
  if (auto problem = journal.refuse_foreign()) return failure(path + ": " + *problem);
  if (auto problem = journal.read_origin()) return failure(path + ": " + *problem);
  journal.path_ = path;
  return opened;
}

SqliteJournal::Opened SqliteJournal::open(const std::string& path, Durability durability) {
  if (::access(path.c_str(), R_OK | W_OK) != 0) {
    return failure(path + ": " + std::error_code(errno, std::generic_category()).message());
  }
  Opened opened = read_file(path, open_file(path, SQLITE_OPEN_READWRITE, kAlone));
  if (!opened) return opened;
  SqliteJournal& journal = *opened.value();
  if (!journal.log_ahead(durability)) return failure(path + ": " + journal.problem());
  return opened;
}

SqliteJournal::Opened SqliteJournal::open_to_read(const std::string& path) {
  if (::access(path.c_str(), R_OK) != 0) {
    return failure(path + ": " + std::error_code(errno, std::generic_category()).message());
  }
  return may_be_written(path) ? open(path, Durability::normal) : open_at_rest(path);
}

SqliteJournal::Opened SqliteJournal::open_at_rest(const std::string& path) {
  if (size_of_file(path + "-wal").value_or(0) > 0) {
    return failure(path + ": " + path + "-wal holds entries that are not in the file yet, and " +
                   "nothing can be written here: copy both to a folder that can be written");
  }
  constexpr int kFlags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
  Opened opened = open_file(read_only_uri(path), kFlags, "");
  if (!opened) return failure(path + ": it cannot be opened");
  return read_file(path, std::move(opened));
}

SqliteJournal::Opened SqliteJournal::begin(const std::string& path, Durability durability,
                                           const JournalOrigin& origin) {
  Opened opened = open_file(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, kAlone);
  if (!opened) return opened;
  SqliteJournal& journal = *opened.value();
  journal.path_ = path;
  // All that makes it a journal comes at once, before it is logged ahead: a file that cannot be
  // begun, on a full disk, stays empty, and an empty file is begun again.
  if (!journal.begin_file(origin)) {
    std::string why = journal.problem();
    execute(journal.database_, "ROLLBACK");
    return failure(path + ": " + why);
  }
  if (!journal.log_ahead(durability)) return failure(path + ": " + journal.problem());
  if (auto problem = journal.write_mark()) return failure(path + ": " + *problem);
  journal.origin_ = origin;
  return opened;
}

bool SqliteJournal::log_ahead(Durability durability) {
  insert_ = Statement(database_, insert_sql());
  return execute(database_, "PRAGMA journal_mode=WAL") &&
         execute(database_, durability == Durability::full ? "PRAGMA synchronous=FULL"
                                                           : "PRAGMA synchronous=NORMAL");
}

SqliteJournal::~SqliteJournal() {
  // The caller of what could not be kept was told that it is lost with the server.
  if (!failed_) flush();
  insert_ = Statement();
  sqlite3_close(database_);
}

std::string SqliteJournal::problem() const {
  switch (sqlite3_errcode(database_)) {
    case SQLITE_BUSY: return "another lotusbox has this journal open";
    case SQLITE_NOTADB: return "this is not a journal of lotusbox";
    case SQLITE_FULL: return "the disk is full";
    case SQLITE_READONLY: return "the file or its folder is read-only";
    default: break;
  }
  std::string why = sqlite3_errmsg(database_);
  if (const int number = sqlite3_system_errno(database_); number != 0) {
    why += ": " + std::error_code(number, std::generic_category()).message();
  }
  return why;
}

std::optional<std::string> SqliteJournal::refuse_foreign() const {
  Statement mark(database_, "PRAGMA application_id");
  if (mark.step() != Statement::Step::row) return problem();
  if (mark.number(0) != kApplicationId) return "this is not a journal of lotusbox";
  const std::int64_t format = pragma(database_, "PRAGMA user_version");
  if (format == kFormat) return std::nullopt;
  return "the journal has format " + std::to_string(format) + ", and this version reads " +
         std::to_string(kFormat);
}

std::optional<std::string> SqliteJournal::write_mark() {
  const bool good = execute(database_, "REPLACE INTO origin VALUES('opened', strftime('%s'))");
  if (good) disk_.watch(path_);
  return good ? std::nullopt : std::optional(problem());
}

bool SqliteJournal::begin_file(const JournalOrigin& origin) {
  const std::string marks =
      "BEGIN IMMEDIATE; PRAGMA application_id=" + std::to_string(kApplicationId) +
      "; PRAGMA user_version=" + std::to_string(kFormat) + ";" + kSchema;
  if (!execute(database_, marks.c_str())) return false;
  Statement insert(database_, "INSERT INTO origin VALUES(?, ?)");
  const auto put = [&](std::string_view name, std::string_view value) {
    return insert.bind(name).bind(value).run();
  };
  return put("seed", std::to_string(origin.seed)) &&
         put("start", std::to_string(unix_seconds(origin.start))) && put("clock", origin.clock) &&
         put("profile", origin.profile) && put("fixtures", origin.fixtures_json) &&
         put("public_url", origin.public_url) && put("webhook_url", origin.webhook_url) &&
         put("webhook_key", origin.webhook_key) && put("version", origin.version) &&
         execute(database_, "COMMIT");
}

std::optional<std::string> SqliteJournal::read_origin() {
  std::string problem;
  const auto get = [&](std::string_view name) {
    Statement select(database_, "SELECT value FROM origin WHERE name = ?");
    select.bind(name);
    if (select.step() == Statement::Step::row && select.is_text(0)) return select.text(0);
    if (problem.empty()) problem = "it is damaged: its origin has no " + std::string(name);
    return std::string();
  };
  const auto get_number = [&](std::string_view name, auto& number) {
    const std::string text = get(name);
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    if (problem.empty() && (read.ec != std::errc() || read.ptr != end)) {
      problem = "it is damaged: the " + std::string(name) + " of its origin is no number";
    }
  };
  std::int64_t start = 0;
  get_number("seed", origin_.seed);
  get_number("start", start);
  origin_.start = instant_of(start);
  origin_.clock = get("clock");
  origin_.profile = get("profile");
  origin_.fixtures_json = get("fixtures");
  origin_.public_url = get("public_url");
  origin_.webhook_url = get("webhook_url");
  origin_.webhook_key = get("webhook_key");
  origin_.version = get("version");
  return problem.empty() ? std::nullopt : std::optional(problem);
}

void SqliteJournal::append(JournalEntry entry) {
  const std::lock_guard lock(pending_mutex_);
  pending_.push_back(std::move(entry));
}

std::optional<std::string> SqliteJournal::flush() {
  // A thread that comes while another writes finds its entries written, or writes all that wait.
  const std::lock_guard database_lock(database_mutex_);
  {
    const std::lock_guard lock(pending_mutex_);
    if (writing_.empty()) {
      writing_.swap(pending_);
    } else {  // they could not be written the last time
      for (JournalEntry& entry : pending_) writing_.push_back(std::move(entry));
      pending_.clear();
    }
  }
  if (writing_.empty()) return std::nullopt;
  // What is written into a file that is gone is lost: asked before, and before it is promised.
  std::optional<std::string> why = disk_.lost();
  const auto begun = std::chrono::steady_clock::now();
  if (!why && !write_all(writing_)) {
    why = problem();
    if (sqlite3_get_autocommit(database_) == 0) execute(database_, "ROLLBACK");
  }
  failed_ = why.has_value();
  if (!why) writing_.clear();
  if (on_write) on_write(std::chrono::steady_clock::now() - begun);
  return why ? why : disk_.lost();
}

std::optional<std::string> SqliteJournal::cannot_take(std::size_t bytes) const {
  return disk_.cannot_take(bytes);
}

bool SqliteJournal::write_all(const std::vector<JournalEntry>& entries) {
  if (entries.size() == 1) return insert_entry(insert_, entries.front());
  if (!execute(database_, "BEGIN IMMEDIATE")) return false;
  for (const JournalEntry& entry : entries) {
    if (!insert_entry(insert_, entry)) return false;
  }
  return execute(database_, "COMMIT");
}

std::int64_t SqliteJournal::entry_count() const {
  const std::lock_guard lock(database_mutex_);
  return pragma(database_, "SELECT count(*) FROM entries");
}

std::vector<std::string> SqliteJournal::worlds() const {
  const std::lock_guard lock(database_mutex_);
  Statement rows(database_, "SELECT world FROM entries GROUP BY world ORDER BY min(line)");
  std::vector<std::string> keys;
  while (rows.step() == Statement::Step::row) keys.push_back(rows.text(0));
  return keys;
}

std::optional<std::string> SqliteJournal::read_lines(
    Statement& rows, const std::function<bool(EntryLine&&)>& visit) const {
  for (;;) {
    switch (rows.step()) {
      case Statement::Step::failed: return problem();
      case Statement::Step::done: return std::nullopt;
      case Statement::Step::row: break;
    }
    auto read = read_entry(rows);
    if (!read) return read.take_error();
    if (!visit(std::move(*read))) return std::nullopt;
  }
}

std::optional<std::string> SqliteJournal::visit_all(
    const std::function<bool(std::uint64_t line, const JournalEntry&)>& visit) const {
  const std::lock_guard lock(database_mutex_);
  Statement rows(database_, select_sql("ORDER BY line"));
  return read_lines(rows, [&](EntryLine&& read) { return visit(read.line, read.entry); });
}

Result<std::vector<EntryLine>, std::string> SqliteJournal::past_of(std::string_view key,
                                                                   std::uint64_t upto) const {
  using enum JournalEntry::Kind;
  std::vector<EntryLine> past;
  for (std::uint64_t from = 1; from < upto; from += kLinesAtOnce) {
    // Others write between two turns: who asks for a long past does not hold up the calls.
    const std::lock_guard lock(database_mutex_);
    Statement rows(database_,
                   select_sql("WHERE line >= ? AND line < ? AND world = ? ORDER BY line"));
    rows.bind(static_cast<std::int64_t>(from))
        .bind(static_cast<std::int64_t>(std::min(upto, from + kLinesAtOnce)))
        .bind(key);
    auto problem = read_lines(rows, [&](EntryLine&& read) {
      const auto kind = read.entry.kind;
      if (kind == open || kind == fork || kind == drop || begins_anew(read.entry)) past.clear();
      if (kind != drop) past.push_back(std::move(read));
      return true;
    });
    if (problem) return failure(std::move(*problem));
  }
  return past;
}

std::optional<std::string> SqliteJournal::visit_world(std::string_view key,
                                                      const Visit& visit) const {
  auto past = past_of(key, last_line() + 1);
  // A copy has the past of what it was copied from before its own.
  while (past && !past->empty() && past->front().entry.kind == JournalEntry::Kind::fork) {
    const EntryLine fork = std::move(past->front());
    auto before = past_of(fork.entry.from, fork.line);
    if (before) std::move(past->begin() + 1, past->end(), std::back_inserter(*before));
    past = std::move(before);
  }
  if (!past) return past.take_error();
  for (const EntryLine& read : *past) visit(read.line, read.entry);
  return std::nullopt;
}

std::uint64_t SqliteJournal::last_line() const {
  const std::lock_guard lock(database_mutex_);
  return static_cast<std::uint64_t>(
      std::max<std::int64_t>(pragma(database_, "SELECT max(line) FROM entries"), 0));
}

bool SqliteJournal::begin_compaction() {
  const std::lock_guard lock(database_mutex_);
  Compaction compaction;
  // Bodies and headers of calls do not matter, and are most of the file.
  Statement rows(
      database_,
      "SELECT line, kind, world, source, method, target, rule FROM entries ORDER BY line");
  while (rows.step() == Statement::Step::row) {
    JournalEntry entry{.kind = static_cast<JournalEntry::Kind>(rows.number(1)),
                       .world = rows.text(2),
                       .from = rows.text(3)};
    entry.request.method = rows.text(4);
    entry.request.target = rows.text(5);
    entry.rule = rows.text(6);
    compaction.look_at(static_cast<std::uint64_t>(rows.number(0)), entry);
  }
  compaction.conclude();
  if (compaction.needless().empty() || !execute(database_, "BEGIN IMMEDIATE")) return false;
  Statement erase(database_, "DELETE FROM entries WHERE line BETWEEN ? AND ?");
  for (const auto& [first, last] : compaction.needless()) {
    const auto number = [](std::uint64_t line) { return static_cast<std::int64_t>(line); };
    if (erase.bind(number(first)).bind(number(last)).run()) continue;
    end_compaction(false);
    return false;
  }
  Statement open(database_, "UPDATE entries SET kind = 0, source = '' WHERE line = ?");
  for (const std::uint64_t line : compaction.copies_to_open()) {
    if (open.bind(static_cast<std::int64_t>(line)).run()) continue;
    end_compaction(false);
    return false;
  }
  return true;
}

bool SqliteJournal::end_compaction(bool keep) {
  if (keep && execute(database_, "COMMIT")) return true;
  execute(database_, "ROLLBACK");
  return false;
}

}  // namespace lotusbox::store
