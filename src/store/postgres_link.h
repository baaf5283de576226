// One connection to PostgreSQL, which never waits for longer than it was told: a network that was
// cut says nothing, and whoever waits for it would wait for ever. How to reach the database and
// what to trust is read by libpq itself: the URL, PGPASSFILE, sslmode and the like.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

struct pg_conn;
struct pg_result;

namespace lotusbox::store {

/// The values of one statement, in order.
class Parameters {
 public:
  Parameters& add(std::int64_t number);
  Parameters& add(std::string_view text);
  Parameters& add_bytes(std::string_view bytes);
  Parameters& add_nothing();

 private:
  friend class PostgresLink;
  struct Value {
    std::string bytes;
    bool is_binary = false, is_null = false;
  };
  std::deque<Value> values_;
};

/// What a statement answered; numbers are columns of the type bigint.
class PostgresRows {
 public:
  explicit PostgresRows(pg_result* result) : result_(result, &clear) {}

  [[nodiscard]] int count() const;
  [[nodiscard]] std::int64_t changed() const;  ///< rows that it wrote
  [[nodiscard]] bool is_null(int row, int column) const;
  [[nodiscard]] std::int64_t number(int row, int column) const;
  [[nodiscard]] std::string text(int row, int column) const;  ///< or bytes

 private:
  static void clear(pg_result* result);
  std::unique_ptr<pg_result, void (*)(pg_result*)> result_;
};

class PostgresLink {
 public:
  using Asked = Result<PostgresRows, std::string>;
  using Clock = std::chrono::steady_clock;

  /// How long connecting, and each statement, may take.
  static constexpr std::chrono::milliseconds kPatience{5000};

  static Result<std::unique_ptr<PostgresLink>, std::string> open(const std::string& url);
  PostgresLink(const PostgresLink&) = delete;
  PostgresLink& operator=(const PostgresLink&) = delete;
  ~PostgresLink();

  /// One statement; says what is in the way. A link that is broken stays so.
  Asked run(const std::string& sql, const Parameters& parameters = {});
  /// Several statements without values, all or none.
  std::optional<std::string> run_script(const std::string& sql);
  /// A statement that `run_all` can name.
  std::optional<std::string> prepare(const char* name, const std::string& sql);
  /// One prepared statement for each set of values, sent without waiting in between, all or none.
  /// Answers how many rows each has written.
  Result<std::vector<std::int64_t>, std::string> run_all(const char* name,
                                                         const std::deque<Parameters>& sets);

  [[nodiscard]] bool broken() const { return broken_; }
  /// The last refusal came from a lock that somebody else has.
  [[nodiscard]] bool lock_was_held() const { return lock_was_held_; }
  /// What was sent to the channels that this link listens on, since the last time.
  std::vector<std::string> take_notices();
  /// Waits; true when the server has said something unasked, or has gone.
  bool idle_for(std::chrono::milliseconds time);

 private:
  explicit PostgresLink(pg_conn* connection) : connection_(connection) {}
  std::optional<std::string> connect();
  Result<pg_result*, std::string> next_result(Clock::time_point until);
  Asked last_of_all(Clock::time_point until);
  bool flush(Clock::time_point until);
  std::string broke(std::string why);
  [[nodiscard]] std::string problem() const;
  std::string refused(const pg_result* result);

  pg_conn* connection_;
  bool broken_ = false;
  bool lock_was_held_ = false;
};

}  // namespace lotusbox::store
