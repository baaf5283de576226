#include "base/text.h"
#include "core/behaviour/formats.h"
#include "core/behaviour/juspay/rules.h"
#include "core/values/limits.h"

namespace lotusbox {

namespace {

using Objection = std::optional<Finding>;
using enum Evidence;
using enum RefusalCode;

constexpr std::string_view kControl = "control plane";

Objection when(bool broken, const char* message) {
  return broken ? Objection(Finding{.message = message}) : std::nullopt;
}

// Making a mandate.

Objection body_readable(const ParsedJuspayMake& r) {
  if (r.command.body_problem.empty()) return std::nullopt;
  return Finding{.message = r.command.body_problem};
}
Objection customer_fits(const ParsedJuspayMake& r) {
  const Field& customer = r.command.customer_id;
  if (!customer.given()) return std::nullopt;
  return when(!customer.is_scalar() || customer.text.empty() ||
                  customer.text.size() > limits::kJuspayTextLength || !is_printable(customer.text),
              "customer_id must be 1 to 64 printable characters");
}
Objection amount_fits(const ParsedJuspayMake& r) {
  if (!r.command.max_amount.given()) return std::nullopt;
  return when(
      !r.max_amount || *r.max_amount < limits::kAmountMin || *r.max_amount > limits::kAmountMax,
      "max_amount is in rupees, such as 500 or 500.50, from 1 to 10000000");
}
Objection amount_rule_known(const ParsedJuspayMake& r) {
  const Field& field = r.command.amount_rule;
  return when(field.given() && !parse_juspay_amount_rule(field.text),
              "amount_rule must be VARIABLE or FIXED");
}
Objection frequency_known(const ParsedJuspayMake& r) {
  const Field& field = r.command.frequency;
  return when(field.given() && !parse_juspay_frequency(field.text),
              "frequency must be one of ASPRESENTED ONETIME DAILY WEEKLY FORTNIGHTLY MONTHLY "
              "BIMONTHLY QUARTERLY HALFYEARLY YEARLY");
}
Objection type_known(const ParsedJuspayMake& r) {
  const Field& field = r.command.mandate_type;
  return when(field.given() && !parse_juspay_mandate_type(field.text),
              "mandate_type must be MANDATE (cards) or EMANDATE (others)");
}
Objection status_known(const ParsedJuspayMake& r) {
  return when(!r.status,
              "mandate_status must be CREATED, ACTIVE, PAUSED, FAILURE, REVOKED or EXPIRED");
}
Objection rule_type_known(const ParsedJuspayMake& r) {
  const Field& field = r.command.rule_type;
  return when(field.given() && !parse_juspay_rule_type(field.text),
              "rule_type must be ON, BEFORE or AFTER");
}
Objection flags_readable(const ParsedJuspayMake& r) {
  for (const Field* flag : {&r.command.revokable_by_customer, &r.command.block_fund}) {
    if (!flag->given() || flag->text == "true" || flag->text == "false") continue;
    const bool revokable = flag == &r.command.revokable_by_customer;
    return Finding{.message = "It must be true or false",
                   .param = revokable ? "revokable_by_customer" : "block_fund"};
  }
  return std::nullopt;
}
Objection start_readable(const ParsedJuspayMake& r) {
  return when(!r.start, "start_date must be epoch seconds such as 1767225600");
}
Objection end_readable(const ParsedJuspayMake& r) {
  return when(!r.end, "end_date must be epoch seconds such as 1798761600");
}
Objection end_after_start(const ParsedJuspayMake& r) {
  return when(*r.end <= *r.start, "end_date must be after start_date");
}
Objection end_to_come(const ParsedJuspayMake& r) {
  const bool lives = *r.status == JuspayStatus::created || *r.status == JuspayStatus::active ||
                     *r.status == JuspayStatus::paused;
  return when(lives && *r.end <= r.world.now,
              "end_date must be after now, unless the mandate is over");
}

constexpr RuleRow<ParsedJuspayMake> kMake[] = {
    {{"juspay.make_body", parameter_invalid, "", assumed, kControl, "The body is readable"},
     body_readable},
    {{"juspay.make_customer", parameter_invalid, "customer_id", assumed, kControl,
      "The customer is a short printable text"},
     customer_fits},
    {{"juspay.make_amount", parameter_invalid, "max_amount", assumed, kControl,
      "The amount is rupees within bounds"},
     amount_fits},
    {{"juspay.make_amount_rule", parameter_invalid, "amount_rule", documented, "seed 4",
      "The rule of the amount is VARIABLE or FIXED"},
     amount_rule_known},
    {{"juspay.make_frequency", parameter_invalid, "frequency", assumed,
      "seed 4 names ASPRESENTED; the others are our reading", "The frequency is a known word"},
     frequency_known},
    {{"juspay.make_type", parameter_invalid, "mandate_type", documented, "seed 4",
      "The type is MANDATE or EMANDATE"},
     type_known},
    {{"juspay.make_status", parameter_invalid, "mandate_status", documented, "facts 10",
      "The status is one of the six"},
     status_known},
    {{"juspay.make_rule_type", parameter_invalid, "rule_type", documented, "seed 4",
      "The rule type is ON, BEFORE or AFTER"},
     rule_type_known},
    {{"juspay.make_flags", parameter_invalid, "", assumed, kControl,
      "The switches are true or false"},
     flags_readable},
    {{"juspay.make_start", parameter_invalid, "start_date", assumed, kControl,
      "The start is a number of seconds"},
     start_readable},
    {{"juspay.make_end", parameter_invalid, "end_date", assumed, kControl,
      "The end is a number of seconds"},
     end_readable},
    {{"juspay.make_end_after_start", parameter_invalid, "end_date", assumed, kControl,
      "The mandate ends after it starts"},
     end_after_start},
    {{"juspay.make_end_to_come", parameter_invalid, "end_date", assumed, kControl,
      "A mandate that lives ends in the future"},
     end_to_come},
};

// The end of its order.

Objection settle_body(const ParsedJuspaySettle& r) {
  if (r.command.body_problem.empty()) return std::nullopt;
  return Finding{.message = r.command.body_problem};
}
Objection settle_mandate(const ParsedJuspaySettle& r) { return when(!r.id, "Mandate not found"); }
Objection settle_outcome(const ParsedJuspaySettle& r) {
  return when(!r.outcome, "outcome must be activated or failed");
}
Objection settle_created(const ParsedJuspaySettle& r) {
  const JuspayStatus status = r.world.juspay_mandates[r.id->index].state.status;
  if (status == JuspayStatus::created) return std::nullopt;
  Finding found{.message = "Mandate is in " + std::string(to_text(status)) + " state."};
  found.blocking = "mandate is " + std::string(to_text(status));
  return found;
}
Objection settle_in_time(const ParsedJuspaySettle& r) {
  const Instant end = r.world.juspay_mandates[r.id->index].end;
  if (r.outcome != JuspayOutcome::activated || end > r.world.now) return std::nullopt;
  Finding found{.message = "The mandate has passed its end"};
  found.blocking = "mandate ended at " + format_ist(end);
  return found;
}

constexpr RuleRow<ParsedJuspaySettle> kSettle[] = {
    {{"juspay.settle_body", parameter_invalid, "", assumed, kControl, "The body is readable"},
     settle_body},
    {{"juspay.settle_mandate", resource_missing, "mandate_id", assumed, kControl,
      "The mandate exists"},
     settle_mandate},
    {{"juspay.settle_outcome", parameter_invalid, "outcome", assumed, kControl,
      "The outcome is activated or failed"},
     settle_outcome},
    {{"juspay.settle_created", invalid_mandate_usage, "", documented, "facts 13",
      "The mandate is CREATED"},
     settle_created},
    {{"juspay.settle_in_time", invalid_mandate_usage, "", assumed, kControl,
      "A mandate that has passed its end is not activated"},
     settle_in_time},
};

Objection withdraw_mandate(const ParsedJuspayWithdraw& r) {
  return when(!r.id, "No such mandate of Juspay");
}
Objection withdraw_scheduled(const ParsedJuspayWithdraw& r) {
  const JuspayMandate::State& state = r.world.juspay_mandates[r.id->index].state;
  if (state.status == JuspayStatus::active && state.pause_start) return std::nullopt;
  Finding found{.message = "No pause of this mandate is still to come"};
  found.blocking = "mandate is " + std::string(to_text(state.status));
  return found;
}

constexpr RuleRow<ParsedJuspayWithdraw> kWithdraw[] = {
    {{"juspay.withdraw_mandate", resource_missing, "mandate_id", assumed, kControl,
      "The mandate exists"},
     withdraw_mandate},
    {{"juspay.withdraw_scheduled", invalid_mandate_usage, "", assumed, "J10",
      "A pause of the mandate is still to come"},
     withdraw_scheduled},
};

/// Rupees as Juspay writes them: 500, 500.5 or 500.50. Not LotusPay's notation, where digits alone
/// are paise.
std::optional<Paise> parse_rupees(const Field& field) {
  if (!field.is_scalar()) return std::nullopt;
  const bool whole = field.text.find('.') == std::string::npos;
  return parse_amount(whole ? field.text + ".0" : field.text);
}

}  // namespace

ParsedJuspayMake read_make_juspay(const World& world, const MakeJuspayMandate& command) {
  ParsedJuspayMake parsed{.world = world, .command = command};
  parsed.status = command.mandate_status.given() ? parse_juspay_status(command.mandate_status.text)
                                                 : std::optional(JuspayStatus::active);
  parsed.max_amount = parse_rupees(command.max_amount);
  parsed.start =
      command.start_date.given() ? parse_epoch(command.start_date) : std::optional(world.now);
  if (command.end_date.given()) {
    parsed.end = parse_epoch(command.end_date);
  } else if (parsed.start) {
    parsed.end = *parsed.start + limits::kJuspayMandateLife;
  }
  return parsed;
}

std::span<const RuleRow<ParsedJuspayMake>> make_juspay_rules() { return kMake; }
std::span<const RuleRow<ParsedJuspaySettle>> settle_juspay_rules() { return kSettle; }
std::span<const RuleRow<ParsedJuspayWithdraw>> withdraw_juspay_rules() { return kWithdraw; }

}  // namespace lotusbox
