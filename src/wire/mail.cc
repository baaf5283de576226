#include "wire/mail.h"

#include "base/check.h"
#include "core/behaviour/mail.h"

namespace lotusbox::wire {

namespace {

/// What the customer can follow, as the answers of the API show it; empty when there is nothing.
std::string link_of(const View& view, const Mail& mail) {
  if (!mail.link) return {};
  const Link& link = view.world.links[mail.link->index];
  if (link.kind == LinkKind::request) {
    return request_link_url(view, view.world.requests[link.target].action, *mail.link);
  }
  if (mail.channel == MailChannel::sms) return short_link_url(view, *mail.link);
  return source_link_url(view, *mail.link) +
         "?client_secret=" + client_secret(view.world, SourceId{mail.about.index});
}

std::string subject_of(const World& world, const Mail& mail) {
  const std::string id = id_text(world, mail.about);
  switch (mail.kind) {
    case MailKind::invitation: return "Please authorise mandate request " + id;
    case MailKind::reminder: return "Reminder: please authorise mandate request " + id;
    case MailKind::management_link: {
      const ManagementRequest& request = world.requests[world.links[mail.link->index].target];
      return "Please confirm: " + std::string(to_text(request.action)) + " mandate " + id;
    }
    case MailKind::source_returned: return "Mandate request " + id + " was returned";
  }
  LOTUSBOX_UNREACHABLE("mail kind");
}

std::string text_of(const World& world, const Mail& mail, const std::string& link) {
  std::string text = subject_of(world, mail);
  if (!mail.reason.empty()) text += ": " + std::string(world.text(mail.reason));
  if (!link.empty()) text += ": " + link;
  return text;
}

}  // namespace

void write_mail(JsonWriter& out, const View& view, std::uint32_t number) {
  const World& world = view.world;
  const Mail& mail = world.mails.at(number);
  const bool by_email = mail.channel == MailChannel::email;
  const std::string link = link_of(view, mail);
  out.begin_object()
      .field("id", mail_id(world, number))
      .field("at", unix_seconds(mail.at))
      .field("at_ist", format_ist(mail.at))
      .field("type", to_text(mail.kind))
      .field("channel", to_text(mail.channel))
      .field("sent", by_email)  // no text message leaves the sandbox (facts 4.1; O2)
      .field("to", recipient(world, mail));
  // A text message has no subject; those of mails from the sandbox begin so (facts 6).
  out.field_or_null("subject", by_email ? "[TEST] " + subject_of(world, mail) : std::string());
  out.field("text", text_of(world, mail, link))
      .field_or_null("link", link)
      .field("resource_id", id_text(world, mail.about))
      .field_or_null("reason_code", world.text(mail.reason_code))
      .field_or_null("reason", world.text(mail.reason))
      .end_object();
}

}  // namespace lotusbox::wire
