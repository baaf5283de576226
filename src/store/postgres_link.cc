#include "store/postgres_link.h"

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <cstdlib>

namespace lotusbox::store {

namespace {

constexpr std::string_view kNoAnswer = "the database gives no answer";
constexpr std::string_view kLockNotAvailable = "55P03";
constexpr int kBinary = 1;
constexpr std::size_t kBitsPerByte = 8;

/// False when the time was up first.
bool wait_for(int socket, short events, PostgresLink::Clock::time_point until) {
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(until - PostgresLink::Clock::now());
  pollfd one{socket, events, 0};
  return left.count() > 0 && ::poll(&one, 1, static_cast<int>(left.count())) > 0;
}

/// What libpq says, on one line.
std::string one_line(std::string_view text) {
  std::string line(text);
  while (!line.empty() && line.back() == '\n') line.pop_back();
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

bool is_good(const PGresult* result) {
  const ExecStatusType status = PQresultStatus(result);
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_PIPELINE_SYNC;
}

}  // namespace

Parameters& Parameters::add(std::int64_t number) {
  values_.push_back({std::to_string(number)});
  return *this;
}

Parameters& Parameters::add(std::string_view text) {
  values_.push_back({std::string(text)});
  return *this;
}

Parameters& Parameters::add_bytes(std::string_view bytes) {
  values_.push_back({std::string(bytes), true});
  return *this;
}

Parameters& Parameters::add_nothing() {
  values_.push_back({{}, false, true});
  return *this;
}

void PostgresRows::clear(pg_result* result) { PQclear(result); }

int PostgresRows::count() const { return PQntuples(result_.get()); }

std::int64_t PostgresRows::changed() const {
  return std::strtoll(PQcmdTuples(result_.get()), nullptr, 10);
}

bool PostgresRows::is_null(int row, int column) const {
  return PQgetisnull(result_.get(), row, column) != 0;
}

std::int64_t PostgresRows::number(int row, int column) const {
  const char* const bytes = PQgetvalue(result_.get(), row, column);
  const int size = PQgetlength(result_.get(), row, column);
  std::uint64_t number = 0;  // a bigint, most significant byte first
  for (int i = 0; i < size; ++i) {
    number = number << kBitsPerByte | static_cast<unsigned char>(bytes[i]);
  }
  return static_cast<std::int64_t>(number);
}

std::string PostgresRows::text(int row, int column) const {
  return {PQgetvalue(result_.get(), row, column),
          static_cast<std::size_t>(PQgetlength(result_.get(), row, column))};
}

Result<std::unique_ptr<PostgresLink>, std::string> PostgresLink::open(const std::string& url) {
  const char* const names[] = {"dbname", "fallback_application_name", "client_encoding", nullptr};
  const char* const values[] = {url.c_str(), "lotusbox", "UTF8", nullptr};
  std::unique_ptr<PostgresLink> link(new PostgresLink(PQconnectStartParams(names, values, 1)));
  if (auto problem = link->connect()) return failure(std::move(*problem));
  return link;
}

std::optional<std::string> PostgresLink::connect() {
  if (connection_ == nullptr) return broke("there is no memory for a connection");
  const auto until = Clock::now() + kPatience;
  PostgresPollingStatusType next = PGRES_POLLING_WRITING;
  while (next != PGRES_POLLING_OK) {
    if (next == PGRES_POLLING_FAILED || PQstatus(connection_) == CONNECTION_BAD) {
      return broke(problem());
    }
    const short events = next == PGRES_POLLING_READING ? POLLIN : POLLOUT;
    if (!wait_for(PQsocket(connection_), events, until)) return broke(std::string(kNoAnswer));
    next = PQconnectPoll(connection_);
  }
  PQsetnonblocking(connection_, 1);
  // Who stops in the middle of a transaction must not hold its locks for ever.
  return run_script(
      "SET lock_timeout = '3s'; SET idle_in_transaction_session_timeout = '10s';"
      " SET client_min_messages = 'warning'");
}

PostgresLink::~PostgresLink() { PQfinish(connection_); }

std::string PostgresLink::problem() const { return one_line(PQerrorMessage(connection_)); }

std::string PostgresLink::broke(std::string why) {
  broken_ = true;
  return why;
}

std::string PostgresLink::refused(const pg_result* result) {
  const char* const state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  lock_was_held_ = state != nullptr && state == kLockNotAvailable;
  if (PQstatus(connection_) == CONNECTION_BAD) broken_ = true;
  return one_line(PQresultErrorMessage(result));
}

bool PostgresLink::flush(Clock::time_point until) {
  for (;;) {
    const int left = PQflush(connection_);
    if (left <= 0) return left == 0;
    if (!wait_for(PQsocket(connection_), POLLIN | POLLOUT, until)) return false;
    if (PQconsumeInput(connection_) == 0) return false;
  }
}

Result<pg_result*, std::string> PostgresLink::next_result(Clock::time_point until) {
  while (PQisBusy(connection_) != 0) {
    if (!wait_for(PQsocket(connection_), POLLIN, until)) {
      return failure(broke(std::string(kNoAnswer)));
    }
    if (PQconsumeInput(connection_) == 0) return failure(broke(problem()));
  }
  return PQgetResult(connection_);
}

PostgresLink::Asked PostgresLink::last_of_all(Clock::time_point until) {
  if (!flush(until)) return failure(broke(problem().empty() ? std::string(kNoAnswer) : problem()));
  PostgresRows last(nullptr);
  std::string why;
  for (;;) {
    auto result = next_result(until);
    if (!result) return failure(result.take_error());
    if (*result == nullptr) break;
    last = PostgresRows(*result);
    if (!is_good(*result) && why.empty()) why = refused(*result);
  }
  if (!why.empty()) return failure(std::move(why));
  return last;
}

PostgresLink::Asked PostgresLink::run(const std::string& sql, const Parameters& parameters) {
  std::vector<const char*> values;
  std::vector<int> sizes, formats;
  for (const auto& value : parameters.values_) {
    values.push_back(value.is_null ? nullptr : value.bytes.data());
    sizes.push_back(static_cast<int>(value.bytes.size()));
    formats.push_back(value.is_binary ? kBinary : 0);
  }
  lock_was_held_ = false;
  const int sent = PQsendQueryParams(connection_, sql.c_str(), static_cast<int>(values.size()),
                                     nullptr, values.data(), sizes.data(), formats.data(), kBinary);
  if (sent == 0) return failure(broke(problem()));
  return last_of_all(Clock::now() + kPatience);
}

std::optional<std::string> PostgresLink::run_script(const std::string& sql) {
  if (PQsendQuery(connection_, sql.c_str()) == 0) return broke(problem());
  auto done = last_of_all(Clock::now() + kPatience);
  return done ? std::nullopt : std::optional(done.take_error());
}

std::optional<std::string> PostgresLink::prepare(const char* name, const std::string& sql) {
  if (PQsendPrepare(connection_, name, sql.c_str(), 0, nullptr) == 0) return broke(problem());
  auto done = last_of_all(Clock::now() + kPatience);
  return done ? std::nullopt : std::optional(done.take_error());
}

Result<std::vector<std::int64_t>, std::string> PostgresLink::run_all(
    const char* name, const std::deque<Parameters>& sets) {
  const auto until = Clock::now() + kPatience;
  const auto fail = [this](std::string why) {
    return failure(broke(why.empty() ? std::string(kNoAnswer) : std::move(why)));
  };
  if (PQenterPipelineMode(connection_) == 0) return fail(problem());
  for (const Parameters& set : sets) {
    std::vector<const char*> values;
    std::vector<int> sizes, formats;
    for (const auto& value : set.values_) {
      values.push_back(value.is_null ? nullptr : value.bytes.data());
      sizes.push_back(static_cast<int>(value.bytes.size()));
      formats.push_back(value.is_binary ? kBinary : 0);
    }
    if (PQsendQueryPrepared(connection_, name, static_cast<int>(values.size()), values.data(),
                            sizes.data(), formats.data(), kBinary) == 0) {
      return fail(problem());
    }
  }
  if (PQpipelineSync(connection_) == 0 || !flush(until)) return fail(problem());
  std::vector<std::int64_t> changed;
  std::string why;
  for (;;) {  // of each statement its result and a null, and at last the end of the pipeline
    auto result = next_result(until);
    if (!result) return failure(result.take_error());
    if (*result == nullptr) continue;
    const PostgresRows rows(*result);
    if (PQresultStatus(*result) == PGRES_PIPELINE_SYNC) break;
    if (!is_good(*result) && why.empty()) why = refused(*result);
    changed.push_back(is_good(*result) ? rows.changed() : 0);
  }
  if (PQexitPipelineMode(connection_) == 0) return fail(problem());
  if (!why.empty()) return failure(std::move(why));
  return changed;
}

std::vector<std::string> PostgresLink::take_notices() {
  std::vector<std::string> notices;
  while (PGnotify* const one = PQnotifies(connection_)) {
    notices.emplace_back(one->extra);
    PQfreemem(one);
  }
  return notices;
}

bool PostgresLink::idle_for(std::chrono::milliseconds time) {
  if (!wait_for(PQsocket(connection_), POLLIN, Clock::now() + time)) return false;
  if (PQconsumeInput(connection_) == 0) broken_ = true;
  return true;
}

}  // namespace lotusbox::store
