// What can be asked of debits and subscriptions: a part of Command.
#pragma once

#include <string>
#include <vector>

#include "core/model/field.h"
#include "core/model/timers.h"
#include "core/values/ids.h"

namespace lotusbox {

struct CreateDebit {
  std::string body_problem;
  Field mandate, umrn, amount, date_charge, creditor_agent_code, nach_profile, reference_creditor,
      metadata;
  Field references[4];        ///< the second to the fifth
  std::string metadata_json;  ///< compact JSON object, or empty
};

struct CancelDebit {
  std::string debit;  ///< id as sent
};

/// What a bank says to a debit that waits for it (control plane).
struct AnswerDebit {
  Field debit, outcome, response_code;
};

struct CreateSubscription {
  std::string body_problem;
  Field mandate, amount, name, start_date, interval, interval_count, day_of_month, month, count,
      metadata;
  std::string metadata_json;
};

struct UpdateSubscription {
  std::string subscription;  ///< id as sent
  std::string body_problem;
  Field amount, name;
};

struct CancelSubscription {
  std::string subscription;  ///< id as sent
};

/// How the banks answer debits by themselves; absent fields stay as they are (control plane).
struct SetDebitPolicy {
  std::string body_problem;
  std::vector<std::string> unknown_keys;
  Field outcome, response_code, settlements;
};

/// Timers: the cut-off of a debit's charge date has come, or the hour of its answer.
struct DebitTimeUp {
  DebitId debit;
  TimerKind what = TimerKind::debit_morning;
};

/// A timer: the day of a collection is over.
struct CollectionDayOver {
  CollectionId collection;
};

/// Timers: a settlement is processed, or settled.
struct SettlementTimeUp {
  SettlementId settlement;
  TimerKind what = TimerKind::settlement_process;
};

/// A timer: the next date of a subscription has come.
struct SubscriptionDue {
  SubscriptionId subscription;
};

}  // namespace lotusbox
