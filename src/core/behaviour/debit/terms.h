// Whether a debit keeps to the terms of its mandate. They are looked at when it is made, and again
// on the morning of its charge date, because they can change in between.
#pragma once

#include <optional>

#include "core/model/world.h"

namespace lotusbox {

/// Whether the mandate permits this amount: at most its maximum, or exactly its collection amount.
[[nodiscard]] bool permits(const World& world, const Mandate& mandate, Paise amount);

/// The first term that the debit breaks as things stand now; nothing when it keeps to all.
[[nodiscard]] std::optional<TermBreach> term_breach(const World& world, DebitId debit);

/// The code of NPCI for it, a index in Reference::codes. None for what the sponsor bank denies.
[[nodiscard]] std::optional<std::uint16_t> reject_code(const Reference& reference,
                                                       TermBreach breach);

}  // namespace lotusbox
