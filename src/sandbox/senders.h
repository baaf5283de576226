// How deliveries leave: over real sockets, or by a call to the embedding program. Twins; the
// dispatcher does not know which one it has.
#pragma once

#include <functional>

#include "net/outbound_calls.h"
#include "sandbox/sandbox.h"
#include "webhook/dispatcher.h"

namespace lotusbox {

class SocketSender : public webhook::Sender {
 public:
  SocketSender(net::TlsTrust trust, net::AddressGate gate)
      : calls_({}, std::move(trust), std::move(gate)) {}

  void post(webhook::Parcel parcel, std::function<void(webhook::Report)> done) override;
  void stop() { calls_.stop(); }

 private:
  net::OutboundCalls calls_;
};

/// Answers before `post` returns, on the thread that posts.
class CallbackSender : public webhook::Sender {
 public:
  using Receiver = std::function<int(const WebhookDelivery&)>;
  explicit CallbackSender(const Receiver& receiver) : receiver_(receiver) {}

  void post(webhook::Parcel parcel, std::function<void(webhook::Report)> done) override;

 private:
  const Receiver& receiver_;
};

}  // namespace lotusbox
