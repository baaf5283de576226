// Guards: what a row of a machine or a coupling asks of the world beside state and trigger. They
// are enumerators, so that they can be printed and counted; what each means is in guard.cc.
#pragma once

#include <cstdint>
#include <string_view>

namespace lotusbox {

struct World;

/// What must hold besides state and trigger. Rows with the same state and trigger have guards
/// that exclude each other.
enum class Guard : std::uint8_t {
  always,
  on_source,        ///< the link belongs to a source
  on_request,       ///< the link belongs to a management request
  others_standing,  ///< the customer has another active, pending or paused mandate
  none_standing,    ///< the customer has no other
  attempts_left,    ///< the retry plan of webhooks has a further wait
  attempts_used_up,
  is_amend,
  is_pause,
  is_resume,
  is_cancel,       ///< the request's action
  customer_known,  ///< the source already names a customer
  customer_new,
  has_link,         ///< the source is no paper
  on_api_source,    ///< the link belongs to an emandate_api source
  on_esign_source,  ///< the link belongs to an emandate_esign source
  chargeable,       ///< the mandate of the debit is active, and nothing holds the debit back
  held_back,        ///< it is active, and policy holds back what is beyond its terms
  not_chargeable,
  collection_open,  ///< there is one for the debit, and it still takes more
  collection_none,
  collected_today,  ///< the debit is in a collection that is still open
  settles,          ///< the profile of LotusPay collects, and there is something to pay out
  more_to_come,     ///< the subscription has a further date
  was_last
};

std::string_view to_text(Guard guard);
/// Whether a guard holds for an object of the machine whose row or coupling asks it.
bool holds(Guard guard, const World& world, std::uint32_t index);

}  // namespace lotusbox
