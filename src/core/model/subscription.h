// A subscription: debits made by the calendar, and the dates on which none could be made.
#pragma once

#include <cstdint>
#include <optional>

#include "base/text_pool.h"
#include "core/model/ledger_words.h"
#include "core/model/refusal.h"
#include "core/values/calendar.h"
#include "core/values/ids.h"
#include "core/values/money.h"

namespace lotusbox {

/// When a subscription charges: the n-th date follows from the first alone.
struct Schedule {
  CivilDate start;
  SubscriptionInterval interval = SubscriptionInterval::month;
  std::uint16_t interval_count = 1;
  std::uint8_t day_of_month = 1;  ///< of a month or year; clamped to the length of the month
  std::uint8_t month = 1;         ///< of a year
};
[[nodiscard]] CivilDate occurrence(const Schedule& schedule, std::uint32_t n);

struct Subscription {
  Instant created;
  Schedule schedule;
  Paise amount;
  MandateId mandate;
  std::optional<SubscriptionId> previous_of_customer, previous_of_mandate;
  Text name, metadata;
  std::optional<std::uint16_t> count;        ///< none: until its mandate ends
  std::uint32_t next = 0;                    ///< number of the occurrence that comes next
  std::optional<std::uint32_t> last_missed;  ///< index in Ledger::missed
  SubscriptionStatus status = SubscriptionStatus::active;
};

/// A date on which a subscription could not charge, and the rule that said no.
struct MissedDate {
  Instant at;
  SubscriptionId subscription;
  CivilDate date;
  Refusal refusal;
  std::optional<std::uint32_t> previous;  ///< of the same subscription
};

}  // namespace lotusbox
