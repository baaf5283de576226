// The port to somebody's webhook receiver and to the application behind it. This floor says what to
// send and when; the floors above know sockets, commands and deadlines.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "base/http_message.h"
#include "base/result.h"

namespace lotusbox::examiner {

/// What came back.
struct Came {
  int status = 0;  ///< 0: no answer
  std::int64_t took_ms = 0;
  std::string problem = {};  ///< why there was no answer

  [[nodiscard]] bool good() const { return status >= 200 && status < 300; }
};

class Line {
 public:
  Line() = default;
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
  virtual ~Line() = default;

  /// Sends these to the receiver, all at the same moment, and waits for all answers. Their targets
  /// are not looked at: the line knows where the receiver is.
  virtual std::vector<Came> send(const std::vector<Request>& requests) = 0;

  [[nodiscard]] virtual bool has_probe() const = 0;
  [[nodiscard]] virtual bool has_reset() const = 0;
  /// The state of the application as JSON; or why it could not be asked.
  virtual Result<std::string, std::string> probe() = 0;
  /// Lets the application forget everything; why that did not work, or nothing.
  virtual std::string reset() = 0;

  /// Waits, unless it was stopped.
  virtual void pause(std::chrono::milliseconds time) = 0;
  /// Nobody wants the rest any more.
  [[nodiscard]] virtual bool stopped() = 0;
};

/// A delivery as LotusPay makes it: the envelope of the event, under a nonce of its own.
Request delivery_of(const std::string& event, const std::string& key, std::uint64_t nonce);

/// The same for any body.
Request post_of(std::string body);

}  // namespace lotusbox::examiner
