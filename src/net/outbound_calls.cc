#include "net/outbound_calls.h"

#include <poll.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "base/text.h"
#include "net/http_exchange.h"
#include "net/response_writer.h"
#include "net/url.h"

namespace lotusbox::net {
namespace {

using SteadyClock = std::chrono::steady_clock;

/// Keeps the sum of now and any timeout within what a clock can hold.
constexpr std::chrono::milliseconds kTimeoutMax = std::chrono::hours(24);

struct Call {
  std::string url;
  Headers headers;
  std::string body;
  std::chrono::milliseconds timeout;
  OutboundCalls::Done done;
};

bool is_framing(std::string_view name) {
  return equals_ignoring_case(name, "Host") || equals_ignoring_case(name, "Content-Length") ||
         equals_ignoring_case(name, "Connection") ||
         equals_ignoring_case(name, "Transfer-Encoding");
}

std::string write_post(const Target& target, const Call& call) {
  std::string bytes = "POST " + target.path + " HTTP/1.1\r\nHost: " + target.authority();
  for (const auto& [name, value] : call.headers) {
    if (is_framing(name)) continue;
    bytes.append("\r\n");
    append_header_text(bytes, name);
    bytes.append(": ");
    append_header_text(bytes, value);
  }
  bytes.append("\r\nContent-Length: ").append(std::to_string(call.body.size()));
  return bytes.append("\r\nConnection: close\r\n\r\n").append(call.body);
}

bool is_readable(int descriptor) {
  pollfd polled{descriptor, POLLIN, 0};
  return poll(&polled, 1, 0) > 0;
}

Verdict perform(const Call& call, const OutboundLimits& limits, int stopping) {
  if (is_readable(stopping)) return {Verdict::aborted, 0, 0, "stopped before it was sent"};
  const auto target = parse_http_url(call.url);
  if (!target) return {Verdict::unreachable, 0, 0, target.error()};
  const auto start = SteadyClock::now();
  const ExchangeLimits exchange_limits{start + std::min(call.timeout, kTimeoutMax),
                                       limits.answer_bytes_max, stopping};
  Verdict verdict = exchange(*target, write_post(*target, call), exchange_limits);
  verdict.took_ms = static_cast<int>(
      std::chrono::duration_cast<std::chrono::milliseconds>(SteadyClock::now() - start).count());
  return verdict;
}

}  // namespace

OutboundCalls::OutboundCalls(OutboundLimits limits)
    : limits_(limits),
      stopping_(eventfd(0, EFD_CLOEXEC)),
      senders_(PoolLimits{limits.threads_max, limits.queue_max, limits.thread_idle_time_max}) {}

OutboundCalls::~OutboundCalls() { stop(); }

void OutboundCalls::post(std::string url, Headers headers, std::string body,
                         std::chrono::milliseconds timeout, Done done) {
  auto call = std::make_shared<const Call>(
      Call{std::move(url), std::move(headers), std::move(body), timeout, std::move(done)});
  const bool taken =
      senders_.run([this, call] { call->done(perform(*call, limits_, stopping_.get())); });
  if (!taken) call->done({Verdict::aborted, 0, 0, "too many calls wait, or all are stopped"});
}

void OutboundCalls::stop() {
  eventfd_write(stopping_.get(), 1);
  senders_.stop();
}

}  // namespace lotusbox::net
