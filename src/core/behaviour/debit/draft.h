// Drafts of debits and subscriptions: the values that came with a command after its rules have
// passed. They point into the command like all drafts.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "core/model/ledger.h"

namespace lotusbox {

struct DebitDraft {
  MandateId mandate;
  Paise amount;
  CivilDate charge;
  std::string_view reference_creditor, metadata;
  std::array<std::string_view, 4> references{};
};

struct DebitAnswerDraft {
  std::optional<std::uint16_t> code;  ///< index in Reference::codes
};

struct SubscriptionDraft {
  Subscription row;  ///< its texts are not set yet
  std::string_view name, metadata;
};

struct SubscriptionUpdateDraft {
  Paise amount;
  std::optional<std::string_view> name;
};

/// Why a date of a subscription is missed.
struct MissDraft {
  Refusal refusal;
};

struct DebitPolicyDraft {
  DebitPolicy policy;
};

}  // namespace lotusbox
