// One prepared statement of SQLite: bind in order, step, read columns in order. Bound texts must
// live until the step is done.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace lotusbox::store {

class Statement {
 public:
  Statement() = default;
  /// What cannot be prepared fails when it is stepped.
  Statement(sqlite3* database, std::string_view sql);
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&& other) noexcept;
  ~Statement();

  Statement& bind(std::int64_t number);
  Statement& bind(std::string_view text);
  Statement& bind_bytes(std::string_view bytes);

  enum class Step : std::uint8_t { row, done, failed };
  Step step();
  /// Steps once and gets ready to be bound again; false when that failed.
  bool run();

  [[nodiscard]] bool is_number(int column) const;
  [[nodiscard]] bool is_text(int column) const;  ///< or bytes
  [[nodiscard]] std::int64_t number(int column) const;
  [[nodiscard]] std::string text(int column) const;

 private:
  sqlite3_stmt* statement_ = nullptr;
  int bound_ = 0;
};

/// Runs statements that answer nothing; false when one fails.
bool execute(sqlite3* database, const char* sql);

}  // namespace lotusbox::store
