#include "core/behaviour/mail.h"

#include <algorithm>

#include "base/text.h"
#include "core/behaviour/link/machine.h"
#include "core/behaviour/source/machine.h"
#include "core/behaviour/wait_rules.h"

namespace lotusbox {

namespace {

using enum Evidence;
using enum RefusalCode;
using enum MailChannel;

/// Of an invented merchant: nothing is ever sent to it (O3).
constexpr std::string_view kOperationsDesk = "operations@merchant.example";
constexpr std::size_t kLimitDefault = 100;

constexpr auto kIssue = static_cast<std::uint8_t>(LinkTrigger::issue);
constexpr auto kReturned = static_cast<std::uint8_t>(SourceTrigger::returned);

constexpr MailRow kRows[] = {
    {"link.issue-email", Machine::link, kIssue, Guard::on_source, MailKind::invitation, email,
     "a new source with debtor_email: the customer is sent the link", assumed, "facts 4.1; O1"},
    {"link.issue-sms", Machine::link, kIssue, Guard::on_source, MailKind::invitation, sms,
     "a new source with debtor_mobile: the same by its short form", assumed, "facts 4.1; O1, O2"},
    {"link.issue-request_email", Machine::link, kIssue, Guard::on_request,
     MailKind::management_link, email,
     "a management request, when the policy says so and the mandate has debtor_email", assumed,
     "O1"},
    {"source.returned-operations", Machine::source, kReturned, Guard::always,
     MailKind::source_returned, email,
     "LotusPay gives a source back: the operations desk is told why", documented, "seed 3; O3"},
};

/// Whether there is somebody to send it to, and a wish that it be sent.
bool is_sent(const World& world, const MailRow& row, const Mail& mail) {
  const bool ours = world.policy.switched(Switch::management_mail);
  if (row.kind == MailKind::management_link && !ours) return false;
  return !recipient(world, mail).empty();
}

Mail mail_of(const World& world, const MailRow& row, std::uint32_t index) {
  Mail mail{.at = world.now, .kind = row.kind, .channel = row.channel};
  if (row.when == Machine::source) {
    const Source::State& state = world.sources[index].state;
    mail.about = {ObjectKind::source, index};
    mail.reason_code = state.reason_code;
    mail.reason = state.reason_description;
    return mail;
  }
  const Link& link = world.links[index];
  mail.link = LinkId{index};
  const bool of_source = link.kind == LinkKind::source;
  mail.about = of_source
                   ? ObjectRef{ObjectKind::source, link.target}
                   : ObjectRef{ObjectKind::mandate, world.requests[link.target].mandate.index};
  return mail;
}

Objection type_known(const OutboxClaim& c) {
  return when(c.type.given() && !is_mail_kind(c.type.text),
              "type must be source.invitation, source.reminder, source.returned or mandate.link");
}
Objection channel_known(const OutboxClaim& c) {
  return when(c.channel.given() && !parse_mail_channel(c.channel.text),
              "channel must be email or sms");
}
Objection limit_in_range(const OutboxClaim& c) {
  if (!c.limit.given()) return std::nullopt;
  const auto limit = parse_integer(c.limit.text);
  return when(!limit || *limit < 1 || *limit > std::int64_t(limits::kMailsKept),
              "limit must be a number from 1 to 1000");
}
Objection after_names_a_mail(const OutboxClaim& c) {
  return when(c.after.given() && !c.after_known, "after must be the id of a mail of this world");
}

constexpr RuleRow<OutboxClaim> kRules[] = {
    {{"outbox.type", parameter_invalid, "type", assumed, "control plane",
      "There are mails of this type"},
     type_known},
    {{"outbox.channel", parameter_invalid, "channel", assumed, "control plane",
      "A mail goes by e-mail or text message"},
     channel_known},
    {{"outbox.limit", parameter_invalid_integer, "limit", assumed, "control plane",
      "The limit is from 1 to 1000"},
     limit_in_range},
    {{"outbox.after", parameter_invalid, "after", assumed, "control plane",
      "The list begins after a mail that is known"},
     after_names_a_mail},
};

}  // namespace

std::span<const MailRow> mail_rows() { return kRows; }

const Terms& terms_of(const World& world, const Mail& mail) {
  return mail.about.kind == ObjectKind::source ? world.terms_of(world.sources[mail.about.index])
                                               : world.terms_of(world.mandates[mail.about.index]);
}

std::string_view recipient(const World& world, const Mail& mail) {
  if (mail.kind == MailKind::source_returned) return kOperationsDesk;
  const Terms& terms = terms_of(world, mail);
  return world.text(mail.channel == email ? terms.email : terms.mobile);
}

void post_mails(World& world, const Change& change) {
  for (const MailRow& row : kRows) {
    if (row.when != change.machine || row.on != change.row->on) continue;
    if (!holds(row.guard, world, change.machine, change.index)) continue;
    const Mail mail = mail_of(world, row, change.index);
    if (is_sent(world, row, mail)) world.mails.post(mail);
  }
}

void post_reminder(World& world, const ReminderDraft& reminder) {
  Mail mail{.at = world.now, .kind = MailKind::reminder};
  mail.about = {ObjectKind::source, reminder.source.index};
  mail.link = world.sources[reminder.source.index].link;
  mail.channel = reminder.kind == ReminderKind::email ? email : sms;
  world.mails.post(mail);
}

std::string mail_id(const World& world, std::uint32_t number) {
  return world.ids.format(kMailPrefix, number);
}

std::optional<std::uint32_t> find_mail(const World& world, std::string_view id) {
  const auto number = world.ids.parse(kMailPrefix, id);
  return number && *number < world.mails.end() ? number : std::nullopt;
}

bool is_mail_kind(std::string_view wanted) {
  constexpr MailKind kAll[] = {MailKind::invitation, MailKind::reminder, MailKind::management_link,
                               MailKind::source_returned};
  return std::any_of(std::begin(kAll), std::end(kAll),
                     [&](MailKind kind) { return fits(wanted, to_text(kind)); });
}

std::optional<Refusal> refuse_outbox(const OutboxClaim& claim) {
  return first_refusal(std::span<const RuleRow<OutboxClaim>>(kRules), claim);
}

std::size_t read_outbox_limit(const OutboxClaim& claim) {
  return claim.limit.given() ? static_cast<std::size_t>(*parse_integer(claim.limit.text))
                             : kLimitDefault;
}

std::vector<const Rule*> outbox_rule_list() {
  return rules_of(std::span<const RuleRow<OutboxClaim>>(kRules));
}

}  // namespace lotusbox
