// Which kinds of objects a world holds, and which kinds of events it raises: enums spelled as the
// vendors spell them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace lotusbox {

enum class EventType : std::uint8_t {
  source_pending,
  source_pending_submission,
  source_submitted,
  source_withdrawn,
  mandate_acknowledged,
  mandate_active,
  mandate_failed,
  mandate_pending,
  mandate_cancelled,
  mandate_expired,
  mandate_amend_success,
  mandate_amend_failed,
  mandate_pause_success,
  mandate_pause_failed,
  mandate_resume_success,
  mandate_resume_failed,
  mandate_cancel_success,
  mandate_cancel_failed,
  customer_active,
  customer_inactive,
  customer_created,
  ach_debit_pending,
  ach_debit_submitted,
  ach_debit_confirmed,
  ach_debit_extended,
  ach_debit_rejected,
  ach_debit_returned,
  ach_debit_cancelled,
  settlement_pending,
  settlement_processing,
  settlement_settled,
  juspay_created,  ///< MANDATE_CREATED, as Juspay spells its own
  juspay_activated,
  juspay_paused,
  juspay_revoked,
  juspay_failed,
  juspay_expired
};
enum class ObjectKind : std::uint8_t {
  source,
  mandate,
  request,
  link,
  customer,
  bank_account,
  delivery,
  juspay_mandate,
  physical_image,
  ach_debit,
  ach_debit_collection,
  settlement,
  subscription
};

std::string_view to_text(EventType value);  ///< `mandate.amend.success`
std::string_view to_text(ObjectKind value);

std::optional<EventType> parse_event_type(std::string_view text);

/// LotusPay's two-letter id prefix; empty for what has none: deliveries, and all that is Juspay's.
std::string_view id_prefix(ObjectKind kind);

}  // namespace lotusbox
