// An HTTP/1.1 server in front of a Handler: one thread accepts, reads and writes for thousands of
// connections, and requests that would have to wait go to threads of their own. It refuses by
// itself what is malformed, too large or too slow, and knows nothing of what the requests mean.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "base/handler.h"
#include "base/result.h"
#include "net/refusal.h"

namespace lotusbox::net {

/// Where to listen, and every limit of the server.
struct ServerOptions {
  std::string host = "localhost";  ///< the loopback addresses of IPv4 and IPv6
  int port = 0;                    ///< 0 takes any free one

  std::size_t head_bytes_max = 32 * 1024;  ///< request line and headers; beyond is 431
  std::size_t header_count_max = 100;      ///< beyond is 431
  std::size_t body_bytes_max = 1 << 20;    ///< beyond is 413, before the body is read
  /// The bound of one request's body, by its head; none: `body_bytes_max` for all.
  std::function<std::size_t(const Request& head)> body_limit;
  std::size_t connections_max = 4096;      ///< beyond is 503; less if the process may open fewer
  std::size_t workers_max = 512;           ///< threads inside `Handler::handle`; others wait
  std::size_t lane_waiting_max = 1000;     ///< requests that wait for one lane; beyond is 503
  std::size_t requests_per_turn = 64;      ///< pipelined ones, before others get their turn
  std::size_t output_bytes_max = 1 << 20;  ///< unsent answers of one client, before it must read
  std::size_t buffered_bytes_max = 256 << 20;  ///< of all clients together; beyond is 503

  std::chrono::milliseconds request_time_max{30'000};  ///< from first to last byte; then 408
  std::chrono::milliseconds idle_time_max{300'000};    ///< keep-alive without a request
  std::chrono::milliseconds write_stall_max{30'000};   ///< a client that does not read its answer
  std::chrono::milliseconds worker_idle_time_max{10'000};
  std::chrono::milliseconds stop_grace{2'000};  ///< for requests in work when stopped

  /// After a refusal the rest of the request is read and dropped within these two bounds, so that
  /// the client gets to read the answer instead of a reset.
  std::size_t linger_bytes_max = 16 << 20;
  std::chrono::milliseconds linger_time_max{1'000};

  /// Answers wait for `Handler::before_sending`, which is asked once for all that came together.
  bool asks_before_sending = false;
  /// `before_sending` may take long: it is asked on a thread of its own.
  bool writes_aside = false;
  /// Makes the answer that the server gives by itself, on the thread that serves all clients. Of
  /// the request there is what could be read before: nothing, the head, or all. None: plain text.
  std::function<Response(const Refusal& refusal, const Request& request)> refuse;
};

/// Answers that ask for it (base/http_message.h) are delayed, dropped or cut short. A delayed one
/// waits on its connection alone: it takes no thread, and no other client waits with it.
class HttpServer {
 public:
  HttpServer(ServerOptions options, Handler& handler);
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  /// Stops, then waits for every `Handler::handle` that still runs: the owner of a handler that
  /// blocks must be able to wake it.
  ~HttpServer();

  /// Binds, starts to serve and returns the bound port, or says why that cannot be done.
  /// `bound` is told the port before the first request can come.
  Result<int, std::string> listen(const std::function<void(int port)>& bound = nullptr);

  /// Notes how long the thread that serves all clients takes to come to something new.
  void measure_lag();
  /// What came of the last time that was noted; zero: nothing yet.
  [[nodiscard]] std::chrono::microseconds lag() const;

  /// Accepts no more, closes idle connections at once and the others when they are answered or
  /// `stop_grace` is over. Not to be called from within `Handler::try_handle`.
  void stop();

 private:
  class Running;

  ServerOptions options_;
  Handler& handler_;
  std::unique_ptr<Running> running_;
};

}  // namespace lotusbox::net
