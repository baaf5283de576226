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

std::int64_t waiting_elsewhere(const World& world, const Webhook& setting) {
  std::int64_t count = 0;
  for (std::size_t i = 0; i < world.deliveries.size(); ++i) {
    const Delivery& delivery = world.deliveries[i];
    const bool over = delivery.status == DeliveryStatus::delivered ||
                      delivery.status == DeliveryStatus::given_up ||
                      delivery.status == DeliveryStatus::lost;
    if (over || world.targets[delivery.target].url == setting.url) continue;
    const ObjectRef about = world.events[delivery.event.index].object;
    count += &webhook_for(world, about) == &setting ? 1 : 0;
  }
  return count;
}

Decided decide_webhook(const World& world, const SetWebhook& command) {
  Decision decision;
  // What a command does not name stays as it is; a webhook that is removed leaves its key behind,
  // so that a receiver which knows it can read what the next webhook is sent.
  Webhook webhook = command.juspay ? world.juspay_webhook : world.webhook;
  if (command.clear) {
    webhook.url.clear();
    webhook.format = command.juspay ? WebhookFormat::plain : WebhookFormat::encrypted;
    decision.draft = WebhookDraft{std::move(webhook), command.juspay};
    return decision;
  }
  const ParsedWebhook parsed{command, webhook};
  if (auto refusal = first_refusal(webhook_rules(), parsed)) return failure(std::move(*refusal));
  if (command.url.given()) webhook.url = command.url.text;
  if (command.juspay) {
    webhook.format = WebhookFormat::plain;
    decision.draft = WebhookDraft{std::move(webhook), true};
    return decision;
  }
  if (command.key.given()) webhook.key = command.key.text;
  if (webhook.key.empty()) webhook.key = invented_webhook_key(world);
  if (command.format.given()) {
    webhook.format =
        command.format.text == "plain" ? WebhookFormat::plain : WebhookFormat::encrypted;
  }
  decision.draft = WebhookDraft{std::move(webhook), false};
  return decision;
}

}  // namespace lotusbox
