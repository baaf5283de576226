// Whether a reminder may be sent to the customer of a source (facts 4.1).
#pragma once

#include "core/behaviour/change.h"
#include "core/behaviour/rule.h"

namespace lotusbox {

/// Changes nothing: a sandbox sends no messages.
Decided decide_reminder(const World& world, const SendReminder& command);
std::vector<const Rule*> reminder_rule_list(ReminderKind kind);

}  // namespace lotusbox
