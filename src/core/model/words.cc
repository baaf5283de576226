#include "core/model/words.h"

#include "base/check.h"
#include "base/text.h"
#include "core/model/kinds.h"
#include "core/model/word_table.h"

namespace lotusbox {

namespace {

constexpr Words<4> kSourceStatus{"pending", "pending_submission", "submitted", "withdrawn"};
constexpr Words<7> kMandateStatus{"acknowledged", "active",    "pending", "paused",
                                  "failed",       "cancelled", "expired"};
constexpr Words<7> kCancelStatus{"cancel_nil",       "cancel_requested", "cancel_submitted",
                                 "cancel_confirmed", "cancel_failed",    "cancel_received",
                                 "cancel_denied"};
constexpr Words<4> kRequestStatus{"awaiting", "applied", "refused", "lapsed"};
constexpr Words<4> kLinkStatus{"live", "used", "expired", "closed"};
constexpr Words<2> kCustomerStatus{"inactive", "active"};
constexpr Words<6> kDeliveryStatus{"due", "waiting", "delivered", "given_up", "held", "lost"};
constexpr Words<5> kChaosKind{"", "delayed", "reordered", "lost", "duplicate"};
constexpr Words<4> kAction{"amend", "pause", "resume", "cancel"};
constexpr Words<3> kOutcome{"accepted", "rejected", "abandoned"};
constexpr Words<9> kFrequency{"ADHO", "INDA", "DAIL", "WEEK", "MNTH",
                              "BIMN", "QURT", "MIAN", "YEAR"};
constexpr Words<2> kSequenceType{"RCUR", "OOFF"};
constexpr Words<3> kVariant{"emandate_api", "emandate_esign", "physical"};
constexpr Words<6> kAccountType{"savings", "current", "cc", "nre", "nro", "other"};
constexpr Words<4> kAuthMode{"netbanking", "debitcard", "aadhaar", "others"};
constexpr Words<37> kEventType{
    "source.pending",        "source.pending_submission", "source.submitted",
    "source.withdrawn",      "mandate.acknowledged",      "mandate.active",
    "mandate.failed",        "mandate.pending",           "mandate.cancelled",
    "mandate.expired",       "mandate.amend.success",     "mandate.amend.failed",
    "mandate.pause.success", "mandate.pause.failed",      "mandate.resume.success",
    "mandate.resume.failed", "mandate.cancel.success",    "mandate.cancel.failed",
    "customer.active",       "customer.inactive",         "customer.created",
    "ach_debit.pending",     "ach_debit.submitted",       "ach_debit.confirmed",
    "ach_debit.extended",    "ach_debit.rejected",        "ach_debit.returned",
    "ach_debit.cancelled",   "settlement.pending",        "settlement.processing",
    "settlement.settled",    "MANDATE_CREATED",           "MANDATE_ACTIVATED",
    "MANDATE_PAUSED",        "MANDATE_REVOKED",           "MANDATE_FAILED",
    "MANDATE_EXPIRED"};
constexpr Words<3> kEvidence{"documented", "observed", "assumed"};
constexpr Words<3> kProfile{"documented", "strict", "lenient"};

}  // namespace

std::string_view to_text(SourceStatus value) { return word(kSourceStatus, value); }
std::string_view to_text(MandateStatus value) { return word(kMandateStatus, value); }
std::string_view to_text(CancelStatus value) { return word(kCancelStatus, value); }
std::string_view to_text(RequestStatus value) { return word(kRequestStatus, value); }
std::string_view to_text(LinkStatus value) { return word(kLinkStatus, value); }
std::string_view to_text(CustomerStatus value) { return word(kCustomerStatus, value); }
std::string_view to_text(DeliveryStatus value) { return word(kDeliveryStatus, value); }
std::string_view to_text(ChaosKind value) { return word(kChaosKind, value); }
std::string_view to_text(Action value) { return word(kAction, value); }
std::string_view to_text(Outcome value) { return word(kOutcome, value); }
std::string_view to_text(Frequency value) { return word(kFrequency, value); }
std::string_view to_text(SequenceType value) { return word(kSequenceType, value); }
std::string_view to_text(Variant value) { return word(kVariant, value); }
std::string_view to_text(AccountType value) { return word(kAccountType, value); }
std::string_view to_text(AuthMode value) { return word(kAuthMode, value); }
std::string_view to_text(EventType value) { return word(kEventType, value); }
std::string_view to_text(Evidence value) { return word(kEvidence, value); }
std::string_view to_text(Profile value) { return word(kProfile, value); }

std::optional<SourceStatus> parse_source_status(std::string_view text) {
  return find_word<SourceStatus>(kSourceStatus, text);
}
std::optional<MandateStatus> parse_mandate_status(std::string_view text) {
  return find_word<MandateStatus>(kMandateStatus, text);
}
std::optional<CancelStatus> parse_cancel_status(std::string_view text) {
  return find_word<CancelStatus>(kCancelStatus, text);
}
std::optional<Action> parse_action(std::string_view text) {
  return find_word<Action>(kAction, text);
}
std::optional<Outcome> parse_outcome(std::string_view text) {
  return find_word<Outcome>(kOutcome, text);
}
std::optional<Frequency> parse_frequency(std::string_view text) {
  if (text.size() != 4) return std::nullopt;
  const std::array<char, 4> upper{to_upper(text[0]), to_upper(text[1]), to_upper(text[2]),
                                  to_upper(text[3])};
  return find_word<Frequency>(kFrequency, std::string_view(upper.data(), upper.size()));
}
std::optional<SequenceType> parse_sequence_type(std::string_view text) {
  return find_word<SequenceType>(kSequenceType, to_upper(text));
}
std::optional<Variant> parse_variant(std::string_view text) {
  return find_word<Variant>(kVariant, text);
}
std::optional<AccountType> parse_account_type(std::string_view text) {
  return find_word<AccountType>(kAccountType, to_lower(text));
}
std::optional<AuthMode> parse_auth_mode(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    if (c != '_') plain.push_back(to_lower(c));
  }
  return find_word<AuthMode>(kAuthMode, plain);
}
std::optional<EventType> parse_event_type(std::string_view text) {
  return find_word<EventType>(kEventType, text);
}
std::optional<Profile> parse_profile(std::string_view text) {
  return find_word<Profile>(kProfile, text);
}

}  // namespace lotusbox
