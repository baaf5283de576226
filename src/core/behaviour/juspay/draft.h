// The values that a call about a mandate of Juspay brings to its changes, after all rules have
// passed.
#pragma once

#include <string_view>

#include "core/model/juspay.h"

namespace lotusbox {

/// A Juspay mandate to be made; its customer is not set in the row yet.
struct JuspayDraft {
  JuspayMandate row;
  std::string_view customer;
};

/// A pause from here to there; a resumption only moves `until`.
struct JuspayPauseDraft {
  Instant from, until;
};

}  // namespace lotusbox
