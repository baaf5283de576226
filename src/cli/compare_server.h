// The server between a program and the sandbox of the vendor: it passes each call on, answers what
// came back, and hands both to whoever compares. Live keys stop here.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/handler.h"
#include "base/result.h"
#include "examiner/comparison/exchange.h"
#include "net/http_client.h"

namespace lotusbox::cli {

/// Why calls must not go there: no URL, a live host, or a foreign one without TLS. Empty when they
/// may.
std::string problem_with_upstream(const std::string& url);

class ForwardingServer : public Handler {
 public:
  /// `done` gets each call with its answer, one at a time.
  ForwardingServer(std::string upstream, net::Trust trust,
                   std::function<void(examiner::Exchange)> done)
      : upstream_(std::move(upstream)), trust_(trust), done_(std::move(done)) {}

  std::optional<Response> try_handle(const Request&) override { return std::nullopt; }
  Response handle(const Request& request) override;

 private:
  Result<Response, std::string> pass_on(const Request& request);

  std::string upstream_;
  net::Trust trust_;
  std::function<void(examiner::Exchange)> done_;
  std::mutex clients_mutex_, done_mutex_;
  std::vector<std::unique_ptr<net::HttpClient>> idle_clients_;
};

}  // namespace lotusbox::cli
