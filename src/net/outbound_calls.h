// Sends POST requests to receivers that cannot be trusted to answer, as webhooks need it: each call
// has one deadline for everything, and all of them can be broken off at once. Follows no redirects
// and decides nothing about retries.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

#include "base/http_message.h"
#include "net/file_descriptor.h"
#include "net/worker_pool.h"

namespace lotusbox::net {

/// How a call went.
struct Verdict {
  enum Kind : std::uint8_t {
    answered,     ///< with any status
    refused,      ///< nobody listens there
    timed_out,    ///< the answer was not whole in time
    unreachable,  ///< bad address, no route, connection lost, or an answer that is not HTTP
    aborted,      ///< stopped, or never begun because too many calls wait
  };
  Kind kind = aborted;
  int status = 0;  ///< of `answered`, else 0
  int took_ms = 0;
  std::string detail;  ///< for people; may be empty
};

struct OutboundLimits {
  std::size_t threads_max = 32;
  std::size_t queue_max = 10'000;            ///< calls that wait for a thread
  std::size_t answer_bytes_max = 64 * 1024;  ///< head and body; what follows is not read
  std::chrono::milliseconds thread_idle_time_max{10'000};
};

class OutboundCalls {
 public:
  using Done = std::function<void(Verdict)>;

  explicit OutboundCalls(OutboundLimits limits = {});
  OutboundCalls(const OutboundCalls&) = delete;
  OutboundCalls& operator=(const OutboundCalls&) = delete;
  ~OutboundCalls();

  /// Returns at once; `done` is called exactly once, on a sender's thread. When the queue is full
  /// or `stop` was called it is called with `aborted` before `post` returns.
  void post(std::string url, Headers headers, std::string body, std::chrono::milliseconds timeout,
            Done done);

  /// Breaks off what is under way, calls every `done` that is due with `aborted`, then returns.
  /// Not to be called from within `done`.
  void stop();

 private:
  const OutboundLimits limits_;
  FileDescriptor stopping_;  ///< an eventfd that all senders watch; readable once stopped
  WorkerPool senders_;       ///< last, so that it ends before what its jobs use
};

}  // namespace lotusbox::net
