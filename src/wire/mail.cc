#include "wire/mail.h"

#include "base/check.h"
#include "core/behaviour/mail.h"
#include "wire/describe.h"
#include "wire/schema_list.h"

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

struct MailView {
  const View& view;
  const World& world;
  std::uint32_t number;
  const Mail& mail;
  std::string link;
};

constexpr auto kMail = rows<MailView>({
    {"id", [](const auto& v) { return mail_id(v.world, v.number); }},
    {"at", [](const auto& v) { return v.mail.at; }},
    {"at_ist", [](const auto& v) { return format_ist(v.mail.at); }},
    {"type", "'source.invitation'|'source.reminder'|'source.returned'|'mandate.link'",
     [](const auto& v) { return v.mail.kind; }},
    {"channel", "'email'|'sms'", [](const auto& v) { return v.mail.channel; }},
    // No text message leaves the sandbox (facts 4.1; O2).
    {"sent", [](const auto& v) { return v.mail.channel == MailChannel::email; }},
    {"to", [](const auto& v) { return recipient(v.world, v.mail); }},
    // A text message has no subject; those of mails from the sandbox begin so (facts 6).
    {"subject",
     [](const auto& v) {
       return OrNull{v.mail.channel == MailChannel::email ? "[TEST] " + subject_of(v.world, v.mail)
                                                          : std::string()};
     }},
    {"text", [](const auto& v) { return text_of(v.world, v.mail, v.link); }},
    {"link", [](const auto& v) { return OrNull{std::string_view(v.link)}; }},
    {"resource_id", [](const auto& v) { return id_text(v.world, v.mail.about); }},
    {"reason_code", [](const auto& v) { return OrNull{v.world.text(v.mail.reason_code)}; }},
    {"reason", [](const auto& v) { return OrNull{v.world.text(v.mail.reason)}; }},
});
constexpr Schema kSchemas[] = {{"Mail", kMembers<kMail>}};

}  // namespace

SchemaList mail_schemas() { return kSchemas; }

void write_mail(JsonWriter& out, const View& view, std::uint32_t number) {
  const Mail& mail = view.world.mails.at(number);
  write_object(out, kMail, MailView{view, view.world, number, mail, link_of(view, mail)});
}

}  // namespace lotusbox::wire
