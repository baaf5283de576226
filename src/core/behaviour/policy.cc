#include "core/behaviour/policy.h"

#include <algorithm>

#include "base/text.h"
#include "core/behaviour/bank/tables.h"
#include "core/values/calendar.h"

namespace lotusbox {

namespace {

using enum Evidence;
using enum RefusalCode;

constexpr std::int64_t kLinkMinutesMax = 7 * 24 * 60;
constexpr Seconds kSpanMax{366 * 86400};
constexpr std::size_t kReasonCodeLength = 20;

Objection body_readable(const SetPolicy& c) {
  if (!c.body_problem.empty()) return Finding{.message = c.body_problem};
  if (c.unknown_keys.empty()) return std::nullopt;
  return Finding{.message = "There is no such policy", .param = c.unknown_keys.front()};
}
Objection cancel_is_boolean(const SetPolicy& c) {
  const std::string& text = c.cancel_enabled.text;
  if (!c.cancel_enabled.given() || text == "true" || text == "false") return std::nullopt;
  return Finding{.message = "cancel_enabled must be true or false"};
}
Objection minutes_in_range(const SetPolicy& c) {
  if (!c.cancel_link_minutes.given()) return std::nullopt;
  const auto minutes = parse_integer(c.cancel_link_minutes.text);
  if (minutes && *minutes >= 1 && *minutes <= kLinkMinutesMax) return std::nullopt;
  return Finding{.message = "cancel_link_minutes must be a number from 1 to 10080"};
}
Objection profile_known(const SetPolicy& c) {
  if (!c.profile.given() || parse_profile(c.profile.text)) return std::nullopt;
  return Finding{.message = "profile must be documented, strict or lenient"};
}

Objection hour_known(const SetPolicy& c) {
  if (!c.cut_off_hour.given()) return std::nullopt;
  const auto hour = parse_integer(c.cut_off_hour.text);
  if (hour == limits::kCutOffHour || hour == limits::kCutOffHourMax) return std::nullopt;
  return Finding{.message = "cut_off_hour must be 15 or 16"};
}

/// The word that takes a choice back.
bool is_default(const Field& wanted) { return wanted.text == "default"; }

std::optional<Seconds> read_span(const Field& after);

Objection switches_known(const SetPolicy& c) {
  for (const SwitchRow& row : kSwitches) {
    const Field& wanted = c.switches[static_cast<std::size_t>(row.id)];
    if (!wanted.given() || parse_switch(row, wanted.text)) continue;
    return Finding{.message = std::string(row.key) + " must be " + std::string(row.word(false)) +
                              " or " + std::string(row.word(true)),
                   .param = std::string(row.key)};
  }
  return std::nullopt;
}

/// The first step that breaks a condition, with the name of its key.
Objection each_step(const SetPolicy& c, std::string_view key, std::string_view message,
                    bool (*broken)(BankStep, const StepFields&)) {
  for (const BankStepRow& row : bank_steps()) {
    if (!broken(row.step, c.bank[static_cast<std::size_t>(row.step)])) continue;
    const std::string name = std::string(to_text(row.step)) + "." + std::string(key);
    return Finding{.message = name + " " + std::string(message), .param = name};
  }
  return std::nullopt;
}

Objection modes_known(const SetPolicy& c) {
  return each_step(c, "mode", "must be automatic or manual", [](BankStep, const StepFields& w) {
    return w.mode.given() && w.mode.text != "automatic" && w.mode.text != "manual";
  });
}
Objection spans_readable(const SetPolicy& c) {
  return each_step(c, "after", "must be a duration such as P2D, at most a year",
                   [](BankStep, const StepFields& w) {
                     return w.after.given() && !is_default(w.after) && !read_span(w.after);
                   });
}
Objection outcomes_possible(const SetPolicy& c) {
  return each_step(c, "outcome", "must be an outcome of this step",
                   [](BankStep step, const StepFields& w) {
                     if (!w.outcome.given() || is_default(w.outcome)) return false;
                     const auto move = parse_bank_move(w.outcome.text);
                     return !move || !row_of(*move).answers(step);
                   });
}
Objection reasons_plain(const SetPolicy& c) {
  return each_step(c, "reason_code", "must be 1 to 20 letters, digits and hyphens",
                   [](BankStep, const StepFields& w) {
                     const std::string& code = w.reason_code.text;
                     if (!w.reason_code.given()) return false;
                     return code.empty() || code.size() > kReasonCodeLength ||
                            !std::all_of(code.begin(), code.end(),
                                         [](char c2) { return is_alphanumeric(c2) || c2 == '-'; });
                   });
}

constexpr RuleRow<SetPolicy> kRules[] = {
    {{"policy.body_malformed", parameter_invalid, "", assumed, "control plane",
      "The body is readable and holds known policies only"},
     body_readable},
    {{"policy.cancel_enabled", parameter_invalid, "cancel_enabled", assumed, "control plane",
      "The switch is true or false"},
     cancel_is_boolean},
    {{"policy.cancel_link_minutes", parameter_invalid_integer, "cancel_link_minutes", assumed,
      "R16", "The life of a cancel link is 1 minute to 7 days"},
     minutes_in_range},
    {{"policy.profile", parameter_invalid, "profile", assumed, "facts 15",
      "The profile is documented, strict or lenient"},
     profile_known},
    {{"policy.cut_off_hour", parameter_invalid_integer, "cut_off_hour", documented,
      "seed 3; contradiction 14", "The cut-off of the sponsor bank is 3 or 4 PM"},
     hour_known},
    {{"policy.switch", parameter_invalid, "", assumed, "control plane",
      "A switch has one of its two words"},
     switches_known},
    {{"policy.step_mode", parameter_invalid, "", assumed, "control plane",
      "A step of the banks is automatic or manual"},
     modes_known},
    {{"policy.step_after", parameter_invalid, "", assumed, "control plane",
      "A step of the banks happens after a duration of at most a year"},
     spans_readable},
    {{"policy.step_outcome", parameter_invalid, "", assumed, "control plane",
      "An outcome is one that the step can have"},
     outcomes_possible},
    {{"policy.step_reason", parameter_invalid, "", assumed, "control plane",
      "A reason code is a short word"},
     reasons_plain},
};

std::optional<Seconds> read_span(const Field& after) {
  if (!after.is_text()) return std::nullopt;
  const Instant from = instant_of(0);
  const auto until = plus_duration(from, after.text);
  if (!until || *until < from || *until - from > kSpanMax) return std::nullopt;
  return *until - from;
}

void apply(const StepFields& fields, StepPolicy& policy) {
  if (fields.mode.given()) policy.manual = fields.mode.text == "manual";
  if (fields.after.given()) policy.after = read_span(fields.after);
  if (fields.outcome.given()) policy.outcome = parse_bank_move(fields.outcome.text);
  if (fields.reason_code.given()) {
    policy.reason_code = is_default(fields.reason_code) ? "" : fields.reason_code.text;
  }
}

}  // namespace

Decided decide_policy(const World& world, const SetPolicy& command) {
  const std::span<const RuleRow<SetPolicy>> rules = kRules;
  if (auto refusal = first_refusal(rules, command)) return failure(std::move(*refusal));
  Policy policy = world.policy;
  if (command.cancel_enabled.given()) policy.cancel_enabled = command.cancel_enabled.text == "true";
  if (command.cancel_link_minutes.given()) {
    policy.cancel_link_life = Seconds(*parse_integer(command.cancel_link_minutes.text) * 60);
  }
  if (command.cut_off_hour.given()) {
    policy.cut_off_hour = static_cast<int>(*parse_integer(command.cut_off_hour.text));
  }
  for (std::size_t i = 0; i < kBankStepCount; ++i) apply(command.bank[i], policy.bank[i]);
  for (const SwitchRow& row : kSwitches) {
    const auto index = static_cast<std::size_t>(row.id);
    const Field& wanted = command.switches[index];
    if (wanted.given()) policy.switches[index] = *parse_switch(row, wanted.text);
  }
  if (command.profile.given()) policy.profile = *parse_profile(command.profile.text);
  Decision decision;
  decision.draft = PolicyDraft{policy};
  return decision;
}

std::vector<const Rule*> policy_rule_list() {
  return rules_of(std::span<const RuleRow<SetPolicy>>(kRules));
}

}  // namespace lotusbox
