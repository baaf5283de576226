// Commands about the vendor's smaller resources: customers, bank accounts and their tokens, the
// metadata of a mandate, reminders, and answers that are remembered under an Idempotency-Key.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/model/field.h"
#include "core/model/remembered_calls.h"

namespace lotusbox {

struct CreateCustomer {
  std::string body_problem;
  Field name, email, mobile, phone, pan, description, metadata;
  std::string metadata_json;  ///< compact JSON object, or empty
};

/// A bank account of a customer, or a token, which has none yet.
struct CreateBankAccount {
  bool token = false;
  std::string customer;  ///< id as sent; not for a token
  std::string body_problem;
  Field frame;  ///< `bank_account` of a token
  Field holder, ifsc, number, type;
};

struct UpdateMetadata {
  std::string mandate;  ///< id as sent
  std::string body_problem;
  Field metadata;
  std::string metadata_json;  ///< in the order in which it is stored; empty: unreadable or too much
};

enum class ReminderKind : std::uint8_t { email, sms };

/// Sends nothing: a sandbox writes to no one. Only the rules are asked.
struct SendReminder {
  std::string source;  ///< id as sent
  ReminderKind kind = ReminderKind::email;
};

struct RememberCall {
  std::string key;
  std::shared_ptr<const RememberedCall> call;
};

}  // namespace lotusbox
