#include "core/behaviour/source/reminder.h"

namespace lotusbox {

namespace {

using enum Evidence;
using enum RefusalCode;

struct Parsed {
  const World& world;
  const Source* source = nullptr;
};

Objection source_known(const Parsed& r) {
  if (r.source != nullptr) return std::nullopt;
  return Finding{.message = "No such source"};
}

Objection still_pending(const Parsed& r) {
  const SourceStatus status = r.source->state.status;
  if (status == SourceStatus::pending) return std::nullopt;
  Finding found{.message = "Only the customer of a pending source can be reminded"};
  found.blocking = "source is " + std::string(to_text(status));
  return found;
}

Objection has_email(const Parsed& r) {
  if (!r.world.terms_of(*r.source).email.empty()) return std::nullopt;
  return Finding{.message = "The source has no debtor_email"};
}

Objection has_mobile(const Parsed& r) {
  const Terms& terms = r.world.terms_of(*r.source);
  if (!terms.mobile.empty() && terms.variant != Variant::physical) return std::nullopt;
  return Finding{.message = "The source is physical or has no debtor_mobile"};
}

constexpr RuleRow<Parsed> kKnown{
    {"source.unknown", resource_missing, "source", documented, "facts 1.3", "The source exists"},
    source_known};
constexpr RuleRow<Parsed> kPending{{"reminder.source_pending", invalid_source_usage, "", documented,
                                    "facts 4.1", "The source is pending"},
                                   still_pending};

constexpr RuleRow<Parsed> kEmailRules[] = {
    kKnown,
    kPending,
    {{"reminder.debtor_email", invalid_source_usage, "debtor_email", documented, "facts 4.1",
      "The source holds an e-mail address"},
     has_email}};
constexpr RuleRow<Parsed> kSmsRules[] = {
    kKnown,
    kPending,
    {{"reminder.debtor_mobile", invalid_source_usage, "debtor_mobile", documented, "facts 4.1",
      "The source is an e-mandate and holds a mobile number"},
     has_mobile}};

std::span<const RuleRow<Parsed>> rules(ReminderKind kind) {
  return kind == ReminderKind::email ? std::span<const RuleRow<Parsed>>(kEmailRules)
                                     : std::span<const RuleRow<Parsed>>(kSmsRules);
}

}  // namespace

Decided decide_reminder(const World& world, const SendReminder& command) {
  Parsed parsed{.world = world};
  if (const auto id = find_source(world, command.source)) parsed.source = &world.sources[id->index];
  if (auto refusal = first_refusal(rules(command.kind), parsed)) {
    return failure(std::move(*refusal));
  }
  Decision decision;
  decision.draft = ReminderDraft{*find_source(world, command.source), command.kind};
  return decision;
}

std::vector<const Rule*> reminder_rule_list(ReminderKind kind) { return rules_of(rules(kind)); }

}  // namespace lotusbox
