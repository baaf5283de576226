// One HTTP request sent and its answer read on a connection of its own, by a deadline and with a
// way to break it off from another thread. Only the status of the answer is kept.
#pragma once

#include <chrono>
#include <cstddef>
#include <string_view>

#include "net/outbound_calls.h"
#include "net/url.h"

namespace lotusbox::net {

struct ExchangeLimits {
  std::chrono::steady_clock::time_point deadline;
  std::size_t answer_bytes_max = 64 * 1024;
  int abort_descriptor = -1;  ///< the exchange ends when this becomes readable
};

/// Sends `request_bytes` to the target and waits for the end of the answer; `took_ms` is left 0.
Verdict exchange(const Target& target, std::string_view request_bytes,
                 const ExchangeLimits& limits);

}  // namespace lotusbox::net
