#include "core/behaviour/source/reminder.h"

namespace lotusbox {

namespace {

using enum Evidence;
using enum RefusalCode;

struct Reading {
  const World& world;
  const Source* source = nullptr;
};

Found source_known(const Reading& r) {
  if (r.source != nullptr) return std::nullopt;
  return Finding{.message = "No such source"};
}

Found still_pending(const Reading& r) {
  const SourceStatus status = r.source->state.status;
  if (status == SourceStatus::pending) return std::nullopt;
  Finding found{.message = "Only the customer of a pending source can be reminded"};
  found.blocking = "source is " + std::string(to_text(status));
  return found;
}

Found has_email(const Reading& r) {
  if (!r.world.terms_of(*r.source).email.empty()) return std::nullopt;
  return Finding{.message = "The source has no debtor_email"};
}

Found has_mobile(const Reading& r) {
  const Terms& terms = r.world.terms_of(*r.source);
  if (!terms.mobile.empty() && terms.variant != Variant::physical) return std::nullopt;
  return Finding{.message = "The source is physical or has no debtor_mobile"};
}

constexpr RuleRow<Reading> kKnown{
    {"source.unknown", resource_missing, "source", documented, "facts 1.3", "The source exists"},
    source_known};
constexpr RuleRow<Reading> kPending{{"reminder.source_pending", invalid_source_usage, "",
                                     documented, "facts 4.1", "The source is pending"},
                                    still_pending};

constexpr RuleRow<Reading> kEmailRules[] = {
    kKnown,
    kPending,
    {{"reminder.debtor_email", invalid_source_usage, "debtor_email", documented, "facts 4.1",
      "The source holds an e-mail address"},
     has_email}};
constexpr RuleRow<Reading> kSmsRules[] = {
    kKnown,
    kPending,
    {{"reminder.debtor_mobile", invalid_source_usage, "debtor_mobile", documented, "facts 4.1",
      "The source is an e-mandate and holds a mobile number"},
     has_mobile}};

std::span<const RuleRow<Reading>> rules(ReminderKind kind) {
  return kind == ReminderKind::email ? std::span<const RuleRow<Reading>>(kEmailRules)
                                     : std::span<const RuleRow<Reading>>(kSmsRules);
}

}  // namespace

Decided decide_reminder(const World& world, const SendReminder& command) {
  Reading reading{.world = world};
  if (const auto id = find_source(world, command.source))
    reading.source = &world.sources[id->place];
  if (auto refusal = first_refusal(rules(command.kind), reading)) {
    return failure(std::move(*refusal));
  }
  Decision decision;
  decision.draft = ReminderDraft{*find_source(world, command.source), command.kind};
  return decision;
}

std::vector<const Rule*> reminder_rule_list(ReminderKind kind) { return rules_of(rules(kind)); }

}  // namespace lotusbox
