// What is sent to a receiver, and what carries it there.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/model/world.h"

namespace lotusbox::webhook {

struct Report {
  Verdict verdict = Verdict::aborted;
  int http_status = 0;
  int took_ms = 0;
  std::string reason = {};  ///< what went wrong on the way; empty: nothing
};

/// One delivery, ready to leave.
struct Parcel {
  std::string key;  ///< of the world it comes from
  std::string type, event_id, url;
  int attempt = 0;
  std::string event;  ///< what happened, as JSON
  std::string body;   ///< what is sent: the event, encrypted unless the target wants it plain
};

/// The body of an attempt at a delivery, after so many others: the event as JSON, encrypted unless
/// its target wants it plain. The same attempt has the same body, bit for bit.
[[nodiscard]] std::string body_of(const World& world, DeliveryId id, std::uint16_t attempts_before,
                                  std::string_view event);

/// What carries a delivery out of the process.
class Sender {
 public:
  Sender() = default;
  Sender(const Sender&) = delete;
  Sender& operator=(const Sender&) = delete;
  virtual ~Sender() = default;

  /// Returns at once; `done` is called exactly once, on any thread, also when nothing was sent.
  virtual void post(Parcel parcel, std::function<void(Report)> done) = 0;
};

}  // namespace lotusbox::webhook
