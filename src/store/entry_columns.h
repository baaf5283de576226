// An entry of the journal as columns of a row, and back. A file may hold anything, also in the
// columns that this program wrote: what is out of its range is named, and never used.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "engine/journal.h"
#include "store/statement.h"

namespace lotusbox::store {

/// All columns but the line, in order, apart by commas.
inline constexpr std::string_view kEntryColumns =
    "kind, world, source, wall_ms, now, method, target, headers, body, number, status, rule,"
    " digest, delivery, verdict, took_ms";

/// One row, wherever it is kept, with its columns by number.
class EntryRow {
 public:
  EntryRow() = default;
  EntryRow(const EntryRow&) = delete;
  EntryRow& operator=(const EntryRow&) = delete;
  virtual ~EntryRow() = default;
  [[nodiscard]] virtual bool is_number(int column) const = 0;
  [[nodiscard]] virtual bool is_text(int column) const = 0;  ///< or bytes
  [[nodiscard]] virtual std::int64_t number(int column) const = 0;
  [[nodiscard]] virtual std::string text(int column) const = 0;
};

/// The headers of a request as one text, one a line.
std::string join_headers(const Headers& headers);

/// Binds the columns of an entry and steps; false when that failed.
bool insert_entry(Statement& insert, const JournalEntry& entry);

/// The line that a row of the line and `kEntryColumns` has, and its entry; says which line and
/// which column holds what no journal of this program holds.
struct EntryLine {
  std::uint64_t line = 0;
  JournalEntry entry;
};
Result<EntryLine, std::string> read_entry(const EntryRow& row);
Result<EntryLine, std::string> read_entry(const Statement& row);

}  // namespace lotusbox::store
