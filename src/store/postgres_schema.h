// The tables in the database, their versions, and what the journal in them was begun with.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "engine/journal.h"
#include "store/postgres_link.h"

namespace lotusbox::store {

/// The newest version of the tables; a database with a newer one is refused.
inline constexpr std::int64_t kPostgresFormat = 1;

/// Makes the tables, or brings them up to this version, when `origin` is given: it begins the
/// journal then, unless somebody did before. Returns what it was begun with. Without an origin the
/// tables must be there, and nothing is changed.
Result<JournalOrigin, std::string> open_schema(PostgresLink& link,
                                               const std::optional<JournalOrigin>& origin);

/// What the journal in the database was begun with; nothing when there is none.
Result<std::optional<JournalOrigin>, std::string> find_origin(PostgresLink& link);

}  // namespace lotusbox::store
