// The types of events a world publishes, spelled by to_text as the vendor spells them. Their words
// stand in words.cc, in this order.
#pragma once

#include <cstdint>

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
  juspay_created,  ///< MANDATE_CREATED, as Juspay spells its own
  juspay_activated,
  juspay_paused,
  juspay_revoked,
  juspay_failed,
  juspay_expired
};

}  // namespace lotusbox
