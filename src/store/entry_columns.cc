#include "store/entry_columns.h"

#include <limits>
#include <utility>

#include "base/text.h"
#include "core/values/calendar.h"
#include "engine/world_key.h"

namespace lotusbox::store {

namespace {

constexpr std::int64_t kMillisecondsPerSecond = 1000;
constexpr std::int64_t kStatusMax = 999;
constexpr std::size_t kReasonMax = 1000;  // bytes; what a call has as its rule, a verdict as reason
constexpr std::string_view kFirstInstant = "1400-01-01T00:00:00+05:30";  // of the calendar

std::string unescape(std::string_view value) {
  std::string text;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool escaped = value[i] == '\\' && i + 1 < value.size();
    if (escaped) ++i;
    text += escaped && value[i] == 'n' ? '\n' : value[i];
  }
  return text;
}

/// False when a line is no header.
bool take_apart(std::string_view text, Headers& headers) {
  for (const std::string_view line : split(text, '\n')) {
    if (line.empty()) continue;
    const auto colon = line.find(": ");
    if (colon == std::string_view::npos) return false;
    headers.emplace_back(line.substr(0, colon), unescape(line.substr(colon + 2)));
  }
  return true;
}

/// Takes the columns of a row in order; the first one that is not as it must be is kept as a
/// sentence, and what follows it is empty.
class Columns {
 public:
  explicit Columns(const EntryRow& row) : row_(row), line_(row.number(0)) {
    if (line_ < 1) complain("line", "is not a number from 1 on");
  }

  std::int64_t number(std::string_view name, std::int64_t least, std::int64_t most) {
    const int column = ++column_;
    const std::int64_t value = row_.number(column);
    if (!row_.is_number(column)) {
      complain(name, "is not a number");
    } else if (value < least || value > most) {
      complain(name, "is " + std::to_string(value) + ", and not from " + std::to_string(least) +
                         " to " + std::to_string(most));
    }
    return problem_.empty() ? value : least;
  }

  template <class Number>
  Number whole(std::string_view name) {
    return static_cast<Number>(number(name, 0, std::numeric_limits<Number>::max()));
  }

  std::string text(std::string_view name) {
    const int column = ++column_;
    if (row_.is_text(column)) return row_.text(column);
    complain(name, "is not a text");
    return {};
  }

  void complain(std::string_view name, std::string_view what) {
    if (!problem_.empty()) return;
    problem_ = "line " + std::to_string(line_) + " is damaged: its " + std::string(name) + " " +
               std::string(what);
  }

  [[nodiscard]] std::uint64_t line() const { return static_cast<std::uint64_t>(line_); }
  [[nodiscard]] const std::string& problem() const { return problem_; }

 private:
  const EntryRow& row_;
  std::int64_t line_;
  int column_ = 0;
  std::string problem_;
};

Instant read_now(Columns& columns) {
  const Instant first = parse_instant(kFirstInstant).value_or(Instant());
  return instant_of(columns.number("now", unix_seconds(first), unix_seconds(kLatestInstant)));
}

/// A key that has a world; a fork has two.
std::string read_key(Columns& columns, std::string_view name) {
  std::string key = columns.text(name);
  if (!is_world_key(key)) columns.complain(name, "is no key of a world");
  return key;
}

/// A row of SQLite.
class StatementRow : public EntryRow {
 public:
  explicit StatementRow(const Statement& row) : row_(row) {}
  [[nodiscard]] bool is_number(int column) const override { return row_.is_number(column); }
  [[nodiscard]] bool is_text(int column) const override { return row_.is_text(column); }
  [[nodiscard]] std::int64_t number(int column) const override { return row_.number(column); }
  [[nodiscard]] std::string text(int column) const override { return row_.text(column); }

 private:
  const Statement& row_;
};

}  // namespace

/// A line feed in a value is kept as a backslash and an n.
std::string join_headers(const Headers& headers) {
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

bool insert_entry(Statement& insert, const JournalEntry& entry) {
  const bool verdict = entry.kind == JournalEntry::Kind::verdict;
  const std::string headers = join_headers(entry.request.headers);
  return insert.bind(static_cast<std::int64_t>(entry.kind))
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
      .bind(verdict ? entry.report.reason : entry.rule)
      .bind(static_cast<std::int64_t>(entry.digest))
      .bind(std::int64_t{entry.report.delivery.index})
      .bind(static_cast<std::int64_t>(entry.report.verdict))
      .bind(std::int64_t{entry.report.took_ms})
      .run();
}

Result<EntryLine, std::string> read_entry(const Statement& row) {
  return read_entry(StatementRow(row));
}

Result<EntryLine, std::string> read_entry(const EntryRow& row) {
  using Kind = JournalEntry::Kind;
  constexpr std::int64_t kAny = std::numeric_limits<std::int64_t>::min();
  Columns columns(row);
  EntryLine read;
  read.line = columns.line();
  JournalEntry& entry = read.entry;
  entry.kind = static_cast<Kind>(columns.number("kind", 0, std::int64_t(Kind::verdict)));
  entry.world = read_key(columns, "world");
  entry.from = entry.kind == Kind::fork ? read_key(columns, "source") : columns.text("source");
  entry.wall_ms =
      columns.number("wall_ms", 0, unix_seconds(kLatestInstant) * kMillisecondsPerSecond);
  entry.now = read_now(columns);
  entry.request.method = columns.text("method");
  entry.request.target = columns.text("target");
  if (!take_apart(columns.text("headers"), entry.request.headers)) {
    columns.complain("headers", "hold a line that is no header");
  }
  entry.request.body = columns.text("body");
  entry.number = columns.whole<std::uint32_t>("number");
  entry.status = static_cast<int>(columns.number("status", 0, kStatusMax));
  entry.rule = columns.text("rule");
  entry.digest = static_cast<std::uint64_t>(
      columns.number("digest", kAny, std::numeric_limits<std::int64_t>::max()));
  entry.report.delivery.index = columns.whole<std::uint32_t>("delivery");
  entry.report.verdict =
      static_cast<Verdict>(columns.number("verdict", 0, std::int64_t(Verdict::aborted)));
  entry.report.took_ms = columns.whole<std::int32_t>("took_ms");
  if (entry.kind == Kind::verdict) {
    entry.report.http_status = entry.status;
    entry.report.reason = std::exchange(entry.rule, {});
    if (entry.report.reason.size() > kReasonMax || !is_utf8(entry.report.reason)) {
      columns.complain("rule", "is no reason of a failed delivery");
    }
  }
  if (!columns.problem().empty()) return failure(columns.problem());
  return read;
}

}  // namespace lotusbox::store
