#include "peers.h"

#include <httplib.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <array>
#include <charconv>
#include <map>
#include <thread>

#include "base/check.h"
#include "net/file_descriptor.h"
#include "net/http_server.h"

namespace lotusbox::bench {
namespace {

using net::FileDescriptor;

constexpr const char* kContentType = "application/json; charset=utf-8";

/// Length of the whole request at the front; 0 while it is not there.
std::size_t request_length(std::string_view bytes) {
  const auto head = bytes.find("\r\n\r\n");
  if (head == std::string_view::npos) return 0;
  constexpr std::string_view kName = "Content-Length: ";
  const auto field = bytes.substr(0, head).find(kName);
  std::size_t body = 0;
  if (field != std::string_view::npos) {
    std::from_chars(bytes.data() + field + kName.size(), bytes.data() + head, body);
  }
  const std::size_t length = head + 4 + body;
  return bytes.size() < length ? 0 : length;
}

class RawPeer : public Peer {
 public:
  explicit RawPeer(const std::string& body)
      : answer_("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
                std::to_string(body.size()) + "\r\n\r\n" + body),
        listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)),
        stop_(eventfd(0, EFD_CLOEXEC)),
        epoll_(epoll_create1(EPOLL_CLOEXEC)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    socklen_t length = sizeof address;
    const bool bound = ::bind(listener_.get(), generic, length) == 0 &&
                       ::listen(listener_.get(), SOMAXCONN) == 0 &&
                       getsockname(listener_.get(), generic, &length) == 0;
    LOTUSBOX_CHECK(bound, "a free port of the loopback");
    port_ = ntohs(address.sin_port);
    watch(listener_.get());
    watch(stop_.get());
    thread_ = std::thread([this] { run(); });
  }
  ~RawPeer() override {
    eventfd_write(stop_.get(), 1);
    thread_.join();
  }
  [[nodiscard]] int port() const override { return port_; }

 private:
  struct Client {
    FileDescriptor socket;
    std::string input;
  };

  void watch(int descriptor) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = descriptor;
    epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, descriptor, &event);
  }

  void run() {
    std::array<epoll_event, 256> events{};
    for (;;) {
      const int count = epoll_wait(epoll_.get(), events.data(), events.size(), -1);
      for (int i = 0; i < count; ++i) {
        const int descriptor = events.at(static_cast<std::size_t>(i)).data.fd;
        if (descriptor == stop_.get()) return;
        if (descriptor == listener_.get()) {
          admit();
        } else {
          answer(descriptor);
        }
      }
    }
  }

  void admit() {
    FileDescriptor socket(accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (!socket.is_open()) return;
    const int yes = 1;
    setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    const int descriptor = socket.get();
    watch(descriptor);
    clients_[descriptor].socket = std::move(socket);
  }

  void answer(int descriptor) {
    Client& client = clients_[descriptor];
    const auto count = recv(descriptor, buffer_.data(), buffer_.size(), 0);
    if (count <= 0) {
      clients_.erase(descriptor);
      return;
    }
    client.input.append(buffer_.data(), static_cast<std::size_t>(count));
    const std::size_t length = request_length(client.input);
    if (length == 0) return;
    client.input.erase(0, length);
    send(descriptor, answer_.data(), answer_.size(), MSG_NOSIGNAL);
  }

  const std::string answer_;
  FileDescriptor listener_;
  FileDescriptor stop_;
  FileDescriptor epoll_;
  std::map<int, Client> clients_;
  std::array<char, 16384> buffer_{};
  int port_ = 0;
  std::thread thread_;
};

class HttplibPeer : public Peer {
 public:
  HttplibPeer(std::string body, std::size_t threads) {
    server_.new_task_queue = [threads] { return new httplib::ThreadPool(threads); };
    server_.set_tcp_nodelay(true);
    server_.set_keep_alive_max_count(1'000'000'000);
    server_.set_keep_alive_timeout(300);
    const auto answer = [body = std::move(body)](const httplib::Request&,
                                                 httplib::Response& response) {
      response.set_content(body, kContentType);
    };
    server_.Patch(".*", answer);
    server_.Post(".*", answer);
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) std::this_thread::yield();
    ::listen(server_.listener(), SOMAXCONN);  // the backlog compiled in is 5
  }
  ~HttplibPeer() override {
    server_.stop();
    thread_.join();
  }
  [[nodiscard]] int port() const override { return port_; }

 private:
  class Server : public httplib::Server {
   public:
    [[nodiscard]] int listener() const { return svr_sock_; }
  };
  Server server_;
  int port_ = 0;
  std::thread thread_;
};

class ConstantHandler : public Handler {
 public:
  explicit ConstantHandler(std::string body) : body_(std::move(body)) {}
  std::optional<Response> try_handle(const Request&) override {
    Response response;
    response.content_type = kContentType;
    response.body = body_;
    return response;
  }
  Response handle(const Request& request) override { return *try_handle(request); }

 private:
  const std::string body_;
};

class TransportPeer : public Peer {
 public:
  explicit TransportPeer(std::string body)
      : handler_(std::move(body)), server_({}, handler_), port_(server_.listen().value()) {}
  [[nodiscard]] int port() const override { return port_; }

 private:
  ConstantHandler handler_;
  net::HttpServer server_;
  int port_;
};

}  // namespace

std::unique_ptr<Peer> make_raw_peer(std::string answer) {
  return std::make_unique<RawPeer>(answer);
}

std::unique_ptr<Peer> make_httplib_peer(std::string answer, std::size_t connections) {
  return std::make_unique<HttplibPeer>(std::move(answer), connections);
}

std::unique_ptr<Peer> make_transport_peer(std::string answer) {
  return std::make_unique<TransportPeer>(std::move(answer));
}

}  // namespace lotusbox::bench
