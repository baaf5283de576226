// What a world publishes: events, and their deliveries to the merchant's webhook. An event is a
// fact of 32 bytes; its body is rendered when somebody reads it.
#pragma once

#include <cstdint>
#include <optional>

#include "base/text_pool.h"
#include "core/model/kinds.h"
#include "core/model/words.h"
#include "core/values/ids.h"
#include "core/values/instant.h"

namespace lotusbox {

/// Any object of a world.
struct ObjectRef {
  ObjectKind kind = ObjectKind::source;
  std::uint32_t index = 0;
  friend bool operator==(ObjectRef, ObjectRef) = default;
};

struct Event {
  Instant created;
  ObjectRef object;
  std::uint32_t snapshot = 0;  ///< the state it saw, in the world's snapshots of that kind
  std::uint16_t row = 0;       ///< ordinal of the transition row that raised it
  EventType type = EventType::source_pending;
};

/// How one attempt to deliver ended.
enum class Verdict : std::uint8_t { answered, timed_out, unreachable, aborted };

struct Attempt {
  Instant at;  ///< when it was due, on the world's clock
  std::optional<std::uint32_t> previous;
  std::int32_t http_status = 0;
  std::int32_t took_ms = 0;  ///< real time
  Text reason;               ///< what went wrong on the way, for people
  Verdict verdict = Verdict::answered;
};

struct Delivery {
  Instant created;
  Instant due_at;
  EventId event;
  std::uint32_t target = 0;  ///< which of the world's targets: where it goes, and how
  std::optional<std::uint32_t> last_attempt;
  std::uint16_t attempts = 0;
  DeliveryStatus status = DeliveryStatus::due;
  ChaosKind chaos = ChaosKind::none;
};

}  // namespace lotusbox
