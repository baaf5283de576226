#include "core/behaviour/policy.h"

#include "base/text.h"

namespace lotusbox {

namespace {

using enum Evidence;
using enum RefusalCode;

constexpr std::int64_t kLinkMinutesMax = 7 * 24 * 60;

Found body_readable(const SetPolicy& c) {
  if (!c.body_problem.empty()) return Finding{.message = c.body_problem};
  if (c.unknown_keys.empty()) return std::nullopt;
  return Finding{.message = "There is no such policy", .param = c.unknown_keys.front()};
}
Found cancel_is_boolean(const SetPolicy& c) {
  const std::string& text = c.cancel_enabled.text;
  if (!c.cancel_enabled.given() || text == "true" || text == "false") return std::nullopt;
  return Finding{.message = "cancel_enabled must be true or false"};
}
Found minutes_in_range(const SetPolicy& c) {
  if (!c.cancel_link_minutes.given()) return std::nullopt;
  const auto minutes = parse_integer(c.cancel_link_minutes.text);
  if (minutes && *minutes >= 1 && *minutes <= kLinkMinutesMax) return std::nullopt;
  return Finding{.message = "cancel_link_minutes must be a number from 1 to 10080"};
}
Found profile_known(const SetPolicy& c) {
  if (!c.profile.given() || parse_profile(c.profile.text)) return std::nullopt;
  return Finding{.message = "profile must be documented, strict or lenient"};
}

constexpr RuleRow<SetPolicy> kRules[] = {
    {{"policy.body_malformed", parameter_invalid, "", assumed, "control plane",
      "The body is readable and holds known policies only"},
     body_readable},
    {{"policy.cancel_enabled", parameter_invalid, "cancel_enabled", assumed, "control plane",
      "The switch is true or false"},
     cancel_is_boolean},
    {{"policy.cancel_link_minutes", parameter_invalid, "cancel_link_minutes", assumed, "R16",
      "The life of a cancel link is 1 minute to 7 days"},
     minutes_in_range},
    {{"policy.profile", parameter_invalid, "profile", assumed, "facts 15",
      "The profile is documented, strict or lenient"},
     profile_known},
};

}  // namespace

Decided decide_policy(const World& world, const SetPolicy& command) {
  const std::span<const RuleRow<SetPolicy>> rules = kRules;
  if (auto refusal = first_refusal(rules, command)) return failure(std::move(*refusal));
  Policy policy = world.policy;
  if (command.cancel_enabled.given()) policy.cancel_enabled = command.cancel_enabled.text == "true";
  if (command.cancel_link_minutes.given()) {
    policy.cancel_link_life = Seconds(*parse_integer(command.cancel_link_minutes.text) * 60);
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
