// What a client sees that is broken, slow, greedy or means harm.
#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "net/net_support.h"

namespace lotusbox::net {
namespace {

using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

milliseconds since(SteadyClock::time_point start) {
  return std::chrono::duration_cast<milliseconds>(SteadyClock::now() - start);
}

void check_refusal(const Answer& answer, int status, const std::string& code) {
  CHECK(answer.status == status);
  CHECK(answer.header("Lotusbox-Rule") == "net." + code);
  CHECK(answer.header("Content-Type") == "application/json; charset=utf-8");
  CHECK(answer.header("Connection") == "close");
  CHECK(answer.body.starts_with(R"({"error":{"code":")" + code + R"(","message":")"));
  CHECK(answer.body.find(R"("type":"invalid_request_error"}})") != std::string::npos);
}

TEST_CASE("a request byte by byte") {
  TestServer server;
  TestClient client(server.port);
  for (const auto& request : {post("/slowly", "12345"), get("/again")}) {
    for (const char byte : request) REQUIRE(client.send(std::string_view(&byte, 1)));
    CHECK(client.read_answer().status == 200);
  }
}

TEST_CASE("refusals are JSON, name their rule, and close") {
  struct Row {
    std::string bytes;
    int status;
    std::string code;
  };
  const std::string start = "POST / HTTP/1.1\r\nHost: t\r\n";
  const std::vector<Row> rows = {
      {"nonsense\r\n\r\n", 400, "request_malformed"},
      {"\x16\x03\x01", 400, "request_malformed"},
      {start + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n", 400, "request_malformed"},
      {start + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400, "request_malformed"},
      {start + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400, "request_malformed"},
      {start + "A: " + std::string(33 * 1024, 'a'), 431, "headers_too_large"},
      {"GET /" + std::string(33 * 1024, 'a'), 431, "headers_too_large"},
      {start + "Content-Length: 1048577\r\n\r\n", 413, "body_too_large"},
      {start + "Transfer-Encoding: chunked\r\n\r\n100001\r\n", 413, "body_too_large"},
      {start + "Expect: wonders\r\n\r\n", 417, "expectation_unknown"},
  };
  TestServer server;
  for (const auto& row : rows) {
    CAPTURE(row.bytes.substr(0, 100));
    TestClient client(server.port);
    check_refusal(client.ask(row.bytes), row.status, row.code);
    CHECK(client.is_closed_by_server());
  }
  TestClient client(server.port);
  const auto unknown = client.ask(start + "Transfer-Encoding: gzip\r\n\r\n");
  CHECK(unknown.status == 501);
  CHECK(unknown.header("Lotusbox-Rule") == "net.transfer_encoding_unknown");
}

TEST_CASE("what follows a refused request is never taken for one") {
  TestServer server;
  TestClient client(server.port);
  REQUIRE(client.send(get("/good") +
                      "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\n"
                      "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" +
                      get("/smuggled")));
  CHECK(client.read_answer().body == "GET /good ");
  CHECK(client.read_answer().status == 400);
  CHECK(client.is_closed_by_server());
  CHECK(server.handler.last().target == "/good");
}

TEST_CASE("headers up to the limit are taken") {
  TestServer server;
  TestClient client(server.port);
  const auto answer = client.ask(get("/h", "A: " + std::string(30 * 1024, 'a') + "\r\n"));
  CHECK(answer.status == 200);
  std::string many;
  for (int i = 0; i < 99; ++i) many += "A: b\r\n";
  CHECK(client.ask(get("/h", many)).status == 200);
  CHECK(client.ask(get("/h", many + "A: b\r\n")).status == 431);
}

TEST_CASE("a body of ten megabytes gets its 413 promptly, and the client can read it") {
  TestServer server;
  const std::string body(10'000'000, 'x');
  const auto start = SteadyClock::now();
  TestClient client(server.port);
  REQUIRE(client.send(post("/big", body)));  // all of it is sent before the answer is looked at
  check_refusal(client.read_answer(), 413, "body_too_large");
  TestClient chunked(server.port);
  REQUIRE(chunked.send("POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n"));
  bool taken = true;
  for (int i = 0; i < 100 && taken; ++i) {
    taken = chunked.send("186a0\r\n" + body.substr(0, 100'000) + "\r\n");
  }
  check_refusal(chunked.read_answer(), 413, "body_too_large");
  CHECK(since(start) < kSoon);
}

TEST_CASE("who goes on sending after a refusal is cut off") {
  ServerOptions options;
  options.linger_time_max = milliseconds(100);
  TestServer server(options);
  TestClient client(server.port);
  check_refusal(client.ask("bad\r\n\r\n"), 400, "request_malformed");
  const auto start = SteadyClock::now();
  while (client.send("more") && since(start) < 2 * kSoon) {
    std::this_thread::sleep_for(milliseconds(5));
  }
  CHECK(since(start) < kSoon);
}

TEST_CASE("a half-sent request gets 408, however it drips") {
  ServerOptions options;
  options.request_time_max = milliseconds(150);
  TestServer server(options);
  TestClient silent(server.port);
  TestClient body(server.port);
  TestClient dripping(server.port);
  TestClient idle(server.port);
  const auto start = SteadyClock::now();
  REQUIRE(silent.send("GET / HTTP/1.1\r\nHo"));
  REQUIRE(body.ask(get("/first")).status == 200);
  REQUIRE(body.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\n\r\n12"));
  for (int i = 0; i < 100 && dripping.stays_silent(milliseconds(5)); ++i) dripping.send("G");
  check_refusal(dripping.read_answer(), 408, "request_timeout");
  check_refusal(silent.read_answer(), 408, "request_timeout");
  check_refusal(body.read_answer(), 408, "request_timeout");
  CHECK(since(start) < kSoon);
  CHECK(idle.ask(get("/")).status == 200);
}

TEST_CASE("idle connections are closed without a word") {
  ServerOptions options;
  options.idle_time_max = milliseconds(500);
  TestServer server(options);
  TestClient never(server.port);
  TestClient once(server.port);
  REQUIRE(once.ask(get("/")).status == 200);
  CHECK(never.is_closed_by_server());
  CHECK(once.is_closed_by_server());
}

TEST_CASE("a client that reads nothing is given up, and its memory is bounded") {
  ServerOptions options;
  options.write_stall_max = milliseconds(200);
  TestServer server(options);
  TestClient greedy(server.port);
  for (int i = 0; i < 10; ++i) REQUIRE(greedy.send(get("/big")));
  std::this_thread::sleep_for(milliseconds(1000));
  std::size_t answers = 0;
  while (greedy.read_answer().status == 200) ++answers;
  CHECK(answers < 10);
  CHECK(TestClient(server.port).ask(get("/")).status == 200);
}

TEST_CASE("connections beyond the limit are refused politely and taken again later") {
  ServerOptions options;
  options.connections_max = 3;
  TestServer server(options);
  std::vector<std::unique_ptr<TestClient>> clients;
  for (int i = 0; i < 3; ++i) {
    clients.push_back(std::make_unique<TestClient>(server.port));
    REQUIRE(clients.back()->ask(get("/")).status == 200);
  }
  TestClient fourth(server.port);
  const auto refused = fourth.ask(get("/"));
  CHECK(refused.status == 503);
  CHECK(refused.header("Lotusbox-Rule") == "net.connections_exhausted");
  std::vector<std::unique_ptr<TestClient>> crowd;
  for (int i = 0; i < 100; ++i) crowd.push_back(std::make_unique<TestClient>(server.port));
  CHECK(clients[0]->ask(get("/")).status == 200);
  crowd.clear();
  fourth.close();
  clients.pop_back();
  int status = 0;
  for (int i = 0; i < 100 && status != 200; ++i) {
    std::this_thread::sleep_for(milliseconds(10));
    status = TestClient(server.port).ask(get("/")).status;
  }
  CHECK(status == 200);
}

TEST_CASE("clients that vanish at any moment harm nobody") {
  TestServer server;
  const std::string request = post("/slow", "12345");
  for (std::size_t cut = 0; cut <= request.size(); cut += 3) {
    TestClient closing(server.port);
    closing.send(request.substr(0, cut));
    closing.close();
    TestClient resetting(server.port);
    resetting.send(request.substr(0, cut));
    resetting.reset();
  }
  for (int i = 0; i < 20; ++i) {
    TestClient reading(server.port);
    reading.send(get("/big"));
    if (i % 2 == 0) std::this_thread::sleep_for(milliseconds(5));
    reading.reset();
  }
  TestClient client(server.port);
  CHECK(client.ask(get("/slow")).status == 200);
}

TEST_CASE("clients that close right after each request, two thousand times") {
  TestServer server;
  std::atomic<int> answered = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&server, &answered, t] {
      for (int i = 0; i < 500; ++i) {
        TestClient client(server.port);
        client.send(i % 50 == 0 ? get("/slow") : post("/x", "12345"));
        if (t == 0) answered += client.read_answer().status == 200 ? 1 : 0;
        if (t == 1) client.reset();
        if (t == 2) client.finish_sending();
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(answered == 500);
  CHECK(TestClient(server.port).ask(get("/")).status == 200);
}

TEST_CASE("stopping under load") {
  for (int round = 0; round < 10; ++round) {
    ServerOptions options;
    options.stop_grace = 3 * kSoon;
    auto server = std::make_unique<TestServer>(options);
    std::atomic<bool> stopping = false;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&stopping, port = server->port, t] {
        while (!stopping) {
          TestClient client(port);
          while (!stopping && client.ask(get(t == 0 ? "/slow" : "/x")).status == 200) continue;
        }
      });
    }
    std::this_thread::sleep_for(milliseconds(30));
    const auto start = SteadyClock::now();
    server->server.stop();
    CHECK(since(start) < kSoon);
    stopping = true;
    for (auto& thread : threads) thread.join();
    server.reset();
  }
}

}  // namespace
}  // namespace lotusbox::net
