#include "core/model/ledger.h"

#include <algorithm>

#include "base/check.h"
#include "core/model/word_table.h"
#include "core/model/world.h"

namespace lotusbox {

namespace {

constexpr Words<7> kDebitStatus{"pending",  "submitted", "extended", "confirmed",
                                "rejected", "returned",  "cancelled"};
constexpr Words<7> kCancelReason{"Not cancelled",
                                 "Cancelled by the merchant",
                                 "The mandate has ended",
                                 "The mandate is not active",
                                 "Denied by the sponsor bank",
                                 "Beyond the terms of the mandate",
                                 "More often than the frequency of the mandate allows"};
constexpr Words<5> kBreach{
    "its amount is above the maximum", "its amount is not the collection amount",
    "its date is before the first collection", "its date is after the final collection",
    "it comes more often than the frequency allows"};
constexpr Words<2> kCollectionStatus{"open", "closed"};
constexpr Words<3> kSettlementStatus{"pending", "processing", "settled"};
constexpr Words<3> kSubscriptionStatus{"active", "cancelled", "completed"};
constexpr Words<4> kInterval{"day", "week", "month", "year"};
constexpr Words<6> kAnswer{"confirmed", "extended", "rejected", "returned", "denied", "none"};

template <class IdType>
std::optional<IdType> find(const World& world, ObjectKind kind, std::string_view text,
                           std::size_t count) {
  const auto index = world.ids.parse(id_prefix(kind), text);
  if (!index || *index >= count) return std::nullopt;
  return IdType{*index};
}

/// That day of the month, or its last day where the month is shorter.
CivilDate day_in(CivilDate any_day_of_month, int day) {
  const CivilDate first = any_day_of_month.plus_days(1 - any_day_of_month.day());
  const int last = first.plus_months(1).plus_days(-1).day();
  return first.plus_days(std::min(day, last) - 1);
}

CivilDate first_of_year_month(int year, int month) {
  const auto first = CivilDate::make(year, month, 1);
  LOTUSBOX_CHECK(first.has_value(), "a schedule beyond the calendar");
  return *first;
}

}  // namespace

std::string_view to_text(DebitStatus value) { return word(kDebitStatus, value); }
std::string_view to_text(DebitCancelReason value) { return word(kCancelReason, value); }
std::string_view to_text(TermBreach value) { return word(kBreach, value); }
std::string_view to_text(CollectionStatus value) { return word(kCollectionStatus, value); }
std::string_view to_text(SettlementStatus value) { return word(kSettlementStatus, value); }
std::string_view to_text(SubscriptionStatus value) { return word(kSubscriptionStatus, value); }
std::string_view to_text(SubscriptionInterval value) { return word(kInterval, value); }
std::string_view to_text(DebitAnswer value) { return word(kAnswer, value); }

std::optional<DebitStatus> parse_debit_status(std::string_view text) {
  return find_word<DebitStatus>(kDebitStatus, text);
}
std::optional<SettlementStatus> parse_settlement_status(std::string_view text) {
  return find_word<SettlementStatus>(kSettlementStatus, text);
}
std::optional<SubscriptionStatus> parse_subscription_status(std::string_view text) {
  return find_word<SubscriptionStatus>(kSubscriptionStatus, text);
}
std::optional<SubscriptionInterval> parse_interval(std::string_view text) {
  return find_word<SubscriptionInterval>(kInterval, text);
}
std::optional<DebitAnswer> parse_debit_answer(std::string_view text) {
  return find_word<DebitAnswer>(kAnswer, text);
}

CivilDate occurrence(const Schedule& schedule, std::uint32_t n) {
  const int steps = static_cast<int>(n) * schedule.interval_count;
  const int day = schedule.day_of_month;
  switch (schedule.interval) {
    case SubscriptionInterval::day: return schedule.start.plus_days(steps);
    case SubscriptionInterval::week: return schedule.start.plus_days(7 * steps);
    case SubscriptionInterval::month: {
      const CivilDate first = schedule.start.plus_days(1 - schedule.start.day());
      const int late = day_in(first, day) < schedule.start ? 1 : 0;
      return day_in(first.plus_months(late + steps), day);
    }
    case SubscriptionInterval::year: {
      const CivilDate first = first_of_year_month(schedule.start.year(), schedule.month);
      const int late = day_in(first, day) < schedule.start ? 1 : 0;
      return day_in(first.plus_years(late + steps), day);
    }
  }
  LOTUSBOX_UNREACHABLE("interval");
}

std::optional<DebitId> find_debit(const World& world, std::string_view id) {
  return find<DebitId>(world, ObjectKind::ach_debit, id, world.ledger.debits.size());
}
std::optional<CollectionId> find_collection(const World& world, std::string_view id) {
  return find<CollectionId>(world, ObjectKind::ach_debit_collection, id,
                            world.ledger.collections.size());
}
std::optional<SettlementId> find_settlement(const World& world, std::string_view id) {
  return find<SettlementId>(world, ObjectKind::settlement, id, world.ledger.settlements.size());
}
std::optional<SubscriptionId> find_subscription(const World& world, std::string_view id) {
  return find<SubscriptionId>(world, ObjectKind::subscription, id,
                              world.ledger.subscriptions.size());
}

}  // namespace lotusbox
