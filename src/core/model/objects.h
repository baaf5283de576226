// The objects of a world as compact rows. What never changes lies in the row itself, what changes
// in its State; an event keeps a copy of the state it saw, so that an old event can be shown as it
// was. Objects name each other by id; texts lie in the world's pool.
#pragma once

#include <cstdint>
#include <optional>

#include "base/text_pool.h"
#include "core/model/bank.h"
#include "core/model/terms.h"
#include "core/model/words.h"
#include "core/values/calendar.h"
#include "core/values/ids.h"
#include "core/values/money.h"

namespace lotusbox {

struct Rule;

struct Source {
  struct State {
    std::optional<CivilDate> date_submitted, date_withdrawn;
    std::optional<MandateId> mandate;
    std::optional<CustomerId> customer;
    std::optional<BankAccountId> bank_account;
    Text reason_code, reason_description, reject_by;  ///< of what went wrong last
    std::optional<ImageId> image;                     ///< the newest scan of the paper
    std::optional<Instant> bank_due;  ///< when LotusPay or the sponsor bank acts by itself
    std::uint32_t attempts = 0;
    std::uint16_t submissions = 0;  ///< how often it went to the sponsor bank
    std::uint16_t returns = 0;      ///< how often LotusPay gave it back
    Acknowledgement acknowledgement = Acknowledgement::none;
    ResponseKind response = ResponseKind::npci;
    std::optional<AuthMode> auth_mode;
    SourceStatus status = SourceStatus::pending;
  };
  Instant created;
  TermsId terms;
  std::optional<LinkId> link;  ///< none: paper
  Text return_url, metadata;
  std::optional<std::uint16_t> agent;  ///< index in Reference::agents
  State state;
};

struct Mandate {
  struct State {
    Paise amount;
    std::optional<CivilDate> final_collection;
    std::optional<CivilDate> date_acknowledged, date_responded, date_cancelled;
    std::optional<RequestId> request;  ///< the one that is pending
    std::optional<RequestId> ended;    ///< the one that came to its end last
    std::optional<Instant> bank_due;   ///< when a bank acts by itself
    Text metadata, reason_code, reason_description;
    std::optional<Frequency> frequency;
    MandateStatus status = MandateStatus::active;
    MandateStatus before = MandateStatus::active;  ///< where a failed request leads back to
    CancelStatus cancel = CancelStatus::cancel_nil;
  };
  Instant created;
  TermsId terms;
  std::optional<SourceId> source;
  CustomerId customer;
  BankAccountId bank_account;
  Text given_umrn;        ///< empty: made from the index
  Text given_request_id;  ///< of an imported mandate; empty: made from the source
  std::optional<AuthMode> auth_mode;
  std::optional<MandateId> previous_of_customer, previous_of_account;
  std::optional<DebitId> first_pending_debit, last_pending_debit;  ///< ends of the chain
  std::optional<SubscriptionId> last_subscription;  ///< head of the chain previous_of_mandate
  std::optional<DebitId> last_debit;                ///< head of the chain previous_of_mandate
  State state;
};

/// An amend, pause, resume or cancel that waits for the customer.
struct ManagementRequest {
  Instant created;
  MandateId mandate;
  LinkId link;
  std::optional<Paise> amount;
  std::optional<CivilDate> final_collection;
  std::optional<Frequency> frequency;
  Text return_url;
  Text reason_code, reason_description, reject_by;  ///< why it was refused, and by whom
  const Rule* stale = nullptr;  ///< the rule that did not hold any more when it was accepted
  std::optional<AuthMode> auth_mode;
  Action action = Action::amend;
  RequestStatus status = RequestStatus::awaiting;
};

/// A one-time link for the customer, of a source or of a request.
struct Link {
  std::optional<Instant> expires_at;  ///< none for a source's link
  std::optional<Instant> ended;       ///< when it was used, or died
  std::uint32_t target = 0;           ///< index of the source or request
  LinkKind kind = LinkKind::source;
  LinkStatus status = LinkStatus::live;
};

}  // namespace lotusbox
