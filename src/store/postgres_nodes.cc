#include "store/postgres_nodes.h"

#include <utility>

#include "core/values/ids.h"
#include "engine/journal.h"

namespace lotusbox::store {

namespace {

/// The first half of the lock that a session holds for as long as it lives (the letters "lbxn").
constexpr const char* kSessionLock = "1818392686";
/// A server is safe from being declared dead for so much of its lease.
constexpr int kSafeNumerator = 9;
constexpr int kSafeDenominator = 10;
constexpr const char* kAlive =
    "EXISTS (SELECT 1 FROM lotusbox.nodes n WHERE n.id = w.owner AND NOT n.dead)";

/// What makes a row of a server stale: its lease is over, or a fifth of it and its session has
/// ended. A session that is open still may belong to a process that is only paused.
std::string stale_sql() {
  return "(clock_timestamp() > seen + lease_ms * interval '1 ms' OR (clock_timestamp() > seen +"
         " lease_ms * interval '0.2 ms' AND pg_try_advisory_xact_lock_shared(" +
         std::string(kSessionLock) + ", id::int)))";
}

std::string channel_of(std::int64_t node) { return "lotusbox_" + std::to_string(node); }

std::optional<std::string> listen(PostgresLink& link, std::int64_t node) {
  auto done = link.run("LISTEN " + channel_of(node));
  return done ? std::nullopt : std::optional(done.take_error());
}

}  // namespace

std::optional<std::string> PostgresNodes::join(const std::string& address) {
  doubt();
  auto link = PostgresLink::open(pool_.url());
  if (!link) return link.take_error();
  session_ = std::move(*link);
  const auto sent = Clock::now();
  auto row = session_->run(
      "INSERT INTO lotusbox.nodes(address, lease_ms, seen)"
      " VALUES($1, $2::bigint, clock_timestamp()) RETURNING id",
      Parameters().add(address).add(std::int64_t{lease_.count()}));
  if (!row) return row.take_error();
  const std::int64_t before = id_.exchange(row->number(0, 0));
  auto locked =
      session_->run("SELECT pg_advisory_lock(" + std::string(kSessionLock) + ", $1::bigint::int)",
                    Parameters().add(id_.load()));
  if (!locked) return locked.take_error();
  if (auto problem = listen(*session_, id_)) return problem;
  if (before != 0) {
    auto dead = session_->run("UPDATE lotusbox.nodes SET dead = true WHERE id = $1::bigint",
                              Parameters().add(before));
    if (!dead) return dead.take_error();
  }
  good_until_ = (sent + lease_ * kSafeNumerator / kSafeDenominator).time_since_epoch();
  return std::nullopt;
}

Result<bool, std::string> PostgresNodes::freshen(bool draining) {
  if (!session_ || session_->broken()) {
    auto link = PostgresLink::open(pool_.url());
    if (!link) return failure(link.take_error());
    auto locked = (*link)->run(
        "SELECT pg_try_advisory_lock(" + std::string(kSessionLock) + ", $1::bigint::int)",
        Parameters().add(id_.load()));
    if (!locked) return failure(locked.take_error());
    if (auto problem = listen(**link, id_)) return failure(std::move(*problem));
    session_ = std::move(*link);
  }
  const auto sent = Clock::now();
  auto done = session_->run(
      "UPDATE lotusbox.nodes SET seen = clock_timestamp(), draining = $2::bigint <> 0"
      " WHERE id = $1::bigint AND NOT dead",
      Parameters().add(id_.load()).add(std::int64_t{draining}));
  if (!done) return failure(done.take_error());
  if (done->changed() != 1) return false;
  good_until_ = (sent + lease_ * kSafeNumerator / kSafeDenominator).time_since_epoch();
  return true;
}

std::optional<std::string> PostgresNodes::readdress(const std::string& address) {
  auto link = pool_.take();
  if (!link) return link.take_error();
  auto done = (*link)->run("UPDATE lotusbox.nodes SET address = $2 WHERE id = $1::bigint",
                           Parameters().add(id_.load()).add(address));
  return done ? std::nullopt : std::optional(done.take_error());
}

bool PostgresNodes::session_ended(std::chrono::milliseconds time) {
  if (!session_) return true;
  return session_->idle_for(time) && session_->broken();
}

std::vector<std::string> PostgresNodes::asked_for() {
  return session_ ? session_->take_notices() : std::vector<std::string>();
}

Result<bool, std::string> PostgresNodes::ask_for(const std::string& key) {
  auto link = pool_.take();
  if (!link) return failure(link.take_error());
  auto last =
      (*link)->run("SELECT kind FROM lotusbox.calls WHERE world = $1 ORDER BY line DESC LIMIT 1",
                   Parameters().add(key));
  if (!last) return failure(last.take_error());
  constexpr auto kDropped = static_cast<std::int64_t>(JournalEntry::Kind::drop);
  if (last->count() == 1 && last->number(0, 0) != kDropped) return false;
  auto asked = (*link)->run(
      "SELECT pg_notify('lotusbox_' || owner, key) FROM lotusbox.worlds"
      " WHERE key = $1 AND owner IS NOT NULL",
      Parameters().add(key));
  if (!asked) return failure(asked.take_error());
  return true;
}

void PostgresNodes::leave() {
  doubt();
  if (!session_ || session_->broken()) return;
  static_cast<void>(session_->run("UPDATE lotusbox.nodes SET dead = true WHERE id = $1::bigint",
                                  Parameters().add(id_.load())));
  session_.reset();
}

PostgresNodes::Claim PostgresNodes::claim_known(const std::string& key) {
  auto link = pool_.take();
  if (!link) return failure(link.take_error());
  auto rows = (*link)->run(
      "SELECT coalesce(w.owner, 0), coalesce(n.address, ''), (n.id IS NULL OR n.dead)::int::bigint,"
      " coalesce((extract(epoch FROM clock_timestamp() - n.seen) * 1000)::bigint, 0),"
      " coalesce(n.lease_ms, 0), coalesce(n.draining, false)::int::bigint"
      " FROM lotusbox.worlds w LEFT JOIN lotusbox.nodes n ON n.id = w.owner WHERE w.key = $1",
      Parameters().add(key));
  if (!rows) return failure(rows.take_error());
  if (rows->count() == 0) return Claimed{.unknown = true};
  const std::int64_t owner = rows->number(0, 0);
  const bool is_free = owner == 0 || owner == id_ || rows->number(0, 2) != 0;
  return is_free ? take_over(**link, key, owner) : of_owner(**link, *rows);
}

PostgresNodes::Claim PostgresNodes::claim(const std::string& key, std::uint32_t number) {
  auto known = claim_known(key);
  if (!known || !known->unknown) return known;
  auto link = pool_.take();
  if (!link) return failure(link.take_error());
  return make(**link, key, number);
}

PostgresNodes::Claim PostgresNodes::of_owner(PostgresLink& link, const PostgresRows& rows) {
  constexpr std::int64_t kSilentParts = 3;  // of ten of a lease: it should have been heard thrice
  constexpr std::int64_t kParts = 10;
  const std::int64_t silent_ms = rows.number(0, 3);
  auto declared =
      link.run("UPDATE lotusbox.nodes SET dead = true WHERE id = $1::bigint AND " + stale_sql(),
               Parameters().add(rows.number(0, 0)));
  if (!declared) return failure(declared.take_error());
  if (declared->changed() != 0) return Claimed{.undecided = true};
  auto held = link.run(
      "SELECT pg_try_advisory_xact_lock_shared(" + std::string(kSessionLock) + ", $1::bigint::int)",
      Parameters().add(rows.number(0, 0)));
  if (!held) return failure(held.take_error());
  const bool ended = held->number(0, 0) != 0;
  if (ended || silent_ms * kParts > rows.number(0, 4) * kSilentParts) {
    return Claimed{.undecided = true};
  }
  return Claimed{.address = rows.text(0, 1)};
}

PostgresNodes::Claim PostgresNodes::take_over(PostgresLink& link, const std::string& key,
                                              std::int64_t owner) {
  auto taken = link.run(
      "UPDATE lotusbox.worlds w SET owner = $2::bigint, fence = nextval('lotusbox.fence'),"
      " wake_ms = NULL WHERE key = $1 AND (owner IS NULL OR owner = $2::bigint OR NOT " +
          std::string(kAlive) +
          ") AND EXISTS (SELECT 1 FROM lotusbox.nodes WHERE id = $2::bigint AND NOT dead)"
          " RETURNING fence, number",
      Parameters().add(key).add(id_.load()));
  if (!taken && link.lock_was_held() && owner != 0) {
    // A dead server stopped in the middle of a write, and its session holds the row.
    auto ended = link.run(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
        " WHERE application_name = 'lotusbox node ' || $1::bigint",
        Parameters().add(owner));
    if (ended) return Claimed{.undecided = true};
  }
  if (!taken) return failure(taken.take_error());
  if (taken->count() == 0) return Claimed{.undecided = true};  // somebody was faster
  Claimed claimed{.ours = true,
                  .fence = taken->number(0, 0),
                  .number = static_cast<std::uint32_t>(taken->number(0, 1))};
  auto last = link.run("SELECT coalesce(max(line), 0) FROM lotusbox.calls WHERE world = $1",
                       Parameters().add(key));
  if (!last) return failure(last.take_error());
  claimed.last_line = static_cast<std::uint64_t>(last->number(0, 0));
  return claimed;
}

PostgresNodes::Claim PostgresNodes::make(PostgresLink& link, const std::string& key,
                                         std::uint32_t number) {
  for (std::uint32_t tried = 0; tried < LinkNames::kWorldNumbers; ++tried) {
    const std::uint32_t wanted = (number + tried) % LinkNames::kWorldNumbers;
    auto made = link.run(
        "INSERT INTO lotusbox.worlds(key, number, owner, fence)"
        " SELECT $1, $2::bigint, id, nextval('lotusbox.fence') FROM lotusbox.nodes"
        " WHERE id = $3::bigint AND NOT dead ON CONFLICT DO NOTHING RETURNING fence",
        Parameters().add(key).add(std::int64_t{wanted}).add(id_.load()));
    if (!made) return failure(made.take_error());
    if (made->count() == 1) {
      return Claimed{.ours = true, .fence = made->number(0, 0), .number = wanted, .is_new = true};
    }
    auto known = link.run("SELECT 1 FROM lotusbox.worlds WHERE key = $1", Parameters().add(key));
    if (!known) return failure(known.take_error());
    auto taken = link.run("SELECT 1 FROM lotusbox.worlds WHERE number = $1::bigint",
                          Parameters().add(std::int64_t{wanted}));
    if (!taken) return failure(taken.take_error());
    if (known->count() == 1 || taken->count() == 0) return Claimed{.undecided = true};
  }
  return failure(std::string("there are as many worlds as links can name"));
}

Result<std::optional<std::string>, std::string> PostgresNodes::key_of(std::uint32_t number) {
  auto link = pool_.take();
  if (!link) return failure(link.take_error());
  auto rows = (*link)->run("SELECT key FROM lotusbox.worlds WHERE number = $1::bigint",
                           Parameters().add(std::int64_t{number}));
  if (!rows) return failure(rows.take_error());
  if (rows->count() == 0) return std::optional<std::string>();
  return std::optional(rows->text(0, 0));
}

std::optional<std::string> PostgresNodes::release(const std::string& key, std::int64_t fence,
                                                  std::optional<std::int64_t> wake_ms) {
  auto link = pool_.take();
  if (!link) return link.take_error();
  // One that was only looked at leaves nothing behind.
  auto gone = (*link)->run(
      "DELETE FROM lotusbox.worlds WHERE key = $1 AND fence = $2::bigint AND NOT EXISTS"
      " (SELECT 1 FROM lotusbox.calls WHERE world = $1)",
      Parameters().add(key).add(fence));
  if (!gone) return gone.take_error();
  if (gone->changed() == 1) return std::nullopt;
  Parameters values;
  values.add(key).add(fence);
  wake_ms ? values.add(*wake_ms) : values.add_nothing();
  auto done = (*link)->run(
      "UPDATE lotusbox.worlds SET owner = NULL, wake_ms = $3::bigint"
      " WHERE key = $1 AND fence = $2::bigint",
      values);
  return done ? std::nullopt : std::optional(done.take_error());
}

Result<std::vector<std::string>, std::string> PostgresNodes::orphans(std::int64_t now_ms) {
  auto link = pool_.take();
  if (!link) return failure(link.take_error());
  auto declared = (*link)->run(
      "UPDATE lotusbox.nodes SET dead = true WHERE NOT dead AND"
      " id <> $1::bigint AND " +
          stale_sql(),
      Parameters().add(id_.load()));
  if (!declared) return failure(declared.take_error());
  auto rows = (*link)->run(
      "(SELECT key FROM lotusbox.worlds WHERE owner IN (SELECT id FROM lotusbox.nodes WHERE dead)"
      " LIMIT 50) UNION (SELECT key FROM lotusbox.worlds WHERE owner IS NULL AND"
      " wake_ms <= $1::bigint LIMIT 50)",
      Parameters().add(now_ms));
  if (!rows) return failure(rows.take_error());
  if (rows->count() == 0) {
    auto swept = (*link)->run(
        "DELETE FROM lotusbox.nodes n WHERE dead AND seen < clock_timestamp() - interval '1 hour'"
        " AND NOT EXISTS (SELECT 1 FROM lotusbox.worlds WHERE owner = n.id)");
    if (!swept) return failure(swept.take_error());
  }
  std::vector<std::string> keys;
  for (int row = 0; row < rows->count(); ++row) keys.push_back(rows->text(row, 0));
  return keys;
}

Result<std::string, std::string> PostgresNodes::another() {
  auto link = pool_.take();
  if (!link) return failure(link.take_error());
  auto rows = (*link)->run(
      "SELECT address FROM lotusbox.nodes WHERE id <> $1::bigint AND NOT dead AND NOT draining"
      " AND clock_timestamp() < seen + lease_ms * interval '0.3 ms' ORDER BY random() LIMIT 1",
      Parameters().add(id_.load()));
  if (!rows) return failure(rows.take_error());
  if (rows->count() == 0) return failure(std::string("no other server is up"));
  return rows->text(0, 0);
}

Result<std::vector<PostgresNodes::Line>, std::string> PostgresNodes::all() {
  auto link = pool_.take();
  if (!link) return failure(link.take_error());
  auto rows = (*link)->run(
      "SELECT w.key, coalesce(n.address, ''), coalesce((SELECT max(line) FROM lotusbox.calls"
      " WHERE world = w.key), 0) FROM lotusbox.worlds w LEFT JOIN lotusbox.nodes n"
      " ON n.id = w.owner AND NOT n.dead ORDER BY w.key");
  if (!rows) return failure(rows.take_error());
  std::vector<Line> lines;
  for (int row = 0; row < rows->count(); ++row) {
    lines.push_back(
        {rows->text(row, 0), rows->text(row, 1), static_cast<std::uint64_t>(rows->number(row, 2))});
  }
  return lines;
}

}  // namespace lotusbox::store
