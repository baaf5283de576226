#include "core/behaviour/subscription/rules.h"

#include "base/text.h"
#include "core/behaviour/debit/terms.h"
#include "core/behaviour/formats.h"
#include "core/behaviour/mandate/forecast.h"
#include "core/behaviour/profiles.h"
#include "core/behaviour/source/rules.h"

namespace lotusbox {

namespace {

using enum Evidence;
using enum RefusalCode;
using Rows = RuleRow<ParsedSubscription>;
using ChangeRows = RuleRow<ParsedChangeSubscription>;

constexpr std::int64_t kDaysOfMonth = 31;
constexpr std::int64_t kMonths = 12;

bool in_range(const Field& field, const std::optional<std::int64_t>& number, std::int64_t most) {
  return !field.given() || (number && *number >= 1 && *number <= most);
}

bool name_fits(const Field& name) {
  return !name.given() || (name.is_scalar() && is_printable(name.text) &&
                           name.text.size() <= limits::kSubscriptionNameLength);
}

Objection amount_fits(const World& world, const Mandate& mandate, Paise amount) {
  if (permits(world, mandate, amount)) return std::nullopt;
  const bool fixed = world.terms_of(mandate).amount_kind == AmountKind::collection;
  Finding found{.message = fixed ? "amount must be the collection amount of the mandate"
                                 : "amount may not be more than the maximum of the mandate"};
  found.inputs = {{"amount", format_rupees(amount)},
                  {"mandate", format_rupees(mandate.state.amount)}};
  return found;
}

Objection body_readable(const ParsedSubscription& r) {
  if (r.command.body_problem.empty()) return std::nullopt;
  return Finding{.message = r.command.body_problem};
}
Objection mandate_known(const ParsedSubscription& r) {
  if (!r.command.mandate.given()) return missing_field("mandate is required");
  return when(!r.id, "No such mandate");
}
Objection mandate_active(const ParsedSubscription& r) {
  const std::string status(to_text(r.mandate->state.status));
  if (r.mandate->state.status == MandateStatus::active) return std::nullopt;
  Finding found{.message = "The mandate must be active, it is " + status};
  found.blocking = "mandate is " + status;
  found.passes_at = comes_into(r.world, *r.id, MandateStatus::active);
  return found;
}
Objection amount_whole(const ParsedSubscription& r) {
  if (!r.command.amount.given()) return missing_field("amount is required");
  return when(!r.amount, "Invalid positive integer");
}
Objection amount_permitted(const ParsedSubscription& r) {
  return amount_fits(r.world, *r.mandate, *r.amount);
}
Objection name_plain(const ParsedSubscription& r) {
  return when(!name_fits(r.command.name), "name must be a plain text of at most 100 characters");
}
Objection interval_known(const ParsedSubscription& r) {
  if (!r.interval) return Finding{.message = "interval must be day, week, month or year"};
  if (in_range(r.command.interval_count, r.interval_count, limits::kIntervalCountMax)) {
    return std::nullopt;
  }
  return Finding{.message = "interval_count must be a number from 1 to 366",
                 .param = "interval_count",
                 .code = parameter_invalid_integer};
}
Objection day_possible(const ParsedSubscription& r) {
  if (!in_range(r.command.day_of_month, r.day_of_month, kDaysOfMonth)) {
    return Finding{.message = "day_of_month must be a number from 1 to 31"};
  }
  if (in_range(r.command.month, r.month, kMonths)) return std::nullopt;
  return Finding{.message = "month must be a number from 1 to 12", .param = "month"};
}
Objection count_possible(const ParsedSubscription& r) {
  return when(!in_range(r.command.count, r.count, limits::kSubscriptionCountMax),
              "count must be a number from 1 to 1200");
}
Objection start_readable(const ParsedSubscription& r) {
  return when(!r.start, "start_date must be a date such as 2026-01-31");
}

Objection first_date_possible(const ParsedSubscription& r) {
  const CivilDate first = occurrence(r.schedule(), 0);
  const CivilDate earliest = earliest_charge(r.world, *r.mandate);
  if (*r.start >= ist_date(r.world.now) && first >= earliest) return std::nullopt;
  Finding found{.message = "The first charge date comes too early for the mandate"};
  found.inputs = {{"first charge date", format_date(first)}, {"earliest", format_date(earliest)}};
  return found;
}

/// Three working days lie between the last payment and the end of the mandate (facts 4.8).
Objection mandate_lasts(const ParsedSubscription& r) {
  const auto& final = r.mandate->state.final_collection;
  if (!final) return std::nullopt;
  const auto payments = r.count.value_or(1);
  const CivilDate last = occurrence(r.schedule(), static_cast<std::uint32_t>(payments - 1));
  const bool slack = !takes(r.world.policy.profile, Slack::subscription_days);
  const CivilDate needed =
      slack ? r.world.reference->working_days.after(last, limits::kSubscriptionSlackDays) : last;
  if (*final >= needed) return std::nullopt;
  Finding found{.message = "The mandate ends before the last payment has had its time"};
  found.inputs = {{"last payment", format_date(last)},
                  {"needed until", format_date(needed)},
                  {"final collection", format_date(*final)}};
  return found;
}

Objection metadata_kept(const ParsedSubscription& r) {
  return when(!metadata_fits(r.command.metadata, r.command.metadata_json),
              "metadata must be a hash of at most 30 pairs");
}

constexpr std::string_view kPage = "facts 4.8";
constexpr std::string_view kOurs = "facts 4.8; D8";

constexpr Rows kRules[] = {
    {{"subscription.body_malformed", parameter_invalid, "", assumed, "R1",
      "The body can be read as JSON or a form"},
     body_readable},
    {{"subscription.mandate_unknown", resource_missing, "mandate", documented, "facts 1.3",
      "The mandate exists"},
     mandate_known},
    {{"subscription.mandate_active", invalid_mandate_usage, "mandate", assumed, kOurs,
      "The mandate is active"},
     mandate_active},
    {{"subscription.amount", parameter_invalid_integer, "amount", documented, "facts 1.3, 4.8",
      "The amount is a positive whole number of paise"},
     amount_whole},
    {{"subscription.amount_permitted", parameter_invalid, "amount", documented, "facts 4.5, 4.8",
      "The amount is at most the maximum, or the collection amount"},
     amount_permitted},
    {{"subscription.name", parameter_invalid, "name", assumed, kPage,
      "The name is a plain text of at most 100 characters"},
     name_plain},
    {{"subscription.interval", parameter_invalid, "interval", assumed, kOurs,
      "The interval is day, week, month or year, and its count 1 to 366"},
     interval_known},
    {{"subscription.day_of_month", parameter_invalid_integer, "day_of_month", assumed, kOurs,
      "The day of the month is 1 to 31, the month 1 to 12"},
     day_possible},
    {{"subscription.count", parameter_invalid_integer, "count", assumed, kOurs,
      "The number of payments is 1 to 1200"},
     count_possible},
    {{"subscription.start_date", parameter_invalid, "start_date", assumed, "facts 8",
      "The start is an ISO date"},
     start_readable},
    {{"subscription.first_date", parameter_invalid, "start_date", assumed, "facts 4.5; D8",
      "The mandate can be charged on the first date"},
     first_date_possible},
    {{"subscription.final_date", parameter_invalid, "count", documented, kPage,
      "The mandate ends three working days after the last payment or later"},
     mandate_lasts},
    {{"subscription.metadata", parameter_invalid, "metadata", documented, "facts 1.7",
      "Metadata is a hash within its limits"},
     metadata_kept},
};

// Changing one.

Objection known(const ParsedChangeSubscription& r) { return when(!r.id, "No such subscription"); }
Objection still_active(const ParsedChangeSubscription& r) {
  const SubscriptionStatus status = r.world.ledger.subscriptions[r.id->index].status;
  if (status == SubscriptionStatus::active) return std::nullopt;
  Finding found{.message = "The subscription must be active"};
  found.blocking = "subscription is " + std::string(to_text(status));
  return found;
}
Objection update_readable(const ParsedChangeSubscription& r) {
  if (r.command->body_problem.empty()) return std::nullopt;
  return Finding{.message = r.command->body_problem};
}
Objection something_to_update(const ParsedChangeSubscription& r) {
  return when(!r.command->amount.given() && !r.command->name.given(), "Send amount or name");
}
Objection new_amount_fits(const ParsedChangeSubscription& r) {
  if (!r.command->amount.given()) return std::nullopt;
  if (!r.amount) {
    return Finding{.message = "Invalid positive integer", .code = parameter_invalid_integer};
  }
  const Subscription& subscription = r.world.ledger.subscriptions[r.id->index];
  return amount_fits(r.world, r.world.mandates[subscription.mandate.index], *r.amount);
}
Objection new_name_plain(const ParsedChangeSubscription& r) {
  return when(!name_fits(r.command->name), "name must be a plain text of at most 100 characters");
}

constexpr ChangeRows kKnown{{"subscription.unknown", resource_missing, "subscription", documented,
                             "facts 1.3", "The subscription exists"},
                            known};
constexpr ChangeRows kActive{{"subscription.active", invalid_subscription_usage, "", assumed, kPage,
                              "The subscription is active"},
                             still_active};

constexpr ChangeRows kUpdateRules[] = {
    kKnown,
    {{"subscription_update.body_malformed", parameter_invalid, "", assumed, "R1",
      "The body can be read as JSON or a form"},
     update_readable},
    {{"subscription_update.something", parameter_missing, "amount", documented, kPage,
      "An amount or a name is sent"},
     something_to_update},
    kActive,
    {{"subscription_update.amount", parameter_invalid, "amount", assumed, kOurs,
      "The new amount is one that a new subscription could have"},
     new_amount_fits},
    {{"subscription_update.name", parameter_invalid, "name", assumed, kPage,
      "The name is a plain text of at most 100 characters"},
     new_name_plain},
};
constexpr ChangeRows kCancelRules[] = {kKnown, kActive};

std::optional<std::int64_t> read_number(const Field& field) {
  if (!field.is_scalar() || !all_digits(field.text)) return std::nullopt;
  return parse_integer(field.text);
}

}  // namespace

Schedule ParsedSubscription::schedule() const {
  Schedule schedule;
  schedule.start = *start;
  schedule.interval = *interval;
  schedule.interval_count = static_cast<std::uint16_t>(interval_count.value_or(1));
  schedule.day_of_month = static_cast<std::uint8_t>(day_of_month.value_or(start->day()));
  schedule.month = static_cast<std::uint8_t>(month.value_or(start->month()));
  return schedule;
}

ParsedSubscription read_subscription(const World& world, const CreateSubscription& command) {
  ParsedSubscription parsed{.world = world, .command = command};
  parsed.id = find_mandate(world, command.mandate.text);
  parsed.amount = read_positive(command.amount);
  parsed.interval = command.interval.given() ? parse_interval(command.interval.text)
                                             : std::optional(SubscriptionInterval::month);
  parsed.interval_count = read_number(command.interval_count);
  parsed.day_of_month = read_number(command.day_of_month);
  parsed.month = read_number(command.month);
  parsed.count = read_number(command.count);
  if (!parsed.id) return parsed;
  parsed.mandate = &world.mandates[parsed.id->index];
  if (command.start_date.is_text()) {
    parsed.start = parse_date(command.start_date.text);
  } else if (!command.start_date.given()) {
    parsed.start = earliest_charge(world, *parsed.mandate);
  }
  return parsed;
}

std::span<const RuleRow<ParsedSubscription>> subscription_rules() { return kRules; }
std::span<const RuleRow<ParsedChangeSubscription>> update_subscription_rules() {
  return kUpdateRules;
}
std::span<const RuleRow<ParsedChangeSubscription>> cancel_subscription_rules() {
  return kCancelRules;
}

}  // namespace lotusbox
