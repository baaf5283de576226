// Whoever works long for a client is told when it goes, and what it answers then harms nobody.
#include <doctest/doctest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "net/net_support.h"

namespace lotusbox::net {
namespace {

/// Works until its caller goes, for /now excepted.
class Patient : public Handler {
 public:
  std::optional<Response> try_handle(const Request&) override { return std::nullopt; }
  Response handle(const Request&) override { return {}; }
  Response handle_for(const Request& request, Caller& caller) override {
    Response response;
    response.body = "done";
    if (request.path() == "/now") return response;
    std::unique_lock lock(mutex_);
    ++begun_;
    changed_.notify_all();
    bool gone = false;
    lock.unlock();
    caller.on_gone([&] {
      const std::lock_guard told(mutex_);
      gone = true;
      changed_.notify_all();
    });
    lock.lock();
    changed_.wait_for(lock, kSoon, [&] { return gone; });
    noticed_ += gone ? 1 : 0;
    changed_.notify_all();
    lock.unlock();
    caller.on_gone(nullptr);
    return response;
  }

  bool wait_begun(int count) { return wait(begun_, count); }
  bool wait_noticed(int count) { return wait(noticed_, count); }

 private:
  bool wait(const int& number, int count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, kSoon, [&] { return number >= count; });
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  int begun_ = 0;
  int noticed_ = 0;
};

struct PatientServer {
  PatientServer() : server({}, handler) { port = *server.listen(); }
  Patient handler;
  HttpServer server;
  int port = 0;
};

TEST_CASE("a client that goes while it is worked for is noticed, however it goes") {
  PatientServer patient;
  TestClient closes(patient.port);
  TestClient resets(patient.port);
  TestClient pipelines(patient.port);
  REQUIRE(closes.send(get("/long")));
  REQUIRE(resets.send(get("/long")));
  REQUIRE(pipelines.send(get("/long") + get("/long")));
  REQUIRE(patient.handler.wait_begun(3));
  closes.close();
  resets.reset();
  pipelines.close();
  CHECK(patient.handler.wait_noticed(3));
  CHECK(TestClient(patient.port).ask(get("/now")).body == "done");
}

TEST_CASE("a client that only finished sending is worked for no longer, and still answered") {
  PatientServer patient;
  TestClient client(patient.port);
  REQUIRE(client.send(get("/long")));
  REQUIRE(patient.handler.wait_begun(1));
  client.finish_sending();
  CHECK(client.read_answer().body == "done");
  CHECK(client.is_closed_by_server());
}

TEST_CASE("a client that sends on while it is worked for, and then goes, is noticed too") {
  PatientServer patient;
  TestClient client(patient.port);
  REQUIRE(client.send(get("/long")));
  REQUIRE(patient.handler.wait_begun(1));
  REQUIRE(client.send(get("/now")));
  REQUIRE(client.send(get("/now").substr(0, 9)));
  client.close();
  CHECK(patient.handler.wait_noticed(1));
}

TEST_CASE("what comes while a client is worked for is answered behind it") {
  PatientServer patient;
  TestClient client(patient.port);
  REQUIRE(client.send(get("/long")));
  REQUIRE(patient.handler.wait_begun(1));
  REQUIRE(client.send(get("/now") + get("/now")));
  client.finish_sending();
  for (int i = 0; i < 3; ++i) CHECK(client.read_answer().body == "done");
  CHECK(client.is_closed_by_server());
}

TEST_CASE("a client that was answered is not told about again") {
  PatientServer patient;
  TestClient client(patient.port);
  for (int i = 0; i < 3; ++i) CHECK(client.ask(get("/now")).body == "done");
}

}  // namespace
}  // namespace lotusbox::net
