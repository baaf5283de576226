#include "store/postgres_journal.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "store/begins_anew.h"
#include "store/postgres_schema.h"

namespace lotusbox::store {

namespace {

constexpr const char* kInsert = "insert_call";
constexpr std::int64_t kLinesAtOnce = 5000;
constexpr std::uint64_t kAllLines = INT64_MAX;

/// A line is taken only while its fence is the newest of its world: the share lock holds off
/// whoever takes the world over until this is committed, and finds nothing when that came first.
std::string insert_sql() {
  return "INSERT INTO lotusbox.calls(world, line, fence, begins, source_line, kind, source, "
         "wall_ms,"
         " now, method, target, headers, body, number, status, rule, digest, delivery, verdict,"
         " took_ms) SELECT $1::text, $2::bigint, $3::bigint, $4::bigint <> 0, $5::bigint,"
         " $6::bigint, $7::text, $8::bigint, $9::bigint, $10::text, $11::bytea, $12::bytea,"
         " $13::bytea, $14::bigint, $15::bigint, $16::bytea, $17::bigint, $18::bigint,"
         " $19::bigint, $20::bigint FROM lotusbox.worlds"
         " WHERE key = $1::text AND fence = $3::bigint FOR SHARE";
}

bool begins(const JournalEntry& entry) {
  using enum JournalEntry::Kind;
  return entry.kind == open || entry.kind == fork || begins_anew(entry);
}

std::int64_t number_of(std::uint64_t number) { return static_cast<std::int64_t>(number); }

Parameters values_of(const JournalEntry& entry, std::int64_t fence, std::uint64_t line,
                     std::uint64_t source_line) {
  const bool verdict = entry.kind == JournalEntry::Kind::verdict;
  return std::move(Parameters()
                       .add(entry.world)
                       .add(number_of(line))
                       .add(fence)
                       .add(std::int64_t{begins(entry)})
                       .add(number_of(source_line))
                       .add(static_cast<std::int64_t>(entry.kind))
                       .add(entry.from)
                       .add(entry.wall_ms)
                       .add(unix_seconds(entry.now))
                       .add(entry.request.method)
                       .add_bytes(entry.request.target)
                       .add_bytes(join_headers(entry.request.headers))
                       .add_bytes(entry.request.body)
                       .add(number_of(entry.number))
                       .add(std::int64_t{verdict ? entry.report.http_status : entry.status})
                       .add_bytes(verdict ? entry.report.reason : entry.rule)
                       .add(number_of(entry.digest))
                       .add(std::int64_t{entry.report.delivery.index})
                       .add(static_cast<std::int64_t>(entry.report.verdict))
                       .add(std::int64_t{entry.report.took_ms}));
}

/// A row of what a statement answered.
class AnsweredRow : public EntryRow {
 public:
  AnsweredRow(const PostgresRows& rows, int row) : rows_(rows), row_(row) {}
  [[nodiscard]] bool is_number(int column) const override { return !rows_.is_null(row_, column); }
  [[nodiscard]] bool is_text(int column) const override { return !rows_.is_null(row_, column); }
  [[nodiscard]] std::int64_t number(int column) const override {
    return rows_.number(row_, column);
  }
  [[nodiscard]] std::string text(int column) const override { return rows_.text(row_, column); }

 private:
  const PostgresRows& rows_;
  int row_;
};

std::string select_sql(std::string_view which) {
  return "SELECT line, " + std::string(kEntryColumns) + ", source_line FROM lotusbox.calls " +
         std::string(which);
}

constexpr int kSourceLineColumn = 17;

/// The line that a world last began at, at or before another; 0: it never did.
Result<std::uint64_t, std::string> beginning(PostgresLink& link, std::string_view key,
                                             std::uint64_t upto, std::string_view which) {
  auto rows =
      link.run("SELECT line FROM lotusbox.calls WHERE world = $1 AND line <= $2 AND begins" +
                   std::string(which) + " ORDER BY line DESC LIMIT 1",
               Parameters().add(key).add(number_of(upto)));
  if (!rows) return failure(rows.take_error());
  return rows->count() == 0 ? std::uint64_t{0} : static_cast<std::uint64_t>(rows->number(0, 0));
}

}  // namespace

PostgresJournal::Opened PostgresJournal::open(const std::string& url,
                                              const std::optional<JournalOrigin>& begin_with) {
  std::unique_ptr<PostgresJournal> journal(new PostgresJournal(url));
  auto link = journal->pool_.take();
  if (!link) return failure(link.take_error());
  auto origin = open_schema(**link, begin_with);
  if (!origin) return failure(origin.take_error());
  journal->origin_ = std::move(*origin);
  return journal;
}

Result<std::optional<JournalOrigin>, std::string> PostgresJournal::find(const std::string& url) {
  auto link = PostgresLink::open(url);
  if (!link) return failure(link.take_error());
  auto origin = find_origin(**link);
  if (!origin) return failure(origin.take_error());
  return std::move(*origin);
}

void PostgresJournal::hold(const std::string& key, std::int64_t fence, std::uint64_t last_line) {
  const std::lock_guard lock(mutex_);
  held_.insert_or_assign(key, Held{fence, last_line});
}

void PostgresJournal::release(const std::string& key) {
  const std::lock_guard lock(mutex_);
  held_.erase(key);
}

std::vector<std::string> PostgresJournal::take_lost() {
  const std::lock_guard lock(mutex_);
  const std::set<std::string> lost = std::exchange(lost_, {});
  return {lost.begin(), lost.end()};
}

/// With the lock held.
void PostgresJournal::lose(const std::string& key) {
  ++losses_;
  const auto held = held_.find(key);
  if (held != held_.end() && std::exchange(held->second.lost, true)) return;
  lost_.insert(key);
}

void PostgresJournal::append(JournalEntry entry) {
  const std::lock_guard lock(mutex_);
  const auto held = held_.find(entry.world);
  if (held == held_.end() || held->second.lost) return lose(entry.world);
  std::uint64_t source_line = 0;
  if (entry.kind == JournalEntry::Kind::fork) {
    const auto source = held_.find(entry.from);
    if (source == held_.end() || source->second.lost) return lose(entry.world);
    source_line = source->second.last_line;
  }
  const std::uint64_t line = ++held->second.last_line;
  waiting_.push_back({std::move(entry), held->second.fence, line, source_line});
}

std::optional<std::string> PostgresJournal::flush() {
  // A thread that comes while another writes finds its entries written or lost, or writes all that
  // wait; which of them was lost is told by `losses`.
  const std::lock_guard link_lock(link_mutex_);
  std::vector<Waiting> batch;
  {
    const std::lock_guard lock(mutex_);
    batch.swap(waiting_);
    // What a world had to say after it lost something, or under a fence of before, is void.
    std::erase_if(batch, [this](const Waiting& one) {
      const auto held = held_.find(one.entry.world);
      const bool void_now =
          held == held_.end() || held->second.lost || held->second.fence != one.fence;
      if (void_now) ++losses_;
      return void_now;
    });
  }
  if (batch.empty()) return std::nullopt;
  const auto begun = std::chrono::steady_clock::now();
  auto problem = write(batch);
  if (on_write) on_write(std::chrono::steady_clock::now() - begun);
  if (!problem) return std::nullopt;
  const std::lock_guard lock(mutex_);
  for (const Waiting& one : batch) lose(one.entry.world);
  return problem;
}

std::optional<std::string> PostgresJournal::prepare_link() {
  if (link_ && !link_->broken()) return std::nullopt;
  auto opened = PostgresLink::open(pool_.url());
  if (!opened) return opened.take_error();
  link_ = std::move(*opened);
  auto problem =
      link_->run_script("SET application_name = 'lotusbox node " + std::to_string(node_) + "'");
  if (!problem) problem = link_->prepare(kInsert, insert_sql());
  if (problem) link_.reset();
  return problem;
}

std::optional<std::string> PostgresJournal::write(const std::vector<Waiting>& batch) {
  if (auto problem = prepare_link()) return problem;
  std::deque<Parameters> sets;
  for (const Waiting& one : batch) {
    sets.push_back(values_of(one.entry, one.fence, one.line, one.source_line));
  }
  auto written = link_->run_all(kInsert, sets);
  if (!written) {
    link_.reset();  // what became of it is open: nothing of it may be seen as the next answer
    return written.take_error();
  }
  const std::lock_guard lock(mutex_);
  for (std::size_t i = 0; i < batch.size(); ++i) {
    if (i >= written->size() || (*written)[i] != 1) lose(batch[i].entry.world);
  }
  return std::nullopt;
}

void PostgresJournal::name_sessions(std::int64_t node) {
  const std::lock_guard link_lock(link_mutex_);
  node_ = node;
  link_.reset();
}

void PostgresJournal::reconnect() {
  const std::lock_guard link_lock(link_mutex_);
  link_.reset();
  pool_.forget_idle();
}

std::optional<std::string> PostgresJournal::visit_past(
    std::string_view key, std::uint64_t upto, const std::function<bool(Past&&)>& visit) const {
  auto link = pool_.take();
  if (!link) return link.take_error();
  auto opened = beginning(**link, key, upto, " AND kind IN (0, 1)");
  auto begun = opened ? beginning(**link, key, upto, "") : std::move(opened);
  if (!begun) return begun.take_error();
  const auto visit_rows = [&](const PostgresRows& rows, bool empty) -> Result<bool, std::string> {
    for (int row = 0; row < rows.count(); ++row) {
      auto read = read_entry(AnsweredRow(rows, row));
      if (!read) return failure(read.take_error());
      Past past{std::move(*read), static_cast<std::uint64_t>(rows.number(row, kSourceLineColumn))};
      if (empty) {  // what it was a copy of was forgotten when it was reset
        past.read.entry.kind = JournalEntry::Kind::open;
        past.read.entry.from.clear();
      }
      if (!visit(std::move(past))) return false;
    }
    return true;
  };
  if (*opened != *begun) {  // how it was opened, before it was reset: the number of its links
    auto rows = (*link)->run(select_sql("WHERE world = $1 AND line = $2"),
                             Parameters().add(key).add(number_of(*opened)));
    if (!rows) return rows.take_error();
    const auto on = visit_rows(*rows, true);
    if (!on) return on.error();
    if (!*on) return std::nullopt;
  }
  for (std::int64_t from = number_of(*begun);;) {
    auto rows = (*link)->run(
        select_sql("WHERE world = $1 AND line >= $2 AND line <= $3 ORDER BY line LIMIT 5000"),
        Parameters().add(key).add(from).add(number_of(upto)));
    if (!rows) return rows.take_error();
    const auto on = visit_rows(*rows, false);
    if (!on) return on.error();
    if (!*on || rows->count() < kLinesAtOnce) return std::nullopt;
    from = rows->number(rows->count() - 1, 0) + 1;
  }
}

Result<std::vector<PostgresJournal::Past>, std::string> PostgresJournal::past_of(
    std::string_view key, std::uint64_t upto) const {
  std::vector<Past> past;
  auto problem = visit_past(key, upto, [&](Past&& one) {
    if (one.read.entry.kind == JournalEntry::Kind::drop) {
      past.clear();
    } else {
      past.push_back(std::move(one));
    }
    return true;
  });
  if (problem) return failure(std::move(*problem));
  return past;
}

std::optional<std::string> PostgresJournal::visit_world(std::string_view key,
                                                        const Visit& visit) const {
  auto past = past_of(key, kAllLines);
  // A copy has the past of what it was copied from before its own.
  while (past && !past->empty() && past->front().read.entry.kind == JournalEntry::Kind::fork) {
    const Past fork = std::move(past->front());
    auto before = past_of(fork.read.entry.from, fork.source_line);
    if (before) std::move(past->begin() + 1, past->end(), std::back_inserter(*before));
    past = std::move(before);
  }
  if (!past) return past.take_error();
  for (const Past& one : *past) visit(one.read.line, one.read.entry);
  return std::nullopt;
}

Result<std::vector<std::string>, std::string> PostgresJournal::worlds() const {
  auto link = pool_.take();
  if (!link) return failure(link.take_error());
  auto rows = (*link)->run(
      "SELECT key FROM lotusbox.worlds w WHERE EXISTS"
      " (SELECT 1 FROM lotusbox.calls WHERE world = w.key) ORDER BY key");
  if (!rows) return failure(rows.take_error());
  std::vector<std::string> keys;
  for (int row = 0; row < rows->count(); ++row) keys.push_back(rows->text(row, 0));
  return keys;
}

Result<std::int64_t, std::string> PostgresJournal::entry_count() const {
  auto link = pool_.take();
  if (!link) return failure(link.take_error());
  auto rows = (*link)->run("SELECT count(*) FROM lotusbox.calls");
  if (!rows) return failure(rows.take_error());
  return rows->number(0, 0);
}

}  // namespace lotusbox::store
