// What can be asked of the mandates of Juspay, and of the pretend orders that make them: a part of
// Command, kept apart because it is another product.
#pragma once

#include <string>

#include "core/model/field.h"
#include "core/model/timers.h"
#include "core/values/ids.h"

namespace lotusbox {

/// Juspay's `POST /mandates/{mandate_id}`: what it does stands in `command`.
struct JuspayCall {
  std::string mandate;  ///< id as sent
  Field merchant;       ///< the header x-merchantid
  Field command, pause_start_date, pause_end_date, resume_date;
};

/// A Juspay mandate made directly: orders, which make them, are not simulated (control plane).
struct MakeJuspayMandate {
  std::string body_problem;
  Field customer_id, max_amount, amount_rule, frequency, start_date, end_date, mandate_type,
      mandate_status, rule_type, revokable_by_customer, block_fund;
};

/// What became of the order that a CREATED Juspay mandate belongs to (control plane).
struct SettleJuspayMandate {
  std::string body_problem;
  std::string mandate;  ///< id as sent
  Field outcome;
};

/// A pause that is still to come is called off (control plane).
struct WithdrawJuspayPause {
  std::string mandate;  ///< id as sent
};

/// A timer: a pause of a Juspay mandate begins or ends, or the mandate does.
struct JuspayTimeUp {
  JuspayMandateId mandate;
  TimerKind what = TimerKind::juspay_mandate_end;
};

}  // namespace lotusbox
