#include "core/behaviour/delivery/decide.h"

#include "core/behaviour/delivery/machine.h"
#include "core/behaviour/delivery/rules.h"

namespace lotusbox {

namespace {

constexpr int kSuccessFrom = 200;
constexpr int kSuccessTo = 299;

}  // namespace

Decided decide_report(const World& world, const ReportDelivery& command) {
  const bool good = command.verdict == Verdict::answered && command.http_status >= kSuccessFrom &&
                    command.http_status <= kSuccessTo;
  const auto trigger = good ? DeliveryTrigger::succeeded : DeliveryTrigger::failed;
  return by(moved(world, trigger, command.delivery.index),
            DeliveryDraft{command.verdict, command.http_status, command.took_ms, command.reason});
}

Decided decide_retry(const World& world, const RetryDelivery& command) {
  return by(moved(world, DeliveryTrigger::wait_over, command.delivery.index));
}

Decided decide_resend(const World& world, const ResendEvent& command) {
  const ParsedResend parsed{world, find_event(world, command.event)};
  if (auto refusal = first_refusal(resend_rules(), parsed)) return failure(std::move(*refusal));
  return by(made(world, DeliveryTrigger::resend), DispatchDraft{*parsed.event});
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
  if (auto refusal = first_refusal(webhook_rules(), command)) return failure(std::move(*refusal));
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

}  // namespace lotusbox
