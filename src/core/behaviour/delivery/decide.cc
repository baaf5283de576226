#include "core/behaviour/delivery/decide.h"

#include "core/behaviour/delivery/machine.h"
#include "core/behaviour/formats.h"

namespace lotusbox {

namespace {

using enum Evidence;
using enum RefusalCode;

constexpr int kSuccessFrom = 200;
constexpr int kSuccessTo = 299;

Objection webhook_readable(const SetWebhook& c) {
  if (c.body_problem.empty()) return std::nullopt;
  return Finding{.message = c.body_problem};
}
Objection url_fits(const SetWebhook& c) {
  const std::string_view url = c.url.text;
  const bool scheme = url.starts_with("http://") || url.starts_with("https://");
  if (c.url.is_text() && is_http_url(url) && scheme) return std::nullopt;
  return Finding{.message = url_complaint("url", url, "must be an absolute http or https URL")};
}
Objection target_allowed(const SetWebhook& c) {
  return when(!c.target_allowed,
              "The target is not on this machine: start with --allow-webhook-host to permit it");
}
Objection key_fits(const SetWebhook& c) {
  return when(c.key.given() && (!c.key.is_text() || c.key.text.size() != limits::kWebhookKeyBytes),
              "key must be exactly 16 bytes, such as whk_ and twelve letters");
}
Objection format_known(const SetWebhook& c) {
  return when(c.format.given() && c.format.text != "encrypted" && c.format.text != "plain",
              "format must be encrypted or plain");
}

constexpr RuleRow<SetWebhook> kWebhookRules[] = {
    {{"webhook.body_malformed", parameter_invalid, "", assumed, "control plane",
      "The body can be read as JSON or a form"},
     webhook_readable},
    {{"webhook.url", parameter_invalid, "url", assumed, "control plane",
      "The target is an absolute http or https URL"},
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

struct ParsedResend {
  const World& world;
  std::optional<EventId> event;
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

/// The index of a setting among the targets. A delivery keeps the one it was made under, so that
/// what was due is still sealed with its key after the webhook was changed or removed.
std::uint32_t target_of(World& world, const Webhook& webhook) {
  for (std::size_t index = world.targets.size(); index-- > 0;) {
    if (world.targets[index] == webhook) return static_cast<std::uint32_t>(index);
  }
  world.targets.push_back(webhook);
  return static_cast<std::uint32_t>(world.targets.size() - 1);
}

void make_delivery(World& world, const Change& change, const Draft& draft) {
  const auto& dispatch = std::get<DispatchDraft>(draft);
  Delivery delivery;
  delivery.created = world.now;
  delivery.due_at = world.now + dispatch.wait;
  delivery.event = dispatch.event;
  delivery.chaos = dispatch.chaos;
  delivery.status = static_cast<DeliveryStatus>(change.row->to);
  const ObjectRef about = world.events[delivery.event.index].object;
  delivery.target = target_of(world, webhook_for(world, about));
  const DeliveryId id{change.index};
  if (delivery.status == DeliveryStatus::due) world.outbox.push_back(id);
  if (delivery.status == DeliveryStatus::held) world.held_delivery = id;
  if (delivery.status == DeliveryStatus::held || delivery.status == DeliveryStatus::waiting) {
    world.timers.set(delivery.due_at, TimerKind::delivery_retry, change.index);
  }
  world.deliveries.add(delivery);
}

/// Attempts of one delivery mostly fail for one reason, which is kept once.
Text kept_reason(World& world, const Delivery& delivery, const std::string& reason) {
  if (delivery.last_attempt) {
    const Text before = world.attempts[*delivery.last_attempt].reason;
    if (world.text(before) == reason) return before;
  }
  return world.texts.add(reason);
}

Decision one_change(const Row& row, std::uint32_t index) {
  Decision decision;
  decision.changes.push({Machine::delivery, &row, index, {ObjectKind::delivery, index}});
  return decision;
}

}  // namespace

Decided decide_report(const World& world, const ReportDelivery& command) {
  const bool good = command.verdict == Verdict::answered && command.http_status >= kSuccessFrom &&
                    command.http_status <= kSuccessTo;
  const auto trigger = good ? DeliveryTrigger::succeeded : DeliveryTrigger::failed;
  const Row* row =
      find_row(world, Machine::delivery, command.delivery.index, std::uint8_t(trigger));
  LOTUSBOX_CHECK(row != nullptr, "a verdict on a delivery that was not due");
  Decision decision = one_change(*row, command.delivery.index);
  decision.draft =
      DeliveryDraft{command.verdict, command.http_status, command.took_ms, command.reason};
  return decision;
}

Decided decide_retry(const World& world, const RetryDelivery& command) {
  const Row* row = find_row(world, Machine::delivery, command.delivery.index,
                            std::uint8_t(DeliveryTrigger::wait_over));
  LOTUSBOX_CHECK(row != nullptr, "a timer of a delivery that does not wait");
  return one_change(*row, command.delivery.index);
}

Decided decide_resend(const World& world, const ResendEvent& command) {
  const ParsedResend parsed{world, find_event(world, command.event)};
  const std::span<const RuleRow<ParsedResend>> rules = kResendRules;
  if (auto refusal = first_refusal(rules, parsed)) return failure(std::move(*refusal));
  Decision decision =
      one_change(making_row(Machine::delivery, std::uint8_t(DeliveryTrigger::resend)),
                 static_cast<std::uint32_t>(world.deliveries.size()));
  decision.draft = DispatchDraft{*parsed.event};
  return decision;
}

std::string invented_webhook_key(const World& world) {
  return "whk_" + world.ids.secret("webhook", 0, 12);
}

Decided decide_webhook(const World& world, const SetWebhook& command) {
  Decision decision;
  if (command.clear) {
    decision.draft = WebhookDraft{{}, command.juspay};
    return decision;
  }
  const std::span<const RuleRow<SetWebhook>> rules = kWebhookRules;
  if (auto refusal = first_refusal(rules, command)) return failure(std::move(*refusal));
  Webhook webhook;
  webhook.url = command.url.text;
  if (command.juspay) {
    webhook.format = WebhookFormat::plain;
    decision.draft = WebhookDraft{std::move(webhook), true};
    return decision;
  }
  webhook.key = command.key.given() ? command.key.text : invented_webhook_key(world);
  webhook.format = command.format.text == "plain" ? WebhookFormat::plain : WebhookFormat::encrypted;
  decision.draft = WebhookDraft{std::move(webhook), false};
  return decision;
}

void evolve_delivery(World& world, const Change& change, const Draft& draft) {
  const auto trigger = static_cast<DeliveryTrigger>(change.row->on);
  if (change.row->from == kNowhere) return make_delivery(world, change, draft);
  Delivery& delivery = world.deliveries.edit(change.index);
  delivery.status = static_cast<DeliveryStatus>(change.row->to);
  if (delivery.status == DeliveryStatus::due) {
    if (world.held_delivery == DeliveryId{change.index}) world.held_delivery.reset();
    if (trigger == DeliveryTrigger::overtaken) {
      if (delivery.due_at > world.now) world.timers.forsake();
      delivery.due_at = world.now;
    }
    world.outbox.push_back(DeliveryId{change.index});
    return;
  }
  const auto& report = std::get<DeliveryDraft>(draft);
  const Attempt attempt{delivery.due_at,
                        delivery.last_attempt,
                        report.http_status,
                        report.took_ms,
                        kept_reason(world, delivery, report.reason),
                        report.verdict};
  delivery.last_attempt = static_cast<std::uint32_t>(world.attempts.add(attempt));
  if (delivery.status == DeliveryStatus::waiting) {
    // The plan counts from when the attempt was due, not from when its verdict came: the times of
    // attempts do not depend on how fast the real receiver answers.
    delivery.due_at = delivery.due_at + limits::kRetryWaits[delivery.attempts];
    world.timers.set(delivery.due_at, TimerKind::delivery_retry, change.index);
  }
  delivery.attempts += 1;
}

std::vector<const Rule*> webhook_rule_list() {
  return rules_of(std::span<const RuleRow<SetWebhook>>(kWebhookRules));
}
std::vector<const Rule*> resend_rule_list() {
  return rules_of(std::span<const RuleRow<ParsedResend>>(kResendRules));
}

}  // namespace lotusbox
