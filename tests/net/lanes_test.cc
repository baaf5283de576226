#include "net/lanes.h"

#include <doctest/doctest.h>

#include <atomic>
#include <future>
#include <vector>

#include "net/net_support.h"

namespace lotusbox::net {
namespace {

constexpr std::chrono::seconds kLong{20};

/// Jobs that wait at it until it is opened.
struct Gate {
  std::promise<void> opened;
  std::shared_future<void> way = opened.get_future().share();
  void open() { opened.set_value(); }
  void pass() const { way.wait_for(kLong); }
};

TEST_CASE("a lane occupies one thread, and others go on") {
  WorkerPool pool({.threads_max = 2, .queue_max = 100});
  Lanes lanes(pool, 100);
  Gate gate;
  std::vector<int> order;
  for (int i = 0; i < 50; ++i) {
    CHECK(lanes.run("busy", [&, i](Lanes::Turn&) {
      gate.pass();
      order.push_back(i);
    }) == Lanes::Taken::yes);
  }
  CHECK(pool.thread_count() == 1);
  std::promise<void> other;
  CHECK(lanes.run("other", [&](Lanes::Turn&) { other.set_value(); }) == Lanes::Taken::yes);
  CHECK(other.get_future().wait_for(kLong) == std::future_status::ready);
  gate.open();
  pool.stop();
  REQUIRE(order.size() == 50);
  for (int i = 0; i < 50; ++i) CHECK(order[static_cast<std::size_t>(i)] == i);
}

TEST_CASE("jobs without a lane hold nobody up") {
  WorkerPool pool({.threads_max = 2, .queue_max = 100});
  Lanes lanes(pool, 1);
  Gate gate;
  std::promise<void> second;
  CHECK(lanes.run("", [&](Lanes::Turn&) { gate.pass(); }) == Lanes::Taken::yes);
  CHECK(lanes.run("", [&](Lanes::Turn&) { second.set_value(); }) == Lanes::Taken::yes);
  CHECK(second.get_future().wait_for(kLong) == std::future_status::ready);
  gate.open();
  pool.stop();
}

TEST_CASE("so many wait in a lane, and no more") {
  WorkerPool pool({.threads_max = 2, .queue_max = 100});
  Lanes lanes(pool, 3);
  Gate gate;
  std::atomic<int> done = 0;
  const auto job = [&](Lanes::Turn&) {
    gate.pass();
    ++done;
  };
  for (int i = 0; i < 4; ++i) CHECK(lanes.run("a", job) == Lanes::Taken::yes);
  CHECK(lanes.run("a", job) == Lanes::Taken::lane_full);
  CHECK(lanes.run("b", job) == Lanes::Taken::yes);
  gate.open();
  pool.stop();
  CHECK(done == 5);
  CHECK(lanes.run("a", job) == Lanes::Taken::no_thread);
}

TEST_CASE("who steps aside lets the next one of the lane begin") {
  WorkerPool pool({.threads_max = 2, .queue_max = 100});
  Lanes lanes(pool, 10);
  std::promise<void> second;
  std::promise<bool> seen;
  lanes.run("a", [&](Lanes::Turn& turn) {
    turn.step_aside();
    turn.step_aside();  // again is nothing more
    seen.set_value(second.get_future().wait_for(kLong) == std::future_status::ready);
  });
  lanes.run("a", [&](Lanes::Turn&) { second.set_value(); });
  CHECK(seen.get_future().get());
  pool.stop();
}

TEST_CASE("what a lane holds is done also when the pool stops meanwhile") {
  for (int round = 0; round < 50; ++round) {
    std::atomic<int> done = 0;
    WorkerPool pool({.threads_max = 2, .queue_max = 1000});
    Lanes lanes(pool, 1000);
    for (int i = 0; i < 300; ++i) {
      lanes.run(i % 2 == 0 ? "a" : "b", [&](Lanes::Turn& turn) {
        turn.step_aside();
        ++done;
      });
    }
    pool.stop();
    CHECK(done == 300);
  }
}

/// All requests want the same thing, unless their path is /free.
class OneLane : public TestHandler {
 public:
  std::string lane_of(const Request& request) override {
    return request.path() == "/free" ? "" : "one";
  }
};

TEST_CASE("requests beyond what a lane holds are told so") {
  OneLane handler;
  HttpServer server({.lane_waiting_max = 2, .refuse = refuse_as_json}, handler);
  const auto port = server.listen();
  REQUIRE(port.ok());
  std::vector<TestClient> clients;
  for (int i = 0; i < 3; ++i) {
    clients.emplace_back(*port);
    CHECK(clients.back().send("GET /blocked HTTP/1.1\r\nHost: x\r\n\r\n"));
    if (i == 0) REQUIRE(handler.wait_until_blocked(1));
  }
  Answer refused;
  for (int i = 0; i < 100 && refused.status != 503; ++i) {  // until both of the others wait
    TestClient more(*port);
    more.send("GET /blocked HTTP/1.1\r\nHost: x\r\n\r\n");
    if (!more.stays_silent(std::chrono::milliseconds(50))) refused = more.read_answer();
  }
  CHECK(refused.status == 503);
  CHECK(refused.body.find("queue_full") != std::string::npos);
  handler.unblock();
  for (TestClient& client : clients) CHECK(client.read_answer().status == 200);
}

}  // namespace
}  // namespace lotusbox::net
