#include "net/http_server.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <thread>
#include <utility>

#include "net/event_loop.h"
#include "net/file_descriptor.h"

namespace lotusbox::net {
namespace {

struct AddressListDeleter {
  void operator()(addrinfo* list) const { freeaddrinfo(list); }
};
using AddressList = std::unique_ptr<addrinfo, AddressListDeleter>;

Result<AddressList, std::string> resolve(const ServerOptions& options) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const auto port = std::to_string(options.port);
  const int error = getaddrinfo(options.host.c_str(), port.c_str(), &hints, &found);
  if (error != 0) return failure(options.host + ": " + gai_strerror(error));
  return AddressList(found);
}

std::string why(const std::string& what) { return what + ": " + std::strerror(errno); }  // NOLINT

Result<FileDescriptor, std::string> bind_listener(const ServerOptions& options) {
  if (options.port < 0 || options.port > 65535) {
    return failure("port " + std::to_string(options.port) + " is not between 0 and 65535");
  }
  auto addresses = resolve(options);
  if (!addresses) return failure(addresses.take_error());
  const addrinfo& address = **addresses;

  FileDescriptor listener(
      ::socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!listener.is_open()) return failure(why("socket"));
  // Not SO_REUSEPORT: two servers would share the port and each get some of the requests.
  const int yes = 1;
  setsockopt(listener.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  // Accepted sockets inherit it. Without it an answer waits 40 ms for the client's delayed ACK.
  setsockopt(listener.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  const auto place = options.host + " port " + std::to_string(options.port);
  if (::bind(listener.get(), address.ai_addr, address.ai_addrlen) != 0) return failure(why(place));
  if (::listen(listener.get(), SOMAXCONN) != 0) return failure(why(place));
  return listener;
}

int bound_port(int listener) {
  sockaddr_storage storage{};
  socklen_t length = sizeof storage;
  getsockname(listener, reinterpret_cast<sockaddr*>(&storage), &length);
  if (storage.ss_family == AF_INET6) {
    return ntohs(reinterpret_cast<const sockaddr_in6*>(&storage)->sin6_port);
  }
  return ntohs(reinterpret_cast<const sockaddr_in*>(&storage)->sin_port);
}

}  // namespace

/// The loop and its thread; the loop outlives every worker, since it owns them.
class HttpServer::Running {
 public:
  Running(const ServerOptions& options, Handler& handler, FileDescriptor listener)
      : loop_(options, handler, std::move(listener)) {}
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() { stop(); }

  Result<bool, std::string> start() {
    auto prepared = loop_.prepare();
    if (prepared) thread_ = std::thread([this] { loop_.run(); });
    return prepared;
  }

  void stop() {
    loop_.request_stop();
    if (thread_.joinable()) thread_.join();
  }

 private:
  EventLoop loop_;
  std::thread thread_;
};

HttpServer::HttpServer(ServerOptions options, Handler& handler)
    : options_(std::move(options)), handler_(handler) {}

HttpServer::~HttpServer() = default;

Result<int, std::string> HttpServer::listen(const std::function<void(int port)>& bound) {
  if (running_) return failure(std::string("the server was started before"));
  auto listener = bind_listener(options_);
  if (!listener) return failure(listener.take_error());
  const int port = bound_port(listener->get());
  if (bound) bound(port);
  auto running = std::make_unique<Running>(options_, handler_, std::move(*listener));
  auto started = running->start();
  if (!started) return failure(started.take_error());
  running_ = std::move(running);
  return port;
}

void HttpServer::stop() {
  if (running_) running_->stop();
}

}  // namespace lotusbox::net
