// What a command brought, after its rules have passed, for evolve to write into the world. Drafts
// point into the command and live no longer than the step.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "core/behaviour/bank/draft.h"
#include "core/behaviour/debit/draft.h"
#include "core/behaviour/delivery/draft.h"
#include "core/behaviour/juspay/draft.h"
#include "core/behaviour/resource_drafts.h"
#include "core/model/command.h"
#include "core/model/world.h"

namespace lotusbox {

/// The terms of a source or direct mandate after all rules have passed.
struct TermsDraft {
  Terms row;  ///< its texts are not set yet
  std::string mobile;
  std::string_view debtor_name, account_number, mmbid, email, pan, phone;
  std::array<std::string_view, 5> references{};
  std::string_view category_description, creditor_agent_name, creditor_name;  ///< of an import
  std::optional<Creditor> further;  ///< a profile that the world gets with these terms
};

struct SourceDraft {
  TermsDraft terms;
  std::optional<CustomerId> customer;
  std::optional<BankAccountId> bank_account;  ///< or token: its details go before those of terms
  std::optional<std::uint16_t> agent;
  std::string_view return_url, metadata;
  std::optional<AuthMode> auth_mode;
};

struct MandateDraft {
  TermsDraft terms;
  MandateStatus status = MandateStatus::active;
  CancelStatus cancel = CancelStatus::cancel_nil;
  std::optional<CustomerId> customer;
  std::optional<Instant> created;  ///< none: now
  std::optional<CivilDate> date_acknowledged, date_responded;
  std::string_view umrn, metadata, request_id;
};

struct RequestDraft {
  MandateId mandate;
  Action action = Action::amend;
  std::optional<Paise> amount;
  std::optional<CivilDate> final_collection;
  std::optional<Frequency> frequency;
  std::string_view return_url;
  std::optional<AuthMode> auth_mode;
};

struct OutcomeDraft {
  LinkId link;
  Outcome outcome = Outcome::accepted;
  std::string reason_description;
  std::string_view reason_code, reject_by;
  std::optional<AuthMode> auth_mode;
  const Rule* stale = nullptr;  ///< the rule that does not hold any more, of what was accepted
};

struct WebhookDraft {
  Webhook webhook;
  bool juspay = false;
};
struct PolicyDraft {
  Policy policy;
};

using Draft = std::variant<std::monostate, SourceDraft, MandateDraft, RequestDraft, OutcomeDraft,
                           DeliveryDraft, DispatchDraft, WebhookDraft, PolicyDraft, JuspayDraft,
                           JuspayPauseDraft, CustomerDraft, BankAccountDraft, MetadataDraft,
                           ReminderDraft, RememberDraft, BankDraft, ImageDraft, DebitDraft,
                           DebitAnswerDraft, SubscriptionDraft, SubscriptionUpdateDraft, MissDraft,
                           DebitPolicyDraft, ChaosDraft, CreditorsDraft>;

}  // namespace lotusbox
