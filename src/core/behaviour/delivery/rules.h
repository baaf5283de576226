// Rules of the settings of a webhook, and of sending an event once more.
#pragma once

#include "core/behaviour/rule.h"
#include "core/model/command.h"
#include "core/model/world.h"

namespace lotusbox {

/// A wish for a webhook, and the one that it changes.
struct ParsedWebhook {
  const SetWebhook& command;
  const Webhook& before;
};
std::span<const RuleRow<ParsedWebhook>> webhook_rules();

struct ParsedResend {
  const World& world;
  std::optional<EventId> event;
};

std::span<const RuleRow<ParsedResend>> resend_rules();

}  // namespace lotusbox
