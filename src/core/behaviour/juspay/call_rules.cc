#include <algorithm>
#include <array>

#include "base/text.h"
#include "core/behaviour/juspay/rules.h"
#include "core/behaviour/profiles.h"
#include "core/values/calendar.h"

namespace lotusbox {

namespace {

using Objection = std::optional<Finding>;
using enum Evidence;
using enum RefusalCode;
using Rows = RuleRow<ParsedJuspay>;

constexpr std::size_t kIdShown = 64;

Objection when(bool broken, const char* message) {
  return broken ? Objection(Finding{.message = message}) : std::nullopt;
}

Objection merchant_sent(const Field& merchant) {
  return when(!merchant.given() || trim(merchant.text).empty(),
              "Send the header x-merchantid: the user name the merchant holds at Juspay");
}

// What every call is asked first. The documents do not say which refusal wins; the order is ours.

Objection merchant_named(const ParsedJuspay& r) { return merchant_sent(r.call.merchant); }
Objection command_sent(const ParsedJuspay& r) {
  return when(!r.call.command.given(), "Send command in a form body");
}
Objection command_known(const ParsedJuspay& r) { return when(!r.wanted, "Invalid command"); }
Objection command_offered(const ParsedJuspay& r) {
  const bool by_name_only = r.wanted == JuspayCommand::cancel_recurring_transaction ||
                            r.wanted == JuspayCommand::pre_debit_notify;
  return when(by_name_only, "Invalid command");
}
Objection mandate_known(const ParsedJuspay& r) {
  if (r.id) return std::nullopt;
  Finding found{.message = "Mandate not found"};
  found.inputs = {
      {"mandate_id", is_utf8(r.call.mandate) ? r.call.mandate.substr(0, kIdShown) : ""}};
  return found;
}

// States.

/// The vendor's own sentence, and when the state will be another by itself.
Finding in_the_way(const ParsedJuspay& r) {
  const JuspayMandate::State& state = r.mandate->state;
  Finding found{.message = "Mandate is in " + std::string(to_text(state.status)) + " state."};
  found.blocking = "mandate is " + std::string(to_text(state.status));
  return found;
}
/// When a paused mandate is active by itself; none when its pause lasts to its end.
std::optional<Instant> active_again(const ParsedJuspay& r) {
  const JuspayMandate::State& state = r.mandate->state;
  if (state.status != JuspayStatus::paused || *state.pause_end >= r.mandate->end) {
    return std::nullopt;
  }
  return state.pause_end;
}

Objection active_for_pause(const ParsedJuspay& r) {
  if (r.mandate->state.status == JuspayStatus::active) return std::nullopt;
  Finding found = in_the_way(r);
  found.passes_at = active_again(r);
  return found;
}
Objection paused_for_resume(const ParsedJuspay& r) {
  const JuspayMandate::State& state = r.mandate->state;
  if (state.status == JuspayStatus::paused || r.withdraws()) return std::nullopt;
  Finding found = in_the_way(r);
  if (state.status == JuspayStatus::active) found.passes_at = state.pause_start;
  return found;
}
Objection active_for_revoke(const ParsedJuspay& r) {
  if (r.mandate->state.status == JuspayStatus::active) return std::nullopt;
  Finding found = in_the_way(r);
  found.message = "Mandate Not in Active State";
  found.passes_at = active_again(r);
  return found;
}

// Dates.

Objection readable(const Field& field, const std::optional<Instant>& at, const char* name) {
  if (!field.given() || at) return std::nullopt;
  Finding found{.message = std::string(name) + " must be epoch seconds such as 1767225600"};
  found.inputs = {{name, is_utf8(field.text) ? field.told().substr(0, kIdShown) : ""}};
  return found;
}
Finding out_of_bounds(std::string message, const char* name, Instant sent, const char* bound_name,
                      Instant bound) {
  Finding found{.message = std::move(message)};
  found.inputs = {{name, format_ist(sent)}, {bound_name, format_ist(bound)}};
  return found;
}

Objection start_readable(const ParsedJuspay& r) {
  return readable(r.call.pause_start_date, r.pause_start, "pause_start_date");
}
Objection end_readable(const ParsedJuspay& r) {
  return readable(r.call.pause_end_date, r.pause_end, "pause_end_date");
}
Objection start_before_end(const ParsedJuspay& r) {
  if (r.from() < r.mandate->end) return std::nullopt;
  return out_of_bounds("pause_start_date must be before the end of the mandate", "pause_start_date",
                       r.from(), "end_date", r.mandate->end);
}
Objection end_after_start(const ParsedJuspay& r) {
  if (r.until() > r.from()) return std::nullopt;
  return out_of_bounds("pause_end_date must be after the pause begins", "pause_end_date", r.until(),
                       "pause_start_date", r.from());
}
Objection end_within_mandate(const ParsedJuspay& r) {
  if (r.until() <= r.mandate->end) return std::nullopt;
  return out_of_bounds("pause_end_date must not be after the end of the mandate", "pause_end_date",
                       r.until(), "end_date", r.mandate->end);
}

Objection resume_readable(const ParsedJuspay& r) {
  return readable(r.call.resume_date, r.resume_date, "resume_date");
}
Objection resume_not_past(const ParsedJuspay& r) {
  if (!r.resume_date || *r.resume_date >= r.world.now) return std::nullopt;
  return out_of_bounds("resume_date is past", "resume_date", *r.resume_date, "now", r.world.now);
}
Objection resume_before_end(const ParsedJuspay& r) {
  if (!r.resume_date || *r.resume_date < r.mandate->end) return std::nullopt;
  return out_of_bounds("resume_date must be before the end of the mandate", "resume_date",
                       *r.resume_date, "end_date", r.mandate->end);
}

constexpr Rule kMerchant{"juspay.merchant",
                         parameter_missing,
                         "x-merchantid",
                         assumed,
                         "seed 4; facts 10: required, what happens without it is not said",
                         "The header x-merchantid is sent"};

constexpr std::size_t kCommonCount = 5;
constexpr std::array<Rows, kCommonCount> kCommon{{
    {kMerchant, merchant_named},
    {{"juspay.command", parameter_missing, "command", documented, "facts 10", "A command is sent"},
     command_sent},
    {{"juspay.command_known", parameter_invalid, "command", observed, "facts 14.14",
      "The command is one of pause, resume, revoke and check_status"},
     command_known},
    {{"juspay.command_offered", parameter_invalid, "command", assumed,
      "facts name cancel_recurring_transaction and pre_debit_notify and say no more",
      "The command is not one of those that are known by name only"},
     command_offered},
    {{"juspay.mandate_known", resource_missing, "mandate_id", documented, "facts 10",
      "The mandate exists"},
     mandate_known},
}};

constexpr std::array<Rows, 6> kPauseOnly{{
    {{"juspay.pause_active", invalid_mandate_usage, "pause", documented, "seed 4; facts 10",
      "The mandate is ACTIVE"},
     active_for_pause},
    {{"juspay.pause_start_format", parameter_invalid, "pause_start_date", assumed,
      "seed 4: an epoch timestamp; what happens otherwise is not said",
      "The start of the pause is a number of seconds"},
     start_readable},
    {{"juspay.pause_end_format", parameter_invalid, "pause_end_date", assumed,
      "seed 4: an epoch timestamp; what happens otherwise is not said",
      "The end of the pause is a number of seconds"},
     end_readable},
    {{"juspay.pause_start_before_end", parameter_invalid, "pause_start_date", assumed,
      "ours: later there is nothing to pause", "The pause begins before the mandate ends"},
     start_before_end},
    {{"juspay.pause_end_after_start", parameter_invalid, "pause_end_date", assumed,
      "ours; the sample of facts 10 has it the other way round, which lenient accepts",
      "The pause ends after it begins, and after now"},
     end_after_start},
    {{"juspay.pause_end_within_mandate", parameter_invalid, "pause_end_date", assumed,
      "seed 4: the default is the end of the mandate", "The pause ends with the mandate at last"},
     end_within_mandate},
}};

constexpr std::array<Rows, 4> kResumeOnly{{
    {{"juspay.resume_paused", invalid_mandate_usage, "resume", documented, "facts 10",
      "The mandate is PAUSED"},
     paused_for_resume},
    {{"juspay.resume_date_format", parameter_invalid, "resume_date", documented, "facts 10",
      "The date is a number of seconds"},
     resume_readable},
    {{"juspay.resume_date_not_past", parameter_invalid, "resume_date", assumed,
      "facts 10 has the refusal and not its limits", "The date is now or later"},
     resume_not_past},
    {{"juspay.resume_date_before_end", parameter_invalid, "resume_date", assumed,
      "facts 10 has the refusal and not its limits", "The date is before the mandate ends"},
     resume_before_end},
}};

constexpr std::array<Rows, 1> kRevokeOnly{{
    {{"juspay.revoke_active", invalid_mandate_usage, "revoke", documented, "facts 10",
      "The mandate is ACTIVE"},
     active_for_revoke},
}};

template <std::size_t Count>
constexpr std::array<Rows, kCommonCount + Count> after_common(const std::array<Rows, Count>& own) {
  std::array<Rows, kCommonCount + Count> rows{};
  std::copy(kCommon.begin(), kCommon.end(), rows.begin());
  std::copy(own.begin(), own.end(), rows.begin() + kCommonCount);
  return rows;
}

constexpr auto kPause = after_common(kPauseOnly);
constexpr auto kResume = after_common(kResumeOnly);
constexpr auto kRevoke = after_common(kRevokeOnly);

// The list of a customer.

bool within(const Field& field, std::int64_t least, std::int64_t most) {
  if (!field.given()) return true;
  const auto number = parse_integer(field.text);
  return number && *number >= least && *number <= most;
}
Objection list_merchant(const JuspayListClaim& c) { return merchant_sent(c.merchant); }
Objection list_offset(const JuspayListClaim& c) {
  return when(!within(c.offset, 0, INT32_MAX), "offset must be a number, 0 or more");
}
Objection list_count(const JuspayListClaim& c) {
  return when(!within(c.count, 1, limits::kJuspayListMax), "count must be a number from 1 to 1000");
}

constexpr RuleRow<JuspayListClaim> kList[] = {
    {kMerchant, list_merchant},
    {{"juspay.list_offset", parameter_invalid, "offset", assumed,
      "facts 10: the answer has an offset", "The offset is 0 or more"},
     list_offset},
    {{"juspay.list_count", parameter_invalid, "count", assumed, "facts 10: the answer has a count",
      "The count is 1 to 1000"},
     list_count},
};

}  // namespace

std::optional<Instant> parse_epoch(const Field& field) {
  if (!field.is_scalar() || !all_digits(field.text)) return std::nullopt;
  const auto seconds = parse_integer(field.text);
  if (!seconds || *seconds > limits::kJuspayEpochMax) return std::nullopt;
  return instant_of(*seconds);
}

ParsedJuspay read_juspay(const World& world, const JuspayCall& call) {
  ParsedJuspay parsed{.world = world, .call = call};
  parsed.wanted = parse_juspay_command(call.command.text);
  parsed.id = find_juspay_mandate(world, call.mandate);
  if (parsed.id) parsed.mandate = &world.juspay_mandates[parsed.id->index];
  parsed.pause_start = parse_epoch(call.pause_start_date);
  parsed.pause_end = parse_epoch(call.pause_end_date);
  parsed.resume_date = parse_epoch(call.resume_date);
  return parsed;
}

Instant ParsedJuspay::from() const {
  return pause_start && *pause_start > world.now ? *pause_start : world.now;
}

Instant ParsedJuspay::until() const {
  // The official sample has its end before its start; a lenient world takes that for no end.
  const bool upside_down = pause_end && *pause_end <= from();
  const bool taken = takes(world.policy.profile, Slack::pause_upside_down);
  if (!pause_end || (upside_down && taken)) return mandate->end;
  return *pause_end;
}

bool ParsedJuspay::withdraws() const {
  return world.policy.switched(Switch::juspay_resume) &&
         mandate->state.status == JuspayStatus::active && mandate->state.pause_start.has_value();
}

std::span<const RuleRow<ParsedJuspay>> juspay_rules(JuspayCommand command) {
  switch (command) {
    case JuspayCommand::pause: return kPause;
    case JuspayCommand::resume: return kResume;
    case JuspayCommand::revoke: return kRevoke;
    case JuspayCommand::check_status:
    case JuspayCommand::cancel_recurring_transaction:
    case JuspayCommand::pre_debit_notify: return kCommon;
  }
  LOTUSBOX_UNREACHABLE("juspay command");
}

std::span<const RuleRow<JuspayListClaim>> juspay_list_rules() { return kList; }

std::vector<const Rule*> juspay_list_rule_list() { return rules_of(juspay_list_rules()); }

}  // namespace lotusbox
