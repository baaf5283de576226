// Whether there is room for what a call would add: in the journal, and in its world. No rules of
// the tables: they are about the machine that we run on, and no scenario can break them.
#pragma once

#include <optional>

#include "api/routes.h"

namespace lotusbox::api {

inline constexpr int kInsufficientStorage = 507;
inline constexpr std::string_view kJournalRule = "journal.writable";
inline constexpr std::string_view kDrainingRule = "server.draining";
inline constexpr std::string_view kReachableRule = "journal.unreachable";  ///< shared by servers

/// The answer to a call that there is no room for; nothing has happened then.
std::optional<Answer> no_room(const Call& call, const Route& route);

}  // namespace lotusbox::api
