// What an ordinary client sees of the server.
#include "net/http_server.h"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "net/net_support.h"

namespace lotusbox::net {
namespace {

using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

milliseconds since(SteadyClock::time_point start) {
  return std::chrono::duration_cast<milliseconds>(SteadyClock::now() - start);
}

TEST_CASE("keep-alive serves many requests on one connection") {
  TestServer server;
  TestClient client(server.port);
  for (int i = 0; i < 300; ++i) {
    const auto answer = client.ask(post("/a", "body " + std::to_string(i)));
    REQUIRE(answer.status == 200);
    CHECK(answer.body == "POST /a body " + std::to_string(i));
    CHECK(answer.header("Connection").empty());
    CHECK(answer.header("Date").size() == 29);
  }
}

TEST_CASE("the handler gets what was sent, byte for byte") {
  TestServer server;
  TestClient client(server.port);
  const std::string form =
      "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.tiff\"\r\n"
      "Content-Type: image/tiff\r\n\r\n" +
      std::string("II*\0\xff\r\n\r\n--", 10) + "\r\n--x--\r\n";
  const std::string lines =
      "Content-Type: multipart/form-data; boundary=x\r\nX-Encoded: %41%2B+%u0041\r\n"
      "Accept-Encoding: gzip, br\r\nRange: bytes=0-1\r\nREMOTE_ADDR: 9.9.9.9\r\n"
      "X-Same: 1\r\nx-same: 2\r\n";
  const auto answer = client.ask(post("/u%2Fp%20load;p?a=%26&b=+&&?c#d", form, lines));
  CHECK(answer.status == 200);
  CHECK(answer.header("Content-Encoding").empty());
  const auto request = server.handler.last();
  CHECK(request.method == "POST");
  CHECK(request.target == "/u%2Fp%20load;p?a=%26&b=+&&?c#d");
  CHECK(request.body == form);
  const Headers sent = {{"Host", "test"},
                        {"Content-Type", "multipart/form-data; boundary=x"},
                        {"X-Encoded", "%41%2B+%u0041"},
                        {"Accept-Encoding", "gzip, br"},
                        {"Range", "bytes=0-1"},
                        {"REMOTE_ADDR", "9.9.9.9"},
                        {"X-Same", "1"},
                        {"x-same", "2"},
                        {"Content-Length", std::to_string(form.size())}};
  CHECK(request.headers == sent);
}

TEST_CASE("a shorter request leaves nothing of the longer one before it") {
  TestServer server;
  TestClient client(server.port);
  client.ask(post("/long/target", std::string(50'000, 'x'), "A: b\r\nC: d\r\n"));
  CHECK(client.ask(get("/")).body == "GET / ");
  CHECK(server.handler.last().headers == Headers{{"Host", "test"}});
}

TEST_CASE("every method reaches the handler") {
  TestServer server;
  TestClient client(server.port);
  for (const std::string method :
       {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "BREW"}) {
    CHECK(client.ask(method + " /x HTTP/1.1\r\nHost: t\r\n\r\n").body == method + " /x ");
  }
  CHECK(client.ask("OPTIONS * HTTP/1.1\r\nHost: t\r\n\r\n").body == "OPTIONS * ");
}

TEST_CASE("HEAD is told the length and sent no body") {
  TestServer server;
  TestClient client(server.port);
  for (int i = 0; i < 2; ++i) {
    REQUIRE(client.send("HEAD /abc HTTP/1.1\r\nHost: t\r\n\r\n"));
    const auto answer = client.read_answer(true);
    CHECK(answer.status == 200);
    CHECK(answer.header("Content-Length") == "10");
  }
  CHECK(client.ask(get("/after")).body == "GET /after ");
}

TEST_CASE("what the response must not say itself is said once, and it cannot forge headers") {
  TestServer server;
  TestClient client(server.port);
  const auto odd = client.ask(get("/odd"));
  CHECK(odd.status == 418);
  CHECK(odd.body == "odd one");
  CHECK(odd.header("X-Split") == "one  X-Forged: two");
  CHECK(odd.header("X-Forged").empty());
  CHECK(odd.header("Content-Type") == "text/plain; charset=utf-8");
  CHECK(odd.headers.size() == 4);  // with Date and Content-Length
  const auto empty = client.ask(get("/empty"));
  CHECK(empty.status == 204);
  CHECK(empty.header("Content-Length").empty());
  CHECK(client.ask(get("/after")).status == 200);
}

TEST_CASE("connections are kept or closed as the request says") {
  struct Row {
    std::string version;
    std::string lines;
    bool kept;
  };
  const Row rows[] = {
      {"1.1", "", true},
      {"1.1", "Connection: keep-alive\r\n", true},
      {"1.1", "Connection: close\r\n", false},
      {"1.1", "connection: x, CLOSE , y\r\n", false},
      {"1.0", "", false},
      {"1.0", "Connection: Keep-Alive\r\n", true},
      {"1.0", "Connection: close, keep-alive\r\n", false},
  };
  TestServer server;
  for (const std::string path : {"/now", "/slow"}) {
    for (const auto& row : rows) {
      CAPTURE(path);
      CAPTURE(row.version);
      CAPTURE(row.lines);
      const std::string request =
          "GET " + path + " HTTP/" + row.version + "\r\nHost: t\r\n" + row.lines + "\r\n";
      TestClient client(server.port);
      const auto answer = client.ask(request);
      CHECK(answer.status == 200);
      CHECK(answer.header("Connection") == (!row.kept              ? "close"
                                            : row.version == "1.0" ? "keep-alive"
                                                                   : ""));
      if (row.kept) {
        CHECK(client.ask(request).status == 200);
      } else {
        CHECK(client.is_closed_by_server());
      }
    }
  }
}

TEST_CASE("pipelined answers keep their order, also when a worker has the first") {
  TestServer server;
  TestClient client(server.port);
  REQUIRE(client.send(get("/slow?1") + post("/two", "b") + get("/slow?3") + get("/four")));
  CHECK(client.read_answer().body == "GET /slow?1 ");
  CHECK(client.read_answer().body == "POST /two b");
  CHECK(client.read_answer().body == "GET /slow?3 ");
  CHECK(client.read_answer().body == "GET /four ");
  CHECK(client.stays_silent(milliseconds(20)));
}

TEST_CASE("many pipelined requests are all answered, and so is the last half one") {
  ServerOptions options;
  options.output_bytes_max = 2000;
  TestServer server(options);
  TestClient client(server.port);
  std::string requests;
  for (int i = 0; i < 1000; ++i) requests += post(std::to_string(i).insert(0, 1, '/'), "x");
  const std::string last = get("/last");
  REQUIRE(client.send(requests + last.substr(0, 9)));
  for (int i = 0; i < 1000; ++i) {
    REQUIRE(client.read_answer().body == std::string("POST /") + std::to_string(i) + " x");
  }
  CHECK(client.ask(last.substr(9)).body == "GET /last ");
}

TEST_CASE("100-continue is sent when the body waits for it, and not otherwise") {
  TestServer server;
  TestClient client(server.port);
  const std::string whole = post("/c", "12345", "Expect: 100-continue\r\n");
  REQUIRE(client.send(whole.substr(0, whole.size() - 5)));
  CHECK_FALSE(client.stays_silent(kSoon));
  CHECK(client.ask("12345").body == "POST /c 12345");
  CHECK(client.interim_answers() == 1);
  CHECK(client.ask(whole).body == "POST /c 12345");
  CHECK(client.interim_answers() == 1);

  ServerOptions small;
  small.body_bytes_max = 4;
  TestServer strict(small);
  TestClient refused(strict.port);
  CHECK(refused.ask(whole.substr(0, whole.size() - 5)).status == 413);
  CHECK(refused.interim_answers() == 0);
}

TEST_CASE("a client that finished sending still gets its answers") {
  TestServer server;
  for (const std::string path : {"/now", "/slow"}) {
    TestClient client(server.port);
    REQUIRE(client.send(get(path) + get("/second")));
    client.finish_sending();
    CHECK(client.read_answer().body == "GET " + path + " ");
    CHECK(client.read_answer().body == "GET /second ");
    CHECK(client.is_closed_by_server());
  }
}

TEST_CASE("a blocked request delays nobody") {
  TestServer server;
  std::vector<std::unique_ptr<TestClient>> blocked;
  for (int i = 0; i < 50; ++i) {
    blocked.push_back(std::make_unique<TestClient>(server.port));
    REQUIRE(blocked.back()->send(get("/blocked")));
  }
  REQUIRE(server.handler.wait_until_blocked(50));
  TestClient client(server.port);
  const auto start = SteadyClock::now();
  for (int i = 0; i < 100; ++i) REQUIRE(client.ask(get("/")).status == 200);
  CHECK(client.ask(get("/slow")).status == 200);
  CHECK(since(start) < kSoon);
  server.handler.unblock();
  for (auto& waiting : blocked) CHECK(waiting->read_answer().status == 200);
}

TEST_CASE("more blocking requests than workers wait their turn") {
  ServerOptions options;
  options.workers_max = 2;
  TestServer server(options);
  std::vector<std::unique_ptr<TestClient>> clients;
  for (int i = 0; i < 6; ++i) {
    clients.push_back(std::make_unique<TestClient>(server.port));
    REQUIRE(clients.back()->send(get("/slow")));
  }
  for (auto& client : clients) CHECK(client->read_answer().status == 200);
}

TEST_CASE("a thousand idle connections do not disturb an active one") {
  rlimit limit{};
  REQUIRE(getrlimit(RLIMIT_NOFILE, &limit) == 0);
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 8192);
  REQUIRE(setrlimit(RLIMIT_NOFILE, &limit) == 0);
  TestServer server;
  std::vector<std::unique_ptr<TestClient>> idle;
  for (int i = 0; i < 1000; ++i) {
    idle.push_back(std::make_unique<TestClient>(server.port));
    if (i % 2 == 0) REQUIRE(idle.back()->ask(get("/once")).status == 200);
  }
  TestClient active(server.port);
  for (int i = 0; i < 500; ++i) REQUIRE(active.ask(get("/x")).status == 200);
  for (auto& client : idle) REQUIRE(client->ask(get("/again")).status == 200);
}

TEST_CASE("a large answer reaches a slow reader whole, and others meanwhile") {
  TestServer server;
  TestClient slow(server.port);
  REQUIRE(slow.send(get("/big") + get("/after")));
  std::this_thread::sleep_for(milliseconds(200));
  TestClient other(server.port);
  CHECK(other.ask(get("/")).status == 200);
  const auto answer = slow.read_answer();
  CHECK(answer.status == 200);
  CHECK(answer.body == std::string(server.handler.big_bytes, 'b'));
  CHECK(slow.read_answer().body == "GET /after ");
}

TEST_CASE("stop closes idle connections at once and lets requests in work finish") {
  ServerOptions options;
  options.stop_grace = 3 * kSoon;
  TestServer server(options);
  TestClient idle(server.port);
  TestClient half(server.port);
  TestClient working(server.port);
  REQUIRE(idle.ask(get("/")).status == 200);
  REQUIRE(half.send("GET / HTT"));
  REQUIRE(working.send(get("/slow")));
  std::this_thread::sleep_for(milliseconds(20));
  const auto start = SteadyClock::now();
  server.server.stop();
  CHECK(since(start) < kSoon);
  CHECK(idle.is_closed_by_server());
  CHECK(half.is_closed_by_server());
  const auto answer = working.read_answer();
  CHECK(answer.body == "GET /slow ");
  CHECK(answer.header("Connection") == "close");
  CHECK(working.is_closed_by_server());
  CHECK_FALSE(TestClient(server.port).send("x"));
  server.server.stop();
}

TEST_CASE("stop waits for a blocked request no longer than its grace") {
  ServerOptions options;
  options.stop_grace = milliseconds(100);
  TestServer server(options);
  TestClient client(server.port);
  REQUIRE(client.send(get("/blocked")));
  REQUIRE(server.handler.wait_until_blocked(1));
  const auto start = SteadyClock::now();
  server.server.stop();
  CHECK(since(start) >= milliseconds(100));
  CHECK(since(start) < kSoon);
  CHECK(client.is_closed_by_server());
}

TEST_CASE("listen says why it cannot") {
  TestServer first;
  TestHandler handler;
  ServerOptions options;
  options.port = first.port;
  HttpServer taken(options, handler);
  const auto refused = taken.listen();
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().find("in use") != std::string::npos);
  options.port = 70000;
  CHECK_FALSE(HttpServer(options, handler).listen().ok());
  options = {};
  options.host = "no such host";
  CHECK_FALSE(HttpServer(options, handler).listen().ok());
  options.host = "::1";
  HttpServer never_started(options, handler);
  never_started.stop();
}

}  // namespace
}  // namespace lotusbox::net
