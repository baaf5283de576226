// Answers whose body comes in parts: as chunks, one by one, until there are no more or the client
// has gone.
#include <doctest/doctest.h>

#include <condition_variable>
#include <mutex>

#include "net/net_support.h"

namespace lotusbox::net {
namespace {

/// Answers `/parts` with a part for each time that it is told to, and all else at once.
class Parts : public Handler {
 public:
  std::optional<Response> try_handle(const Request& request) override {
    if (request.path() == "/parts") return std::nullopt;
    Response response;
    response.body = "at once";
    return response;
  }
  Response handle(const Request&) override { return {}; }
  Response handle_for(const Request&, Caller& caller) override {
    Response response;
    response.content_type = "text/plain";
    response.more = [this, &caller](std::string& out) { return next(caller, out); };
    return response;
  }

  /// The next part; an empty text ends them.
  void tell(std::string part) {
    const std::lock_guard lock(mutex_);
    told_.push_back(std::move(part));
    changed_.notify_all();
  }
  bool wait_ended() {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, kSoon, [&] { return ended_; });
  }

 private:
  bool next(Caller& caller, std::string& out) {
    caller.on_gone([this] { changed_.notify_all(); });
    std::unique_lock lock(mutex_);
    while (told_.empty() && !caller.gone()) changed_.wait_for(lock, std::chrono::milliseconds(20));
    ended_ = told_.empty() || told_.front().empty();
    changed_.notify_all();
    if (ended_) return false;
    out = told_.front();
    told_.erase(told_.begin());
    return true;
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> told_;
  bool ended_ = false;
};

struct PartsServer {
  PartsServer() : server({}, handler) { port = *server.listen(); }
  Parts handler;
  HttpServer server;
  int port = 0;
};

TEST_CASE("parts are sent as they come, and the connection goes on after the last") {
  PartsServer parts;
  TestClient client(parts.port);
  REQUIRE(client.send(get("/parts")));
  parts.handler.tell("first");
  const Answer head = client.read_answer();
  CHECK(head.status == 200);
  CHECK(head.header("Transfer-Encoding") == "chunked");
  CHECK(head.header("Content-Length").empty());
  CHECK(TestClient(parts.port).ask(get("/")).body == "at once");
  parts.handler.tell(std::string(26, 'b'));
  parts.handler.tell("");
  REQUIRE(client.send(get("/", "Connection: close\r\n")));
  const std::string rest = client.read_to_end();
  CHECK(rest.starts_with("5\r\nfirst\r\n1a\r\n" + std::string(26, 'b') +
                         "\r\n0\r\n\r\nHTTP/1.1 200"));
  CHECK(rest.ends_with("at once"));
}

TEST_CASE(
    "who knows no chunks gets plain bytes, and the end of the connection is that of the body") {
  PartsServer parts;
  TestClient client(parts.port);
  REQUIRE(client.send("GET /parts HTTP/1.0\r\nHost: t\r\n\r\n"));
  parts.handler.tell("plain");
  parts.handler.tell("");
  const Answer head = client.read_answer();
  CHECK(head.header("Transfer-Encoding").empty());
  CHECK(client.read_to_end() == "plain");
}

TEST_CASE("HEAD gets no parts") {
  PartsServer parts;
  TestClient client(parts.port);
  REQUIRE(client.send("HEAD /parts HTTP/1.1\r\nHost: t\r\n\r\n"));
  CHECK(client.read_answer(true).status == 200);
  CHECK(client.ask(get("/")).body == "at once");
}

TEST_CASE("parts end when their client goes, and when the server stops") {
  PartsServer parts;
  {
    TestClient client(parts.port);
    REQUIRE(client.send(get("/parts")));
    parts.handler.tell("first");
    REQUIRE(client.read_answer().status == 200);
    client.reset();
    CHECK(parts.handler.wait_ended());
  }
  TestClient client(parts.port);
  REQUIRE(client.send(get("/parts")));
  parts.handler.tell("first");
  REQUIRE(client.read_answer().status == 200);
  parts.server.stop();
  CHECK(parts.handler.wait_ended());
}

}  // namespace
}  // namespace lotusbox::net
