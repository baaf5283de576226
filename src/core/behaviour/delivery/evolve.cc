#include "core/behaviour/delivery/evolve.h"

#include "core/behaviour/delivery/machine.h"

namespace lotusbox {

namespace {

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
  delivery.status = change.to<DeliveryStatus>();
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

}  // namespace

void evolve_delivery(World& world, const Change& change, const Draft& draft) {
  const auto trigger = change.on<DeliveryTrigger>();
  if (change.makes()) return make_delivery(world, change, draft);
  Delivery& delivery = world.deliveries.edit(change.index);
  delivery.status = change.to<DeliveryStatus>();
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

}  // namespace lotusbox
