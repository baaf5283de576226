// What the end of an attempt, of a wait, or a wish for one more delivery comes to; and the
// settings of the webhook itself.
#pragma once

#include <span>
#include <string>

#include "core/behaviour/change.h"
#include "core/behaviour/rule.h"

namespace lotusbox {

Decided decide_report(const World& world, const ReportDelivery& command);
Decided decide_retry(const World& world, const RetryDelivery& command);
Decided decide_resend(const World& world, const ResendEvent& command);
Decided decide_webhook(const World& world, const SetWebhook& command);

/// The key of a webhook that is set without one.
std::string invented_webhook_key(const World& world);

/// Deliveries that will be tried again at another target than this setting of the world, because
/// each keeps the one it was made for.
[[nodiscard]] std::int64_t waiting_elsewhere(const World& world, const Webhook& setting);

}  // namespace lotusbox
