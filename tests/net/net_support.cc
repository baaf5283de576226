#include "net/net_support.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <chrono>
#include <utility>

#include "base/text.h"

namespace lotusbox::net {
namespace {

constexpr int kPatienceMs = 20'000;

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

bool wait_readable(int socket, int ms) {
  pollfd polled{socket, POLLIN, 0};
  return poll(&polled, 1, ms) > 0;
}

}  // namespace

std::string Answer::header(std::string_view name) const {
  return std::string(find_header(headers, name).value_or(""));
}

TestClient::TestClient(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const timeval patience{kPatienceMs / 1000, 0};
  setsockopt(socket_.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt(socket_.get(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  const int yes = 1;
  setsockopt(socket_.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  const auto address = loopback(port);
  if (connect(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    socket_.close();
  }
}

bool TestClient::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const auto count = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

bool TestClient::fill() {
  std::array<char, 65536> bytes{};
  const auto count = recv(socket_.get(), bytes.data(), bytes.size(), 0);
  if (count <= 0) return false;
  buffer_.append(bytes.data(), static_cast<std::size_t>(count));
  return true;
}

Answer TestClient::read_answer(bool head_only) {
  Answer answer;
  auto end = buffer_.find("\r\n\r\n");
  while (end == std::string::npos) {
    if (!fill()) return {};
    end = buffer_.find("\r\n\r\n");
  }
  const std::string head = buffer_.substr(0, end + 2);
  buffer_.erase(0, end + 4);
  const auto status = parse_integer(std::string_view(head).substr(9, 3));
  answer.status = static_cast<int>(status.value_or(0));
  if (answer.status == 100) {
    ++interim_;
    return read_answer(head_only);
  }
  for (std::size_t at = head.find("\r\n") + 2; at < head.size();) {
    const auto line_end = head.find("\r\n", at);
    const auto colon = head.find(": ", at);
    answer.headers.emplace_back(head.substr(at, colon - at),
                                head.substr(colon + 2, line_end - colon - 2));
    at = line_end + 2;
  }
  const auto length = parse_integer(answer.header("Content-Length"));
  const auto wanted = head_only ? 0 : static_cast<std::size_t>(length.value_or(0));
  while (buffer_.size() < wanted) {
    if (!fill()) return {};
  }
  answer.body = buffer_.substr(0, wanted);
  buffer_.erase(0, wanted);
  return answer;
}

std::string TestClient::read_to_end() {
  while (fill()) {
  }
  return std::exchange(buffer_, std::string());
}

bool TestClient::is_closed_by_server() {
  if (!buffer_.empty() || !wait_readable(socket_.get(), kPatienceMs)) return false;
  return !fill() && buffer_.empty();
}

bool TestClient::stays_silent(std::chrono::milliseconds time) {
  return buffer_.empty() && !wait_readable(socket_.get(), static_cast<int>(time.count()));
}

void TestClient::finish_sending() const { shutdown(socket_.get(), SHUT_WR); }

void TestClient::reset() {
  const linger at_once{1, 0};
  setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  socket_.close();
}

std::optional<Response> TestHandler::try_handle(const Request& request) {
  if (request.path() == "/slow" || request.path() == "/blocked") return std::nullopt;
  return describe(request);
}

Response TestHandler::handle(const Request& request) {
  if (request.path() == "/slow") std::this_thread::sleep_for(std::chrono::milliseconds(100));
  if (request.path() == "/blocked") {
    std::unique_lock lock(mutex_);
    ++blocked_;
    changed_.notify_all();
    changed_.wait_for(lock, std::chrono::seconds(60), [this] { return open_; });
  }
  return describe(request);
}

Response TestHandler::describe(const Request& request) {
  const std::lock_guard lock(mutex_);
  last_ = request;
  Response response;
  response.content_type = "text/plain; charset=utf-8";
  if (request.path() == "/big") {
    response.body.assign(big_bytes, 'b');
  } else if (request.path() == "/empty") {
    response.status = 204;
  } else if (request.path() == "/odd") {
    response.status = 418;
    response.headers = {{"content-type", "text/html"},
                        {"Content-Length", "3"},
                        {"connection", "upgrade"},
                        {"X-Split", "one\r\nX-Forged: two"}};
    response.body = "odd one";
  } else {
    response.body = request.method + " " + request.target + " " + request.body;
  }
  return response;
}

Request TestHandler::last() {
  const std::lock_guard lock(mutex_);
  return last_;
}

bool TestHandler::wait_until_blocked(int count) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, kSoon, [&] { return blocked_ >= count; });
}

void TestHandler::unblock() {
  const std::lock_guard lock(mutex_);
  open_ = true;
  changed_.notify_all();
}

/// As the sandbox answers, whose form these tests look at.
Response refuse_as_json(const Refusal& refusal, const Request&) {
  const std::string type = refusal.status == 503 ? "api_error" : "invalid_request_error";
  Response response;
  response.status = refusal.status;
  response.content_type = "application/json; charset=utf-8";
  response.headers = {{"Lotusbox-Rule", "net." + std::string(refusal.code)}};
  response.body = R"({"error":{"code":")" + std::string(refusal.code) + R"(","message":")" +
                  std::string(refusal.message) + R"(","type":")" + type + "\"}}\n";
  return response;
}

TestServer::TestServer(ServerOptions options)
    : server(
          [&options] {
            if (!options.refuse) options.refuse = refuse_as_json;
            return std::move(options);
          }(),
          handler) {
  const auto bound = server.listen();
  if (bound) port = *bound;
}

TestServer::~TestServer() { handler.unblock(); }

Receiver::Receiver(Script script)
    : script_(std::move(script)), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  auto address = loopback(0);
  socklen_t length = sizeof address;
  bind(listener_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
  listen(listener_.get(), 64);
  getsockname(listener_.get(), reinterpret_cast<sockaddr*>(&address), &length);
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { accept_all(); });
}

Receiver::~Receiver() {
  ending_ = true;
  acceptor_.join();
  for (auto& thread : threads_) thread.join();
}

std::string Receiver::url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/hook"; }

void Receiver::accept_all() {
  while (!ending_) {
    if (!wait_readable(listener_.get(), 20)) continue;
    const int accepted = accept(listener_.get(), nullptr, nullptr);
    if (accepted < 0) continue;
    threads_.emplace_back([this, accepted] {
      const FileDescriptor socket(accepted);
      const timeval patience{kPatienceMs / 1000, 0};
      setsockopt(accepted, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
      setsockopt(accepted, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
      script_(accepted, ending_);
    });
  }
}

std::string read_request(int socket) {
  std::string bytes;
  std::array<char, 4096> buffer{};
  while (true) {
    const auto head_end = bytes.find("\r\n\r\n");
    if (head_end != std::string::npos) {
      const auto at = bytes.find("Content-Length: ") + 16;
      const auto length =
          parse_integer(std::string_view(bytes).substr(at, bytes.find('\r', at) - at));
      if (bytes.size() >= head_end + 4 + static_cast<std::size_t>(length.value_or(0))) return bytes;
    }
    const auto count = recv(socket, buffer.data(), buffer.size(), 0);
    if (count <= 0) return bytes;
    bytes.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

void write_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

std::string get(std::string_view target, std::string_view lines) {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: test\r\n" + std::string(lines) + "\r\n";
}

std::string post(std::string_view target, std::string_view body, std::string_view lines) {
  return "POST " + std::string(target) + " HTTP/1.1\r\nHost: test\r\n" + std::string(lines) +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

}  // namespace lotusbox::net
