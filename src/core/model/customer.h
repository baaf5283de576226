// A customer and the bank accounts that belong to one, as compact rows like those of objects.h. A
// bank account has one status for all its life, so it has no machine; a token is the same row
// before it belongs to anybody.
#pragma once

#include <cstdint>
#include <optional>

#include "base/text_pool.h"
#include "core/model/words.h"
#include "core/values/ids.h"
#include "core/values/instant.h"

namespace lotusbox {

struct Customer {
  struct State {
    std::optional<MandateId> last_mandate;  ///< head of the chain previous_of_customer
    std::optional<BankAccountId> last_bank_account;
    std::optional<SubscriptionId> last_subscription;
    std::uint32_t subscriptions = 0;
    std::uint32_t mandates = 0;
    std::uint32_t bank_accounts = 0;
    std::uint32_t standing = 0;  ///< mandates that are active, pending or paused
    CustomerStatus status = CustomerStatus::inactive;
  };
  Instant created;
  Text name, email, mobile, phone, identification, description, metadata;
  State state;
};

struct BankAccount {
  Instant created;
  std::optional<CustomerId> customer;  ///< none: a token, which has no customer
  std::optional<BankAccountId> previous_of_customer;
  std::optional<MandateId> last_mandate;  ///< head of the chain previous_of_account
  std::uint32_t mandates = 0;
  Text holder, number, ifsc;
  std::uint16_t bank = 0;
  AccountType type = AccountType::savings;
};

}  // namespace lotusbox
