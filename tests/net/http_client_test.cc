#include "net/http_client.h"

#include <doctest/doctest.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "net/net_support.h"

namespace lotusbox::net {
namespace {

using std::chrono::milliseconds;

std::string base_url(int port) { return "http://127.0.0.1:" + std::to_string(port); }

TEST_CASE("requests arrive as they are and answers come back") {
  TestServer server;
  HttpClient client;
  Request request;
  request.method = "PATCH";
  request.target = "/a%2Fb?c=+%20'";
  request.headers = {{"Authorization", "Basic eDo="},
                     {"Content-Type", "application/json"},
                     {"X-Percent", "%41"},
                     {"Content-Length", "999"}};
  request.body = std::string("{\0}", 3);
  for (int i = 0; i < 3; ++i) {
    const auto response = client.call(base_url(server.port), request, kSoon);
    REQUIRE(response.ok());
    CHECK(response->status == 200);
    CHECK(response->content_type == "text/plain; charset=utf-8");
    CHECK(response->body == "PATCH /a%2Fb?c=+%20' " + request.body);
  }
  const auto seen = server.handler.last();
  CHECK(find_header(seen.headers, "X-Percent") == "%41");
  CHECK(find_header(seen.headers, "Authorization") == "Basic eDo=");
  CHECK(find_header(seen.headers, "Content-Type") == "application/json");
  CHECK(find_header(seen.headers, "Content-Length") == "3");
}

TEST_CASE("methods, long answers, empty ones, prefixes and a restarted server") {
  auto server = std::make_unique<TestServer>();
  const int port = server->port;
  HttpClient client;
  const auto ask = [&](const std::string& method, const std::string& target) {
    Request request;
    request.method = method;
    request.target = target;
    return client.call(base_url(port) + "/", request, kSoon);
  };
  for (const std::string method : {"GET", "POST", "PUT", "DELETE", "OPTIONS"}) {
    CHECK(ask(method, "/x").value().body == method + " /x ");
  }
  CHECK(ask("HEAD", "/x").value().body.empty());
  CHECK(ask("GET", "/empty").value().status == 204);
  CHECK(ask("GET", "/big").value().body.size() == server->handler.big_bytes);
  CHECK(ask("GET", "/slow").value().status == 200);
  CHECK(client.call(base_url(port) + "/pre", Request{"GET", "/x", {}, ""}, kSoon).value().body ==
        "GET /pre/x ");
  server.reset();
  CHECK_FALSE(ask("GET", "/x").ok());
  ServerOptions options;
  options.port = port;
  server = std::make_unique<TestServer>(options);
  CHECK(ask("GET", "/x").value().status == 200);
}

TEST_CASE("a server that closes while it is sent to ends the call, not the program") {
  const Receiver closing([](int, const std::atomic<bool>&) {});
  HttpClient client;
  Request request{"POST", "/", {}, std::string(20'000'000, 'x')};
  for (int i = 0; i < 3; ++i) {
    CHECK_FALSE(client.call(base_url(closing.port()), request, kSoon).ok());
  }
}

TEST_CASE("errors are sentences") {
  HttpClient client;
  CHECK_FALSE(client.call("https://localhost", Request{}, milliseconds(100)).ok());
  const Receiver silent([](int, const std::atomic<bool>& ending) {
    while (!ending) std::this_thread::sleep_for(milliseconds(5));
  });
  const auto late =
      client.call(base_url(silent.port()), Request{"GET", "/", {}, ""}, milliseconds(200));
  REQUIRE_FALSE(late.ok());
  CHECK(late.error().find("in time") != std::string::npos);
  const Receiver dripping([](int socket, const std::atomic<bool>& ending) {
    write_all(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
    while (!ending) {
      write_all(socket, "x");
      std::this_thread::sleep_for(milliseconds(10));
    }
  });
  const auto drop =
      client.call(base_url(dripping.port()), Request{"GET", "/", {}, ""}, milliseconds(300));
  REQUIRE_FALSE(drop.ok());
  CHECK(drop.error().find("in time") != std::string::npos);
}

TEST_CASE("a gate is asked for the host and for each address before anything is sent") {
  TestServer server;
  const std::string named = "http://localhost:" + std::to_string(server.port);
  Request request;
  request.method = "GET";
  request.target = "/x";
  std::vector<std::pair<std::string, std::string>> asked;
  HttpClient open(Trust::checked, [&](const std::string& host, const std::string& address) {
    asked.emplace_back(host, address);
    return std::string();
  });
  CHECK(open.call(named, request, kSoon).value().body == "GET /x ");
  REQUIRE(asked.size() >= 2);
  CHECK(asked[0] == std::pair<std::string, std::string>("localhost", ""));
  CHECK(asked[1].first == "localhost");
  CHECK_FALSE(asked[1].second.empty());

  HttpClient no_host(Trust::checked, [](const std::string& host, const std::string&) {
    return host + " is not allowed";
  });
  CHECK(no_host.call(named, request, kSoon).error() == "localhost is not allowed");
  HttpClient no_address(Trust::checked, [](const std::string&, const std::string& address) {
    return address.empty() ? std::string() : "no way to " + address;
  });
  CHECK(no_address.call(named, request, kSoon).error().starts_with("no way to "));
  CHECK(open.call("http://no-such-host.invalid", request, kSoon).error() ==
        "http://no-such-host.invalid: there is no such host");
}

}  // namespace
}  // namespace lotusbox::net
