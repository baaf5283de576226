// Sends POST requests to receivers that cannot be trusted to answer, as webhooks need it: each call
// has one deadline for everything, no receiver holds up another, and all calls can be broken off at
// once. Follows no redirects and decides nothing about retries.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "base/http_message.h"

namespace lotusbox::net {

/// How a call went.
struct Verdict {
  enum Kind : std::uint8_t {
    answered,     ///< with any status
    refused,      ///< no program listens there
    timed_out,    ///< the answer was not whole in time
    unreachable,  ///< bad address, no route, connection lost, or an answer that is not HTTP
    aborted,      ///< stopped, or never begun because too many calls wait
  };
  Kind kind = aborted;
  int status = 0;  ///< of `answered`, else 0
  int took_ms = 0;
  /// What went wrong, for people: `refused`, `reset`, `closed early`, `timed out`, `TLS`,
  /// `not HTTP`, `not allowed`, `no such host` and `unreachable` begin it, and a colon and more may
  /// follow.
  std::string detail;
};

/// Whose certificates are good.
struct TlsTrust {
  std::string ca_file;    ///< PEM; empty: what the system trusts
  bool insecure = false;  ///< any certificate
};

/// Why nothing may be sent to an address that a host has led to; empty: it may. Asked before the
/// host is looked up, with no address, and for each address before it is connected to, on the
/// thread that sends.
using AddressGate = std::function<std::string(const std::string& host, const std::string& address)>;

struct OutboundLimits {
  std::size_t under_way_max = 2048;          ///< less if the process may open few descriptors
  std::size_t per_target_max = 16;           ///< calls under way to one host and port
  std::size_t queue_max = 10'000;            ///< calls that wait
  std::size_t answer_bytes_max = 64 * 1024;  ///< head and body; what follows is not read
  std::size_t threads_max = 64;              ///< that call `done`, which may block
};

class OutboundCalls {
 public:
  using Done = std::function<void(Verdict)>;

  explicit OutboundCalls(OutboundLimits limits = {}, TlsTrust trust = {}, AddressGate gate = {});
  OutboundCalls(const OutboundCalls&) = delete;
  OutboundCalls& operator=(const OutboundCalls&) = delete;
  ~OutboundCalls();

  /// Returns at once; `done` is called exactly once, on a thread of this object. When the queue is
  /// full or `stop` was called it is called with `aborted` before `post` returns.
  void post(std::string url, Headers headers, std::string body, std::chrono::milliseconds timeout,
            Done done);

  /// Breaks off what is under way, calls every `done` that is due with `aborted`, then returns.
  /// Not to be called from within `done`.
  void stop();

 private:
  class Running;

  const OutboundLimits limits_;
  const TlsTrust trust_;
  const AddressGate gate_;
  std::mutex mutex_;  ///< guards the next two
  bool stopped_ = false;
  std::unique_ptr<Running> running_;  ///< made for the first call
};

/// Why these certificates cannot be used; empty: they can.
std::string problem_with(const TlsTrust& trust);

}  // namespace lotusbox::net
