// Answers that are delayed, dropped or cut short on purpose, as real clients meet them. What comes
// before what is shown by the order of arrival; nothing here measures time.
#include <doctest/doctest.h>

#include <list>
#include <string>

#include "base/text.h"
#include "net/net_support.h"

namespace lotusbox::net {
namespace {

constexpr int kNever = 60'000;  // longer than any test waits

/// `/delay/<ms>`, `/drop/<ms>`, `/cut/<bytes>`, `/plain`; from a worker with `?worker`.
class Disturber : public Handler {
 public:
  std::optional<Response> try_handle(const Request& request) override {
    if (request.query() == "worker") return std::nullopt;
    return handle(request);
  }
  Response handle(const Request& request) override {
    const auto pieces = split(request.path(), '/');
    const auto number = static_cast<int>(parse_integer(pieces.back()).value_or(0));
    Response response;
    response.content_type = "text/plain";
    response.body = "0123456789";
    if (pieces[1] == "empty") response.body.clear();
    if (pieces[1] == "cut" || pieces[1] == "empty") {
      response.truncate_after = static_cast<std::size_t>(number);
    } else {
      response.delay_ms = number;
    }
    response.drop = pieces[1] == "drop";
    return response;
  }
  std::optional<Response> before_sending(std::uint64_t) override { return instead; }

  std::optional<Response> instead;
};

struct Disturbed {
  explicit Disturbed(ServerOptions options = {}, std::optional<Response> instead = {})
      : server(std::move(options), handler) {
    handler.instead = std::move(instead);
    const auto bound = server.listen();
    if (bound) port = *bound;
  }
  Disturber handler;
  HttpServer server;
  int port = 0;
};

}  // namespace

TEST_CASE("a dropped connection ends without a byte") {
  Disturbed at;
  for (const std::string_view target : {"/drop", "/drop?worker", "/drop/5", "/drop/5?worker"}) {
    CAPTURE(target);
    TestClient client(at.port);
    client.send(get(target));
    CHECK(client.is_closed_by_server());
  }
  TestClient other(at.port);
  CHECK(other.ask(get("/plain")).body == "0123456789");
}

TEST_CASE("what was answered before a drop still arrives") {
  Disturbed at;
  TestClient client(at.port);
  client.send(get("/plain") + get("/drop") + get("/plain"));
  CHECK(client.read_answer().body == "0123456789");
  CHECK(client.is_closed_by_server());
}

TEST_CASE("a body that is cut short promises more than it holds, and the connection ends") {
  Disturbed at;
  const auto cut = [&](std::string_view target) {
    TestClient client(at.port);
    client.send(get(target));
    const Answer head = client.read_answer(true);
    CHECK(head.status == 200);
    CHECK(head.header("Content-Length") == "10");
    CHECK(head.header("Connection").empty());
    return client.read_to_end();
  };
  CHECK(cut("/cut/3") == "012");
  CHECK(cut("/cut/3?worker") == "012");
  CHECK(cut("/cut/0").empty());
  CHECK(cut("/cut/10") == "012345678");
  CHECK(cut("/cut/99") == "012345678");
}

TEST_CASE("a client that reads the whole of a short body notices") {
  Disturbed at;
  TestClient client(at.port);
  CHECK(client.ask(get("/cut/3")).status == 0);
}

TEST_CASE("nothing is missing of an empty body, but the connection ends") {
  Disturbed at;
  TestClient client(at.port);
  const Answer answer = client.ask(get("/empty/3"));
  CHECK(answer.status == 200);
  CHECK(answer.header("Content-Length") == "0");
  CHECK(client.is_closed_by_server());
}

TEST_CASE("delayed answers keep neither other connections nor workers waiting") {
  ServerOptions options;
  options.workers_max = 1;
  options.stop_grace = std::chrono::milliseconds(0);
  Disturbed at(options);
  std::list<TestClient> delayed;
  for (int i = 0; i < 50; ++i) {
    delayed.emplace_back(at.port).send(
        get("/delay/" + std::to_string(kNever) + (i % 2 == 0 ? "?worker" : "")));
  }
  TestClient other(at.port);
  for (int i = 0; i < 20; ++i) {
    CHECK(other.ask(get("/plain")).body == "0123456789");
    CHECK(other.ask(get("/plain?worker")).body == "0123456789");
  }
  for (auto& client : delayed) CHECK(client.stays_silent(std::chrono::milliseconds(0)));
}

TEST_CASE("of two delayed answers the shorter delay arrives, and the longer does not") {
  Disturbed at;
  TestClient longer(at.port);
  TestClient shorter(at.port);
  longer.send(get("/delay/" + std::to_string(kNever)));
  for (int i = 0; i < 3; ++i) {
    CHECK(shorter.ask(get("/delay/10")).body == "0123456789");
    CHECK(shorter.ask(get("/delay/10?worker")).body == "0123456789");
  }
  CHECK(longer.stays_silent(std::chrono::milliseconds(0)));
}

TEST_CASE("answers of one connection keep their order around a delay") {
  Disturbed at;
  TestClient client(at.port);
  client.send(get("/plain") + get("/delay/20") + get("/cut/4"));
  CHECK(client.read_answer().status == 200);
  CHECK(client.read_answer().status == 200);
  const Answer last = client.read_answer(true);
  CHECK(last.status == 200);
  CHECK(client.read_to_end() == "0123");
}

TEST_CASE("a client that leaves during a delay leaves nothing behind") {
  Disturbed at;
  for (int i = 0; i < 10; ++i) {
    TestClient client(at.port);
    client.send(get("/delay/5"));
    client.reset();
  }
  TestClient other(at.port);
  CHECK(other.ask(get("/delay/20")).status == 200);
}

TEST_CASE("the same holds where answers wait to be written down") {
  ServerOptions options;
  options.asks_before_sending = true;
  Disturbed at(options);
  TestClient client(at.port);
  client.send(get("/plain") + get("/delay/10") + get("/plain") + get("/delay/10") + get("/cut/4"));
  for (int i = 0; i < 4; ++i) CHECK(client.read_answer().body == "0123456789");
  CHECK(client.read_answer(true).status == 200);
  CHECK(client.read_to_end() == "0123");
  TestClient dropped(at.port);
  dropped.send(get("/drop"));
  CHECK(dropped.is_closed_by_server());
}

TEST_CASE("an answer that cannot be written down is not waited for, whatever was to become of it") {
  ServerOptions options;
  options.asks_before_sending = true;
  Response full;
  full.status = 507;
  Disturbed at(options, full);
  for (const std::string& target :
       {"/delay/" + std::to_string(kNever), std::string("/drop"), std::string("/cut/3")}) {
    CAPTURE(target);
    TestClient client(at.port);
    CHECK(client.ask(get(target)).status == 507);
    CHECK(client.is_closed_by_server());
  }
}

TEST_CASE("a server that stops sends what waits only for its time") {
  Disturbed at;
  TestClient client(at.port);
  client.send(get("/plain") + get("/delay/" + std::to_string(kNever)));
  // Both came together, so the second waits by the time the first is answered.
  CHECK(client.read_answer().status == 200);
  CHECK(client.stays_silent(std::chrono::milliseconds(0)));
  at.server.stop();
  CHECK(client.read_answer().status == 200);
  CHECK(client.is_closed_by_server());
}

}  // namespace lotusbox::net
