#include "store/postgres_schema.h"

#include <map>

#include "base/text.h"

namespace lotusbox::store {

namespace {

/// Whoever makes or changes the tables holds this lock (the letters "lbx1").
constexpr std::int64_t kSchemaLock = 0x6c627831;

/// Of one version to the next; the first makes all. One transaction runs those that are missing.
constexpr const char* kMigrations[] = {
    "CREATE SCHEMA IF NOT EXISTS lotusbox;"
    "CREATE TABLE lotusbox.origin(name text PRIMARY KEY, value bytea NOT NULL);"
    // Rows of nodes are never used again, and a number of a fence is never given twice.
    "CREATE TABLE lotusbox.nodes(id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
    " address text NOT NULL, lease_ms bigint NOT NULL, seen timestamptz NOT NULL,"
    " draining boolean NOT NULL DEFAULT false, dead boolean NOT NULL DEFAULT false);"
    "CREATE SEQUENCE lotusbox.fence;"
    // Rows are updated in place (HOT) as long as a page has room, but for a new owner.
    "CREATE TABLE lotusbox.worlds(key text PRIMARY KEY, number bigint NOT NULL UNIQUE,"
    " owner bigint, fence bigint NOT NULL, wake_ms bigint) WITH (fillfactor = 70);"
    "CREATE INDEX worlds_owner ON lotusbox.worlds(owner) WHERE owner IS NOT NULL;"
    "CREATE INDEX worlds_wake ON lotusbox.worlds(wake_ms) WHERE wake_ms IS NOT NULL;"
    "CREATE TABLE lotusbox.calls(world text NOT NULL, line bigint NOT NULL, fence bigint NOT NULL,"
    " begins boolean NOT NULL, kind bigint NOT NULL, source text NOT NULL,"
    " source_line bigint NOT NULL, wall_ms bigint NOT NULL, now bigint NOT NULL,"
    " method text NOT NULL, target bytea NOT NULL, headers bytea NOT NULL, body bytea NOT NULL,"
    " number bigint NOT NULL, status bigint NOT NULL, rule bytea NOT NULL, digest bigint NOT NULL,"
    " delivery bigint NOT NULL, verdict bigint NOT NULL, took_ms bigint NOT NULL,"
    " PRIMARY KEY(world, line)) PARTITION BY HASH(world);"
    "DO $$ BEGIN FOR part IN 0..15 LOOP EXECUTE format('CREATE TABLE lotusbox.calls_%s PARTITION OF"
    " lotusbox.calls FOR VALUES WITH (MODULUS 16, REMAINDER %s)', part, part); END LOOP; END $$;"
    "CREATE INDEX calls_begin ON lotusbox.calls(world, line) WHERE begins;"};

static_assert(std::size(kMigrations) == kPostgresFormat);

std::map<std::string, std::string> values_of(const JournalOrigin& origin) {
  return {{"seed", std::to_string(static_cast<std::int64_t>(origin.seed))},
          {"start", std::to_string(unix_seconds(origin.start))},
          {"clock", origin.clock},
          {"profile", origin.profile},
          {"fixtures", origin.fixtures_json},
          {"public_url", origin.public_url},
          {"webhook_url", origin.webhook_url},
          {"webhook_key", origin.webhook_key},
          {"version", origin.version}};
}

Result<JournalOrigin, std::string> read_origin(PostgresLink& link) {
  auto rows = link.run("SELECT name, value FROM lotusbox.origin");
  if (!rows) return failure(rows.take_error());
  std::map<std::string, std::string> values;
  for (int row = 0; row < rows->count(); ++row) values[rows->text(row, 0)] = rows->text(row, 1);
  for (const auto& [name, unused] : values_of({})) {
    if (values.count(name) == 0) {
      return failure("the journal is damaged: its origin has no " + name);
    }
  }
  const auto seed = parse_integer(values["seed"]);
  const auto start = parse_integer(values["start"]);
  if (!seed || !start) {
    return failure(std::string("the journal is damaged: a number of its origin is none"));
  }
  return JournalOrigin{.seed = static_cast<std::uint64_t>(*seed),
                       .start = instant_of(*start),
                       .clock = values["clock"],
                       .profile = values["profile"],
                       .fixtures_json = values["fixtures"],
                       .public_url = values["public_url"],
                       .webhook_url = values["webhook_url"],
                       .webhook_key = values["webhook_key"],
                       .version = values["version"]};
}

/// The version of the tables; 0: there are none.
Result<std::int64_t, std::string> format_of(PostgresLink& link) {
  auto there = link.run("SELECT to_regclass('lotusbox.origin') IS NOT NULL");
  if (!there) return failure(there.take_error());
  if (there->number(0, 0) == 0) return std::int64_t{0};
  auto rows = link.run("SELECT value FROM lotusbox.origin WHERE name = 'format'");
  if (!rows) return failure(rows.take_error());
  const auto format = rows->count() == 1 ? parse_integer(rows->text(0, 0)) : std::nullopt;
  if (!format || *format < 1) {
    return failure(std::string("the schema lotusbox is not a journal of lotusbox"));
  }
  if (*format > kPostgresFormat) {
    return failure("the journal has format " + std::to_string(*format) +
                   ", and this version reads " + std::to_string(kPostgresFormat) + " at most");
  }
  return *format;
}

std::optional<std::string> put(PostgresLink& link, std::string_view name, std::string_view value) {
  auto done = link.run(
      "INSERT INTO lotusbox.origin VALUES($1, $2)"
      " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      Parameters().add(name).add_bytes(value));
  return done ? std::nullopt : std::optional(done.take_error());
}

/// In a transaction, with the lock.
std::optional<std::string> migrate(PostgresLink& link, const JournalOrigin& origin) {
  const auto lock = std::to_string(kSchemaLock);
  if (auto problem = link.run_script("SELECT pg_advisory_xact_lock(" + lock + ")")) return problem;
  auto format = format_of(link);
  if (!format) return format.take_error();
  for (auto next = *format; next < kPostgresFormat; ++next) {
    if (auto problem = link.run_script(kMigrations[next])) return problem;
  }
  if (*format < kPostgresFormat) {
    if (auto problem = put(link, "format", std::to_string(kPostgresFormat))) return problem;
  }
  if (*format > 0) return std::nullopt;
  for (const auto& [name, value] : values_of(origin)) {
    if (auto problem = put(link, name, value)) return problem;
  }
  return std::nullopt;
}

}  // namespace

Result<JournalOrigin, std::string> open_schema(PostgresLink& link,
                                               const std::optional<JournalOrigin>& origin) {
  auto format = format_of(link);
  if (!format) return failure(format.take_error());
  if (*format == kPostgresFormat) return read_origin(link);
  if (!origin) {
    return failure(std::string(*format == 0 ? "there is no journal of lotusbox in this database"
                                            : "the journal is older: a server brings it up"));
  }
  if (auto problem = link.run_script("BEGIN")) return failure(std::move(*problem));
  auto problem = migrate(link, *origin);
  if (!problem) problem = link.run_script("COMMIT");
  if (!problem) return read_origin(link);
  link.run_script("ROLLBACK");
  return failure(std::move(*problem));
}

Result<std::optional<JournalOrigin>, std::string> find_origin(PostgresLink& link) {
  auto format = format_of(link);
  if (!format) return failure(format.take_error());
  if (*format == 0) return std::optional<JournalOrigin>();
  auto origin = read_origin(link);
  if (!origin) return failure(origin.take_error());
  return std::optional(std::move(*origin));
}

}  // namespace lotusbox::store
