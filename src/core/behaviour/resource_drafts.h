// Drafts of the smaller resources: what customers, bank accounts, metadata and remembered answers
// bring with them after their rules have passed. They point into the command like all drafts.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "core/model/creditors.h"
#include "core/model/customer.h"
#include "core/model/remembered_calls.h"
#include "core/model/resource_commands.h"

namespace lotusbox {

struct CustomerDraft {
  std::string mobile, phone;
  std::string_view name, email, pan, description, metadata;
};

struct BankAccountDraft {
  std::optional<CustomerId> customer;  ///< none: a token
  std::string_view holder, number, ifsc;
  std::uint16_t bank = 0;
  AccountType type = AccountType::savings;
};

struct CreditorsDraft {
  Creditors creditors;
};

struct MetadataDraft {
  MandateId mandate;
  std::string_view metadata;
};

struct ReminderDraft {
  SourceId source;
  ReminderKind kind = ReminderKind::email;
};

struct RememberDraft {
  std::string_view key;
  std::shared_ptr<const RememberedCall> call;
};

}  // namespace lotusbox
