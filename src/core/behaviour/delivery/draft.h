// What decide hands to evolve about deliveries: a part of Draft.
#pragma once

#include <string>

#include "core/model/chaos.h"
#include "core/model/event.h"

namespace lotusbox {

/// How an attempt ended.
struct DeliveryDraft {
  Verdict verdict = Verdict::answered;
  std::int32_t http_status = 0;
  std::int32_t took_ms = 0;
  std::string reason;
};

/// One delivery of an event to come.
struct DispatchDraft {
  EventId event;
  Seconds wait{0};  ///< before it leaves
  ChaosKind chaos = ChaosKind::none;
};

struct ChaosDraft {
  Chaos chaos;
};

}  // namespace lotusbox
