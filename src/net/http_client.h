// Asks an HTTP server for answers, one at a time and waiting for each: for the scenario runner and
// for the subcommands that talk to a running server. Follows no redirects; over TLS it trusts what
// the system trusts (SSL_CERT_FILE). What must not wait for its receiver goes through
// OutboundCalls.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "base/http_message.h"
#include "base/result.h"
#include "net/outbound_calls.h"

namespace lotusbox::net {

/// Whether a server must show a certificate that leads to a trusted one. `anybody` is for a
/// developer's own receiver with a certificate it made itself.
enum class Trust : std::uint8_t { checked, anybody };

/// Keeps its connection for the next call. For one thread at a time.
class HttpClient {
 public:
  /// With a gate the client asks it for each host and address before it connects.
  explicit HttpClient(Trust trust = Trust::checked, AddressGate gate = {});
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;
  ~HttpClient();

  /// Sends the request to `base_url` (http[s]://host[:port][/prefix]), target and body as they are.
  /// `timeout` bounds the connecting, every silence of the server, and the body as a whole. Of the
  /// answer's headers the order is lost, and a percent-encoded value arrives decoded.
  Result<Response, std::string> call(const std::string& base_url, const Request& request,
                                     std::chrono::milliseconds timeout);

 private:
  class Connected;
  Result<Response, std::string> call_gated(const std::string& base_url, const Request& request,
                                           std::chrono::milliseconds timeout);

  Trust trust_;
  AddressGate gate_;
  std::unique_ptr<Connected> connected_;
};

}  // namespace lotusbox::net
