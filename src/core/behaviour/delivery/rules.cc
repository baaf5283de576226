#include "core/behaviour/delivery/rules.h"

#include "core/behaviour/formats.h"

namespace lotusbox {

namespace {

using enum Evidence;
using enum RefusalCode;

Objection webhook_readable(const ParsedWebhook& p) {
  if (p.command.body_problem.empty()) return std::nullopt;
  return Finding{.message = p.command.body_problem};
}
Objection url_fits(const ParsedWebhook& p) {
  const SetWebhook& c = p.command;
  const bool names_another = c.key.given() || c.format.given();
  if (!c.url.given() && names_another && !p.before.url.empty()) return std::nullopt;
  const std::string_view url = c.url.text;
  const bool scheme = url.starts_with("http://") || url.starts_with("https://");
  if (c.url.is_text() && is_http_url(url) && scheme) return std::nullopt;
  return Finding{.message = url_complaint("url", url,
                                          "must be an absolute http or https URL such as "
                                          "http://localhost:3000/webhooks")};
}
Objection target_allowed(const ParsedWebhook& p) {
  if (!p.command.url.given() || p.command.target_problem.empty()) return std::nullopt;
  return Finding{.message = p.command.target_problem};
}
Objection key_fits(const ParsedWebhook& p) {
  const SetWebhook& c = p.command;
  return when(c.key.given() && (!c.key.is_text() || c.key.text.size() != limits::kWebhookKeyBytes),
              "key must be exactly 16 bytes, such as whk_ and twelve letters");
}
Objection format_known(const ParsedWebhook& p) {
  const SetWebhook& c = p.command;
  return when(c.format.given() && c.format.text != "encrypted" && c.format.text != "plain",
              "format must be encrypted or plain");
}

constexpr RuleRow<ParsedWebhook> kWebhookRules[] = {
    {{"webhook.body_malformed", parameter_invalid, "", assumed, "control plane",
      "The body can be read as JSON or a form"},
     webhook_readable},
    {{"webhook.url", parameter_invalid, "url", assumed, "control plane",
      "The target is an absolute http or https URL; one that is set already may be left out"},
     url_fits},
    {{"webhook.target_allowed", parameter_invalid, "url", assumed, "control plane",
      "The target is on this machine or its host was allowed at start"},
     target_allowed},
    {{"webhook.key", parameter_invalid, "key", documented, "facts 3.1", "The key has 16 bytes"},
     key_fits},
    {{"webhook.format", parameter_invalid, "format", assumed, "control plane",
      "The format is encrypted or plain"},
     format_known},
};

Objection event_known(const ParsedResend& r) { return when(!r.event, "No such event"); }
Objection webhook_set(const ParsedResend& r) {
  const ObjectRef about = r.world.events[r.event->index].object;
  Objection found = when(webhook_for(r.world, about).url.empty(), "No webhook is configured");
  if (found) found->blocking = "no webhook is set";
  return found;
}

constexpr RuleRow<ParsedResend> kResendRules[] = {
    {{"event.unknown", resource_missing, "event", documented, "facts 1.3", "The event exists"},
     event_known},
    {{"event.webhook_configured", parameter_missing, "", assumed, "R14",
      "A webhook is configured to send it to"},
     webhook_set},
};

}  // namespace

std::span<const RuleRow<ParsedWebhook>> webhook_rules() { return kWebhookRules; }
std::span<const RuleRow<ParsedResend>> resend_rules() { return kResendRules; }

}  // namespace lotusbox
