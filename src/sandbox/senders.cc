#include "sandbox/senders.h"

#include <chrono>
#include <string>
#include <utility>

namespace lotusbox {

namespace {

Verdict verdict_of(net::Verdict::Kind kind) {
  switch (kind) {
    case net::Verdict::answered: return Verdict::answered;
    case net::Verdict::timed_out: return Verdict::timed_out;
    case net::Verdict::refused:
    case net::Verdict::unreachable: return Verdict::unreachable;
    case net::Verdict::aborted: return Verdict::aborted;
  }
  return Verdict::aborted;
}

/// What is no status of HTTP counts as a connection that broke.
webhook::Report report_of(int status) {
  constexpr int kLowest = 100;
  constexpr int kHighest = 599;
  if (status < kLowest || status > kHighest) {
    return {Verdict::unreachable, 0, 0, "the receiver broke the connection"};
  }
  return {Verdict::answered, status, 0};
}

}  // namespace

void SocketSender::post(webhook::Parcel parcel, std::function<void(webhook::Report)> done) {
  calls_.post(
      std::move(parcel.url),
      {{"Content-Type", "application/json"}, {"User-Agent", "lotusbox/" + std::string(version())}},
      std::move(parcel.body), std::chrono::milliseconds(limits::kWebhookTimeoutMs),
      [done = std::move(done)](const net::Verdict& verdict) {
        done({verdict_of(verdict.kind), verdict.status, verdict.took_ms, verdict.detail});
      });
}

void CallbackSender::post(webhook::Parcel parcel, std::function<void(webhook::Report)> done) {
  const WebhookDelivery delivery{std::move(parcel.key),  std::move(parcel.url),
                                 std::move(parcel.type), std::move(parcel.event_id),
                                 parcel.attempt,         std::move(parcel.body),
                                 std::move(parcel.event)};
  int status = 0;
  // The receiver is not ours: whatever it throws must not leave a delivery half done.
  try {
    status = receiver_(delivery);
  } catch (...) {
    status = 0;
  }
  done(report_of(status));
}

}  // namespace lotusbox
