#include "store/sqlite_journal.h"

#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <iterator>
#include <system_error>
#include <utility>

#include "base/text.h"

namespace lotusbox::store {

namespace {

constexpr std::int64_t kApplicationId = 0x6c627831;  // "lbx1"

constexpr const char* kSchema =
    "CREATE TABLE origin(name TEXT PRIMARY KEY, value) WITHOUT ROWID;"
    "CREATE TABLE entries(line INTEGER PRIMARY KEY, kind INTEGER NOT NULL, world TEXT NOT NULL,"
    " source TEXT, wall_ms INTEGER, now INTEGER, method TEXT, target TEXT, headers TEXT,"
    " body BLOB, number INTEGER, status INTEGER, rule TEXT, digest INTEGER, delivery INTEGER,"
    " verdict INTEGER, took_ms INTEGER);";

constexpr std::string_view kInsert =
    "INSERT INTO entries(kind, world, source, wall_ms, now, method, target, headers, body, number,"
    " status, rule, digest, delivery, verdict, took_ms)"
    " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

constexpr std::string_view kSelect =
    "SELECT line, kind, world, source, wall_ms, now, method, target, headers, body, number,"
    " status, rule, digest, delivery, verdict, took_ms FROM entries ";

constexpr std::uint64_t kLinesAtOnce = 5000;

/// One header a line. A line feed in a value, which only callers in this process can send, is kept
/// as a backslash and an n.
std::string join(const Headers& headers) {
  std::string text;
  for (const auto& [name, value] : headers) {
    text += name + ": ";
    for (const char c : value) {
      if (c == '\n' || c == '\\') text += '\\';
      text += c == '\n' ? 'n' : c;
    }
    text += '\n';
  }
  return text;
}

std::string unescape(std::string_view value) {
  std::string text;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool escaped = value[i] == '\\' && i + 1 < value.size();
    if (escaped) ++i;
    text += escaped && value[i] == 'n' ? '\n' : value[i];
  }
  return text;
}

Headers take_apart(std::string_view text) {
  Headers headers;
  for (const std::string_view line : split(text, '\n')) {
    const auto colon = line.find(": ");
    if (colon != std::string_view::npos) {
      headers.emplace_back(line.substr(0, colon), unescape(line.substr(colon + 2)));
    }
  }
  return headers;
}

JournalEntry entry_of(const Statement& row) {
  JournalEntry entry;
  int column = 0;
  entry.kind = static_cast<JournalEntry::Kind>(row.number(++column));
  entry.world = row.text(++column);
  entry.from = row.text(++column);
  entry.wall_ms = row.number(++column);
  entry.now = instant_of(row.number(++column));
  entry.request.method = row.text(++column);
  entry.request.target = row.text(++column);
  entry.request.headers = take_apart(row.text(++column));
  entry.request.body = row.text(++column);
  entry.number = static_cast<std::uint64_t>(row.number(++column));
  entry.status = static_cast<int>(row.number(++column));
  entry.rule = row.text(++column);
  entry.digest = static_cast<std::uint64_t>(row.number(++column));
  entry.report.delivery.place = static_cast<std::uint32_t>(row.number(++column));
  entry.report.verdict = static_cast<Verdict>(row.number(++column));
  entry.report.took_ms = static_cast<std::int32_t>(row.number(++column));
  if (entry.kind == JournalEntry::Kind::verdict) entry.report.http_status = entry.status;
  return entry;
}

std::int64_t pragma(sqlite3* database, std::string_view sql) {
  Statement asked(database, sql);
  return asked.step() == Statement::Step::row ? asked.number(0) : 0;
}

}  // namespace

bool SqliteJournal::exists(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

SqliteJournal::Opened SqliteJournal::open_file(const std::string& path, Durability durability,
                                               int flags) {
  std::unique_ptr<SqliteJournal> journal(new SqliteJournal);
  sqlite3*& database = journal->database_;
  // One process has the file: no shared memory beside it, and a second server is told so.
  const bool good =
      sqlite3_open_v2(path.c_str(), &database, flags | SQLITE_OPEN_NOMUTEX, nullptr) == SQLITE_OK &&
      execute(database, "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL") &&
      execute(database, durability == Durability::full ? "PRAGMA synchronous=FULL"
                                                       : "PRAGMA synchronous=NORMAL");
  if (!good) return failure(path + ": " + journal->problem());
  return journal;
}

SqliteJournal::Opened SqliteJournal::open(const std::string& path, Durability durability) {
  if (::access(path.c_str(), R_OK | W_OK) != 0) {
    return failure(path + ": " + std::error_code(errno, std::generic_category()).message());
  }
  Opened opened = open_file(path, durability, SQLITE_OPEN_READWRITE);
  if (!opened) return opened;
  SqliteJournal& journal = *opened.value();
  if (auto problem = journal.refuse_foreign()) return failure(path + ": " + *problem);
  journal.read_origin();
  journal.insert_ = Statement(journal.database_, kInsert);
  return opened;
}

SqliteJournal::Opened SqliteJournal::begin(const std::string& path, Durability durability,
                                           const JournalOrigin& origin) {
  Opened opened = open_file(path, durability, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  if (!opened) return opened;
  SqliteJournal& journal = *opened.value();
  if (!journal.begin_file(origin)) return failure(path + ": " + journal.problem());
  journal.origin_ = origin;
  journal.insert_ = Statement(journal.database_, kInsert);
  return opened;
}

SqliteJournal::~SqliteJournal() {
  keep();
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
  if (pragma(database_, "PRAGMA application_id") != kApplicationId) {
    return "this is not a journal of lotusbox";
  }
  const std::int64_t format = pragma(database_, "PRAGMA user_version");
  if (format == kFormat) return std::nullopt;
  return "the journal has format " + std::to_string(format) + ", and this version reads " +
         std::to_string(kFormat);
}

std::optional<std::string> SqliteJournal::write_mark() {
  const bool good = execute(database_, "REPLACE INTO origin VALUES('opened', strftime('%s'))");
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

void SqliteJournal::read_origin() {
  const auto get = [&](std::string_view name) {
    Statement select(database_, "SELECT value FROM origin WHERE name = ?");
    select.bind(name);
    return select.step() == Statement::Step::row ? select.text(0) : std::string();
  };
  origin_.seed = std::strtoull(get("seed").c_str(), nullptr, 10);
  origin_.start = instant_of(std::strtoll(get("start").c_str(), nullptr, 10));
  origin_.clock = get("clock");
  origin_.profile = get("profile");
  origin_.fixtures_json = get("fixtures");
  origin_.public_url = get("public_url");
  origin_.webhook_url = get("webhook_url");
  origin_.webhook_key = get("webhook_key");
  origin_.version = get("version");
}

void SqliteJournal::append(JournalEntry entry) {
  const std::lock_guard lock(pending_mutex_);
  pending_.push_back(std::move(entry));
}

std::optional<std::string> SqliteJournal::keep() {
  // Whoever comes while another writes finds its entries written, or writes those of all who wait.
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
  if (!write_all(writing_)) {
    std::string why = problem();
    if (sqlite3_get_autocommit(database_) == 0) execute(database_, "ROLLBACK");
    return why;
  }
  writing_.clear();
  return std::nullopt;
}

bool SqliteJournal::write_all(const std::vector<JournalEntry>& entries) {
  if (entries.size() == 1) return write(entries.front());
  if (!execute(database_, "BEGIN IMMEDIATE")) return false;
  for (const JournalEntry& entry : entries) {
    if (!write(entry)) return false;
  }
  return execute(database_, "COMMIT");
}

bool SqliteJournal::write(const JournalEntry& entry) {
  const bool verdict = entry.kind == JournalEntry::Kind::verdict;
  const std::string headers = join(entry.request.headers);
  return insert_.bind(static_cast<std::int64_t>(entry.kind))
      .bind(entry.world)
      .bind(entry.from)
      .bind(entry.wall_ms)
      .bind(unix_seconds(entry.now))
      .bind(entry.request.method)
      .bind(entry.request.target)
      .bind(headers)
      .bind_bytes(entry.request.body)
      .bind(static_cast<std::int64_t>(entry.number))
      .bind(std::int64_t{verdict ? entry.report.http_status : entry.status})
      .bind(entry.rule)
      .bind(static_cast<std::int64_t>(entry.digest))
      .bind(std::int64_t{entry.report.delivery.place})
      .bind(static_cast<std::int64_t>(entry.report.verdict))
      .bind(std::int64_t{entry.report.took_ms})
      .run();
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

std::optional<std::string> SqliteJournal::visit_all(
    const std::function<bool(std::uint64_t line, const JournalEntry&)>& visit) const {
  const std::lock_guard lock(database_mutex_);
  Statement rows(database_, std::string(kSelect) + "ORDER BY line");
  for (;;) {
    switch (rows.step()) {
      case Statement::Step::failed: return problem();
      case Statement::Step::done: return std::nullopt;
      case Statement::Step::row: break;
    }
    if (!visit(static_cast<std::uint64_t>(rows.number(0)), entry_of(rows))) return std::nullopt;
  }
}

std::vector<SqliteJournal::Line> SqliteJournal::past_of(std::string_view key,
                                                        std::uint64_t upto) const {
  using enum JournalEntry::Kind;
  std::vector<Line> past;
  for (std::uint64_t from = 1; from < upto; from += kLinesAtOnce) {
    // Others write between two turns: who asks for a long past does not hold up the calls.
    const std::lock_guard lock(database_mutex_);
    Statement rows(database_, std::string(kSelect) +
                                  "WHERE line >= ? AND line < ? AND world = ? ORDER BY line");
    rows.bind(static_cast<std::int64_t>(from))
        .bind(static_cast<std::int64_t>(std::min(upto, from + kLinesAtOnce)))
        .bind(key);
    while (rows.step() == Statement::Step::row) {
      Line line{static_cast<std::uint64_t>(rows.number(0)), entry_of(rows)};
      const auto kind = line.entry.kind;
      if (kind == open || kind == fork || kind == drop || begins_anew(line.entry)) past.clear();
      if (kind != drop) past.push_back(std::move(line));
    }
  }
  return past;
}

bool SqliteJournal::visit_world(std::string_view key, const Visit& visit) const {
  std::vector<Line> past = past_of(key, static_cast<std::uint64_t>(entry_count()) + 1);
  // A copy has the past of what it was copied from before its own.
  while (!past.empty() && past.front().entry.kind == JournalEntry::Kind::fork) {
    std::vector<Line> before = past_of(past.front().entry.from, past.front().line);
    std::move(past.begin() + 1, past.end(), std::back_inserter(before));
    past = std::move(before);
  }
  for (const Line& line : past) visit(line.line, line.entry);
  return true;
}

}  // namespace lotusbox::store
