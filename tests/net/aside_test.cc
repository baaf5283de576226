// A journal that is written on another thread: answers wait for it, and other clients do not.
#include <doctest/doctest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "net_support.h"

using namespace lotusbox;
using namespace lotusbox::net;

namespace {

/// Answers at once; what was answered is written when the test lets it be.
class Writer : public Handler {
 public:
  std::optional<Response> try_handle(const Request& request) override {
    if (request.path() == "/late") return std::nullopt;
    ++answered;
    Response response;
    response.body = std::string(request.path());
    return response;
  }
  Response handle(const Request& request) override {
    Response response;
    response.body = std::string(request.path());
    return response;
  }
  std::optional<Response> before_sending(std::uint64_t mark) override {
    std::unique_lock lock(mutex_);
    ++writes;
    marks = mark;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
    if (losses.load() == mark) return std::nullopt;
    Response lost;
    lost.status = 503;
    return lost;
  }
  std::uint64_t mark() override { return losses; }

  void hold() {
    const std::lock_guard lock(mutex_);
    open_ = false;
  }
  void let() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }
  void wait_for_write() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return writes > 0; });
  }

  std::atomic<int> answered{0};
  std::atomic<std::uint64_t> losses{0}, marks{0};
  int writes = 0;

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = true;
};

struct Served {
  Writer writer;
  HttpServer server;
  int port = 0;

  Served() : server(options(), writer) { port = server.listen().value(); }
  ~Served() {
    writer.let();
    server.stop();
  }
  static ServerOptions options() {
    ServerOptions options;
    options.asks_before_sending = true;
    options.writes_aside = true;
    return options;
  }
};

}  // namespace

TEST_CASE("an answer waits until it is written, and the thread of all clients does not") {
  Served at;
  at.writer.hold();
  TestClient first(at.port);
  first.send(get("/one"));
  at.writer.wait_for_write();
  CHECK(first.stays_silent(std::chrono::milliseconds(20)));
  // Another client is read and answered meanwhile; its answer waits for the next write.
  TestClient second(at.port);
  second.send(get("/two"));
  while (at.writer.answered < 2) std::this_thread::yield();
  // And one whose answer needs no write gets it.
  TestClient third(at.port);
  CHECK(third.ask(get("/late")).body == "/late");
  at.writer.let();
  CHECK(first.read_answer().body == "/one");
  CHECK(second.read_answer().body == "/two");
}

TEST_CASE("what comes on a connection while its answer is written waits behind it") {
  Served at;
  at.writer.hold();
  TestClient client(at.port);
  client.send(get("/one") + get("/late") + get("/three"));
  at.writer.wait_for_write();
  CHECK(client.stays_silent(std::chrono::milliseconds(20)));
  CHECK(at.writer.answered == 1);
  at.writer.let();
  for (const char* path : {"/one", "/late", "/three"}) CHECK(client.read_answer().body == path);
}

TEST_CASE("only what was answered before a loss is in doubt") {
  Served at;
  TestClient before(at.port);
  CHECK(before.ask(get("/good")).status == 200);
  at.writer.hold();
  at.writer.writes = 0;
  TestClient client(at.port);
  client.send(get("/lost"));
  at.writer.wait_for_write();
  ++at.writer.losses;
  at.writer.let();
  CHECK(client.read_answer().status == 503);
  CHECK(before.ask(get("/after")).status == 200);
}
