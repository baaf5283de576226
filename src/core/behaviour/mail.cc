#include "core/behaviour/mail.h"

#include "core/behaviour/link/machine.h"
#include "core/behaviour/source/machine.h"

namespace lotusbox {

namespace {

using enum Evidence;
using enum MailChannel;

/// Of an invented merchant: nothing is ever sent to it (O3).
constexpr std::string_view kOperationsDesk = "operations@merchant.example";

constexpr MailRow kRows[] = {
    {"link.issue-email", LinkTrigger::issue, Guard::on_source, MailKind::invitation, email,
     "a new source with debtor_email: the customer is sent the link", assumed, "facts 4.1; O1"},
    {"link.issue-sms", LinkTrigger::issue, Guard::on_source, MailKind::invitation, sms,
     "a new source with debtor_mobile: the same by its short form", assumed, "facts 4.1; O1, O2"},
    {"link.issue-request_email", LinkTrigger::issue, Guard::on_request, MailKind::management_link,
     email, "a management request, when the policy says so and the mandate has debtor_email",
     assumed, "O1"},
    {"source.returned-operations", SourceTrigger::returned, Guard::always,
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
  if (row.on.machine == Machine::source) {
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
    if (row.on != change.row->on || !holds(row.guard, world, change.index)) continue;
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

}  // namespace lotusbox
