// What a call to the Juspay API, or a moment that has come, does to a Juspay mandate.
#pragma once

#include "core/behaviour/change.h"

namespace lotusbox {

/// check_status changes nothing: its decision has no changes.
Decided decide_juspay(const World& world, const JuspayCall& command);
Decided decide_make_juspay(const World& world, const MakeJuspayMandate& command);
Decided decide_settle_juspay(const World& world, const SettleJuspayMandate& command);
Decided decide_withdraw_juspay_pause(const World& world, const WithdrawJuspayPause& command);
Decided decide_juspay_time_up(const World& world, const JuspayTimeUp& command);

}  // namespace lotusbox
