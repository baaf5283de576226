// What the machines of debits and subscriptions ask of the world before a row may fire.
#pragma once

#include <optional>

#include "core/model/world.h"

namespace lotusbox {

/// Whether the mandate of the debit may be charged now.
[[nodiscard]] bool mandate_is_active(const World& world, DebitId debit);
/// Whether policy holds back what is beyond the terms of its mandate, and the debit is.
[[nodiscard]] bool is_held_back(const World& world, DebitId debit);
/// The day on which money that comes in now counts: after the close of a day, the next (D6).
[[nodiscard]] CivilDate value_date(const World& world);
/// The collection that a debit confirmed now belongs to, when it is there already.
/// The index of the NACH profile that collects it, in World::creditors.
[[nodiscard]] std::uint16_t creditor_of_debit(const World& world, DebitId debit);
[[nodiscard]] std::optional<CollectionId> open_collection(const World& world, DebitId debit);
/// Whether the debit came in and its collection still takes more.
[[nodiscard]] bool collected_today(const World& world, DebitId debit);
/// Whether the occurrence that comes next is the last by its count. The end of the mandate is no
/// last date: it can be put off, and when it comes it ends the subscription.
[[nodiscard]] bool is_last_occurrence(const World& world, SubscriptionId subscription);

}  // namespace lotusbox
