// The words of the domain: each set of values is an enum spelled as the vendor spells it, with
// to_text and parse. NPCI codes are kept in capitals and read without case.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/model/kinds.h"

namespace lotusbox {

enum class SourceStatus : std::uint8_t { pending, pending_submission, submitted, withdrawn };
enum class MandateStatus : std::uint8_t {
  acknowledged,
  active,
  pending,
  paused,
  failed,
  cancelled,
  expired
};
enum class CancelStatus : std::uint8_t {
  cancel_nil,
  cancel_requested,
  cancel_submitted,
  cancel_confirmed,
  cancel_failed,
  cancel_received,
  cancel_denied
};
enum class RequestStatus : std::uint8_t { awaiting, applied, refused, lapsed };
enum class LinkStatus : std::uint8_t { live, used, expired, closed };
enum class CustomerStatus : std::uint8_t { inactive, active };
enum class DeliveryStatus : std::uint8_t { due, waiting, delivered, given_up, held, lost };
/// What chaos made of a delivery.
enum class ChaosKind : std::uint8_t { none, delayed, reordered, lost, duplicate };

enum class Action : std::uint8_t { amend, pause, resume, cancel };
enum class Outcome : std::uint8_t { accepted, rejected, abandoned };
enum class LinkKind : std::uint8_t { source, request };

enum class AmountKind : std::uint8_t { collection, maximum };
enum class Frequency : std::uint8_t { adho, inda, dail, week, mnth, bimn, qurt, mian, year };
enum class SequenceType : std::uint8_t { rcur, ooff };
enum class Variant : std::uint8_t { emandate_api, emandate_esign, physical };
enum class AccountType : std::uint8_t { savings, current, cc, nre, nro, other };
enum class AuthMode : std::uint8_t { netbanking, debitcard, aadhaar, others };

/// How sure we are of a row or rule: the vendor says so, a client saw it, or it is our reading.
enum class Evidence : std::uint8_t { documented, observed, assumed };
/// The newest page wins; refuse what the pages do not allow; accept what real clients send.
enum class Profile : std::uint8_t { documented, strict, lenient };

std::string_view to_text(SourceStatus value);
std::string_view to_text(MandateStatus value);
std::string_view to_text(CancelStatus value);
std::string_view to_text(RequestStatus value);
std::string_view to_text(LinkStatus value);
std::string_view to_text(CustomerStatus value);
std::string_view to_text(DeliveryStatus value);
std::string_view to_text(ChaosKind value);  ///< empty for none
std::string_view to_text(Action value);
std::string_view to_text(Outcome value);
std::string_view to_text(Frequency value);  ///< in capitals: MNTH
std::string_view to_text(SequenceType value);
std::string_view to_text(Variant value);
std::string_view to_text(AccountType value);
std::string_view to_text(AuthMode value);
std::string_view to_text(Evidence value);
std::string_view to_text(Profile value);

std::optional<SourceStatus> parse_source_status(std::string_view text);
std::optional<MandateStatus> parse_mandate_status(std::string_view text);
std::optional<CancelStatus> parse_cancel_status(std::string_view text);
std::optional<Action> parse_action(std::string_view text);
std::optional<Outcome> parse_outcome(std::string_view text);
std::optional<Frequency> parse_frequency(std::string_view text);  ///< without case (R22)
std::optional<SequenceType> parse_sequence_type(std::string_view text);
std::optional<Variant> parse_variant(std::string_view text);
std::optional<AccountType> parse_account_type(std::string_view text);
std::optional<AuthMode> parse_auth_mode(std::string_view text);  ///< also with underscores (R8)
std::optional<Profile> parse_profile(std::string_view text);

}  // namespace lotusbox
