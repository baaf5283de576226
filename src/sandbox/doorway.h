// The port of a sandbox. It can be open before the sandbox is made, which takes a while when a long
// journal is replayed: callers are told how far that is, and are not refused a connection.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/handler.h"
#include "base/result.h"
#include "net/http_server.h"

namespace lotusbox {

class Doorway : public Handler {
 public:
  /// How requests are refused that are no calls.
  using Refuse = std::function<Response(const net::Refusal& refusal, const Request& request)>;

  /// How answers wait for the journal (net/http_server.h).
  struct Keeping {
    bool asks_before_sending = false;
    bool writes_aside = false;
  };

  /// Listens. Until `lead_to`, each call is answered with 503, but for that of health checks.
  static Result<std::unique_ptr<Doorway>, std::string> open(const std::string& host, int port,
                                                            Keeping keeping);
  ~Doorway() override;

  [[nodiscard]] const std::string& host() const { return host_; }
  [[nodiscard]] int port() const { return port_; }
  /// How far the replay is, in entries of the journal.
  void tell(std::int64_t done, std::int64_t total);
  /// From now on calls are answered by this server, which must live until `stop`. Once only.
  void lead_to(Handler& server, Refuse refuse);
  void stop() { http_->stop(); }
  void measure_lag() { http_->measure_lag(); }
  [[nodiscard]] std::chrono::microseconds lag() const { return http_->lag(); }

  std::optional<Response> try_handle(const Request& request) override;
  Response handle(const Request& request) override;
  Response handle_for(const Request& request, Caller& caller) override;
  std::string lane_of(const Request& request) override;
  std::optional<Response> before_sending(std::uint64_t mark) override;
  std::uint64_t mark() override;

 private:
  Doorway() = default;
  [[nodiscard]] Response not_ready(const Request& request) const;

  std::string host_;
  int port_ = 0;
  std::atomic<std::int64_t> done_{0}, total_{0};
  Refuse refuse_;                          ///< written before server_ is, read after it
  std::atomic<Handler*> server_{nullptr};  ///< null: not ready
  std::unique_ptr<net::HttpServer> http_;  ///< last: ends before what it asks
};

}  // namespace lotusbox
