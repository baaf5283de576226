// Finds the socket addresses of a host. Literal addresses and localhost cost nothing; other names
// are asked of the system on a thread of their own, because that can neither be given a deadline
// nor be broken off.
#pragma once

#include <sys/socket.h>

#include <chrono>
#include <string>
#include <vector>

#include "base/result.h"
#include "net/url.h"

namespace lotusbox::net {

struct SocketAddress {
  sockaddr_storage storage{};
  socklen_t length = 0;
};

enum class WaitEnd : std::uint8_t { kReady, kDeadline, kAborted };

/// Waits until the descriptor has one of the events, or an error, or the deadline has come, or
/// `abort_descriptor` is readable.
WaitEnd wait_for(int descriptor, short events, std::chrono::steady_clock::time_point deadline,
                 int abort_descriptor);

struct LookupError {
  WaitEnd end = WaitEnd::kReady;  ///< kReady: looked up, and there is no such host
  std::string detail;
};

Result<std::vector<SocketAddress>, LookupError> look_up(
    const Target& target, std::chrono::steady_clock::time_point deadline, int abort_descriptor);

}  // namespace lotusbox::net
