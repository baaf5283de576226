#include "net/http_server.h"

#include <thread>
#include <utility>

#include "net/server_loop.h"

namespace lotusbox::net {

/// The loop and its thread; the loop outlives every worker, since it owns them.
class HttpServer::Running {
 public:
  Running(const ServerOptions& options, Handler& handler) : loop_(options, handler) {}
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() { stop(); }

  Result<int, std::string> bind() { return loop_.bind(); }
  void start() {
    thread_ = std::thread([this] { loop_.run(); });
  }
  void stop() {
    if (!thread_.joinable()) return;
    loop_.request_stop();
    thread_.join();
  }
  void measure_lag() { loop_.measure_lag(); }
  [[nodiscard]] std::chrono::microseconds lag() const { return loop_.lag(); }

 private:
  ServerLoop loop_;
  std::thread thread_;
};

HttpServer::HttpServer(ServerOptions options, Handler& handler)
    : options_(std::move(options)), handler_(handler) {}

HttpServer::~HttpServer() = default;

Result<int, std::string> HttpServer::listen(const std::function<void(int port)>& bound) {
  if (running_) return failure(std::string("the server was started before"));
  auto running = std::make_unique<Running>(options_, handler_);
  auto port = running->bind();
  if (!port) return port;
  if (bound) bound(*port);
  running->start();
  running_ = std::move(running);
  return port;
}

void HttpServer::measure_lag() {
  if (running_) running_->measure_lag();
}

std::chrono::microseconds HttpServer::lag() const {
  return running_ ? running_->lag() : std::chrono::microseconds(0);
}

void HttpServer::stop() {
  if (running_) running_->stop();
}

}  // namespace lotusbox::net
