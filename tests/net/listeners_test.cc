// Where a server is reached: under both loopback addresses unless told otherwise.
#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdint>
#include <memory>

#include "net/net_support.h"

namespace lotusbox::net {
namespace {

sockaddr_in6 loopback_six(int port) {
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_port = htons(static_cast<std::uint16_t>(port));
  address.sin6_addr = in6addr_loopback;
  return address;
}

/// A socket bound to a port of ::1; closed when the port is taken, or there is no IPv6.
FileDescriptor bind_six(int port) {
  FileDescriptor socket(::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const auto address = loopback_six(port);
  const auto* generic = reinterpret_cast<const sockaddr*>(&address);
  if (!socket.is_open() || bind(socket.get(), generic, sizeof address) != 0) return {};
  if (listen(socket.get(), 1) != 0) return {};
  return socket;
}

bool has_six() { return bind_six(0).is_open(); }

bool answers_six(int port) {
  const FileDescriptor socket(::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const auto address = loopback_six(port);
  if (connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    return false;
  }
  write_all(socket.get(), get("/six"));
  std::string answer(15, '\0');
  return recv(socket.get(), answer.data(), answer.size(), MSG_WAITALL) == 15 &&
         answer == "HTTP/1.1 200 OK";
}

ServerOptions at_host(const std::string& host, int port = 0) {
  ServerOptions options;
  options.host = host;
  options.port = port;
  return options;
}

TEST_CASE("a server is reached under both loopback addresses, on one port") {
  for (const char* host : {"localhost", "LocalHost"}) {
    TestServer server(at_host(host));
    CHECK(TestClient(server.port).ask(get("/four")).status == 200);
    CHECK(answers_six(server.port) == has_six());
  }
  TestServer unnamed;
  CHECK(answers_six(unnamed.port) == has_six());
}

TEST_CASE("one address that is named is the only one") {
  TestServer four(at_host("127.0.0.1"));
  CHECK(TestClient(four.port).ask(get("/")).status == 200);
  CHECK_FALSE(answers_six(four.port));
  if (!has_six()) return;
  TestServer six(at_host("::1"));
  CHECK(answers_six(six.port));
  CHECK(TestClient(six.port).ask(get("/")).status == 0);
}

TEST_CASE("a port that is taken for one kind of addresses is taken") {
  if (!has_six()) return;
  TestHandler handler;
  int port = 0;
  FileDescriptor stranger;
  for (int i = 0; i < 20 && !stranger.is_open(); ++i) {
    const TestServer four(at_host("127.0.0.1"));  // names a port that is free there
    port = four.port;
    stranger = bind_six(port);
  }
  REQUIRE(stranger.is_open());
  HttpServer server(at_host("localhost", port), handler);
  const auto refused = server.listen();
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().find("in use") != std::string::npos);
  stranger.close();
  CHECK(HttpServer(at_host("localhost", port), handler).listen().ok());
}

TEST_CASE("a server that has stopped leaves its port to the next, under both addresses") {
  auto first = std::make_unique<TestServer>();
  const int port = first->port;
  first->server.stop();
  TestServer second(at_host("localhost", port));
  CHECK(second.port == port);
  CHECK(answers_six(port) == has_six());
}

}  // namespace
}  // namespace lotusbox::net
