// Who is sent what in which order, and what becomes of it when receivers hang, worlds are reset
// and everything stops.
#include "webhook/dispatcher.h"

#include <doctest/doctest.h>

#include <atomic>
#include <set>
#include <thread>

#include "webhook/webhook_support.h"

using namespace lotusbox;
using namespace lotusbox::webhook;

namespace {

std::vector<std::string> events_of(FakeSender& sender) {
  std::vector<std::string> events;
  for (const auto& post : sender.posts()) events.push_back(event_of(post));
  return events;
}

}  // namespace

TEST_CASE("deliveries of a world leave in their order") {
  Bench bench;
  bench.sender.answer_all(kGood);
  const auto world = bench.world("sk_test_a");
  std::vector<std::string> raised;
  for (int i = 0; i < 50; ++i) raised.push_back(bench.raise(world));
  REQUIRE(bench.settle(world));
  CHECK(events_of(bench.sender) == raised);
  CHECK(bench.count(world, DeliveryStatus::delivered) == 50);
  CHECK(bench.attempts(world) == 50);
  for (const auto& post : bench.sender.posts()) CHECK(post.url == "http://127.0.0.1:9/hook");
}

TEST_CASE("the next leaves when the one before was answered") {
  Bench bench;
  const auto world = bench.world("sk_test_a");
  const std::string first = bench.raise(world);
  const std::string second = bench.raise(world);
  REQUIRE(bench.sender.wait_for(1));
  bench.sender.answer(0, kServerError);  // whatever the answer was
  REQUIRE(bench.sender.wait_for(2));
  bench.sender.answer(1, kGood);
  REQUIRE(bench.settle(world));
  CHECK(bench.sender.posts()[1].body.starts_with(R"({"serialized_response":)"));
  CHECK(events_of(bench.sender) == std::vector<std::string>{first, second});
  CHECK(bench.count(world, DeliveryStatus::waiting) == 1);
  CHECK(bench.count(world, DeliveryStatus::delivered) == 1);
}

TEST_CASE("a stuck receiver holds back the next for its patience and no longer") {
  Bench bench;
  const auto world = bench.world("sk_test_a");
  std::vector<std::string> raised;
  for (int i = 0; i < 4; ++i) raised.push_back(bench.raise(world));
  REQUIRE(bench.sender.wait_for(4));  // none of them has been answered
  CHECK(events_of(bench.sender) == raised);
  CHECK_FALSE(bench.dispatcher.settle(world, 1));
  // Late answers, in any order.
  for (const std::size_t number : {3U, 1U, 0U, 2U}) bench.sender.answer(number, kGood);
  REQUIRE(bench.settle(world));
  CHECK(bench.count(world, DeliveryStatus::delivered) == 4);
}

TEST_CASE("worlds do not wait for each other") {
  Bench bench;
  const auto stuck = bench.world("sk_test_stuck");
  const auto other = bench.world("sk_test_other");
  bench.raise(stuck);
  REQUIRE(bench.sender.wait_for(1));
  for (std::size_t i = 1; i <= 3; ++i) {
    bench.raise(other);
    REQUIRE(bench.sender.wait_for(i + 1));
    bench.sender.answer(i, kGood);
    REQUIRE(bench.settle(other));
  }
  CHECK(bench.count(other, DeliveryStatus::delivered) == 3);
  CHECK_FALSE(bench.dispatcher.settle(stuck, 1));
  CHECK(bench.count(stuck, DeliveryStatus::due) == 1);
  bench.sender.answer(0, kGood);
  CHECK(bench.settle(stuck));
}

TEST_CASE("settle tells whether all was quiet in time") {
  Bench bench;
  const auto world = bench.world("sk_test_a");
  CHECK(bench.dispatcher.settle(world, 0));  // nothing was ever due
  bench.raise(world);
  CHECK_FALSE(bench.dispatcher.settle(world, 0));
  CHECK_FALSE(bench.dispatcher.settle(world, 20));
  REQUIRE(bench.sender.wait_for(1));
  CHECK_FALSE(bench.dispatcher.settle(world, 20));
  std::thread answers([&] { bench.sender.answer(0, kGood); });
  CHECK(bench.settle(world));
  answers.join();
  CHECK(bench.count(world, DeliveryStatus::delivered) == 1);
  CHECK(bench.dispatcher.settle(world, 0));
}

TEST_CASE("a failed attempt is made again when the clock of the world says so") {
  Bench bench;
  const auto world = bench.world("sk_test_a");
  const std::string event = bench.raise(world);
  const std::vector<std::int64_t> waits = {5, 300, 1800, 7200, 18000, 36000, 36000};
  std::set<std::string> bodies;
  for (std::size_t attempt = 0; attempt <= waits.size(); ++attempt) {
    CAPTURE(attempt);
    REQUIRE(bench.sender.wait_for(attempt + 1));
    bench.sender.answer(attempt,
                        attempt % 2 == 0 ? kServerError : Report{Verdict::timed_out, 0, 15000});
    REQUIRE(bench.settle(world));
    CHECK(bench.attempts(world) == attempt + 1);
    CHECK(bodies.insert(bench.sender.posts()[attempt].body).second);  // an IV of its own
    if (attempt == waits.size()) break;
    CHECK(bench.count(world, DeliveryStatus::waiting) == 1);
    bench.advance(world, waits[attempt] - 1);
    REQUIRE(bench.settle(world));
    CHECK(bench.sender.posts().size() == attempt + 1);
    bench.advance(world, 1);
  }
  CHECK(bench.count(world, DeliveryStatus::given_up) == 1);
  for (const std::string& sent : events_of(bench.sender)) CHECK(sent == event);
}

TEST_CASE("the same world sends the same bytes") {
  const auto sent = [] {
    Bench bench;
    bench.sender.answer_all(kGood);
    const auto world = bench.world("sk_test_same");
    for (int i = 0; i < 3; ++i) bench.raise(world);
    REQUIRE(bench.settle(world));
    std::string all;
    for (const auto& post : bench.sender.posts()) all += post.body + "\n";
    return all;
  };
  CHECK(sent() == sent());
}

TEST_CASE("plain deliveries, and a webhook that was taken away meanwhile") {
  Bench bench;
  const auto world = bench.world("sk_test_a", "plain");
  const std::string first = bench.raise(world);
  REQUIRE(bench.sender.wait_for(1));
  CHECK(bench.sender.posts()[0].body.starts_with(R"({"id":")" + first));
  bench.set_webhook(world, "encrypted");
  const std::string second = bench.raise(world);
  bench.clear_webhook(world);
  bench.raise(world);  // nowhere to deliver to
  bench.sender.answer(0, kGood);
  REQUIRE(bench.sender.wait_for(2));
  bench.sender.answer(1, kGood);
  REQUIRE(bench.settle(world));
  CHECK(events_of(bench.sender) == std::vector<std::string>{first, second});
}

TEST_CASE("a reset voids what is waiting and what is on its way") {
  Bench bench;
  const auto world = bench.world("sk_test_a");
  for (int i = 0; i < 3; ++i) bench.raise(world);
  REQUIRE(bench.sender.wait_for(1));
  bench.engine.lock(world).reset({.at = {}, .seed = 8, .profile = {}});  // so that ids differ
  bench.set_webhook(world, "encrypted");
  const std::string fresh = bench.raise(world);
  std::size_t last = 0;  // more of the old ones may have left before, when this is slow
  while (event_of(bench.sender.posts()[last]) != fresh) {
    REQUIRE(bench.sender.wait_for(++last + 1));
  }
  // Old answers find a delivery of the same number in the new world, and leave it alone.
  for (std::size_t i = 0; i < last; ++i) bench.sender.answer(i, kServerError);
  CHECK(bench.attempts(world) == 0);
  CHECK(bench.count(world, DeliveryStatus::due) == 1);
  bench.sender.answer(last, kGood);
  REQUIRE(bench.settle(world));
  CHECK(bench.attempts(world) == 1);
  CHECK(bench.count(world, DeliveryStatus::delivered) == 1);
  CHECK(bench.sender.posts().size() == last + 1);
}

TEST_CASE("stop with deliveries under way") {
  Bench bench;
  const auto world = bench.world("sk_test_a");
  bench.raise(world);
  bench.raise(world);
  REQUIRE(bench.sender.wait_for(1));
  bench.dispatcher.stop();
  const std::size_t sent = bench.sender.posts().size();
  CHECK_FALSE(bench.dispatcher.settle(world, kLongMs));  // at once
  // What the sender says now is about its being stopped: nothing is blamed on the receiver.
  for (std::size_t i = 0; i < sent; ++i) bench.sender.answer(i, {});
  CHECK(bench.attempts(world) == 0);
  CHECK(bench.count(world, DeliveryStatus::due) == 2);
  bench.raise(world);
  CHECK(bench.sender.posts().size() == sent);
  bench.dispatcher.stop();  // again
}

TEST_CASE("stop before anything was sent, and while a settle waits") {
  {
    Bench idle;
    idle.dispatcher.stop();
  }
  Bench bench;
  const auto world = bench.world("sk_test_a");
  bench.raise(world);
  REQUIRE(bench.sender.wait_for(1));
  std::atomic<bool> settled{true};
  std::thread waits([&] { settled = bench.dispatcher.settle(world, 10 * kLongMs); });
  bench.dispatcher.stop();
  waits.join();
  CHECK_FALSE(settled);
}

TEST_CASE("a sender that answers before post returns") {
  Bench bench;
  const auto world = bench.world("sk_test_a");
  bench.sender.answer_all({Verdict::aborted, 0, 0}, true);
  for (int i = 0; i < 5; ++i) bench.raise(world);
  REQUIRE(bench.settle(world));
  CHECK(bench.attempts(world) == 5);
  CHECK(bench.count(world, DeliveryStatus::waiting) == 5);
  bench.sender.answer_all(kGood, true);
  bench.advance(world, 5);
  REQUIRE(bench.settle(world));
  CHECK(bench.count(world, DeliveryStatus::delivered) == 5);
}

TEST_CASE("no delivery is lost when many fall due while others are sent") {
  constexpr int kThreads = 4;
  constexpr std::size_t kEach = 100;
  Bench bench;
  bench.sender.answer_all(kGood);
  const auto shared = bench.world("sk_test_shared");
  std::vector<std::thread> threads;
  std::vector<std::shared_ptr<WorldSlot>> own;
  for (int t = 0; t < kThreads; ++t) {
    own.push_back(bench.world("sk_test_own" + std::to_string(t)));
  }
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (std::size_t i = 0; i < kEach; ++i) {
        bench.raise(shared);
        bench.raise(own[static_cast<std::size_t>(t)]);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  REQUIRE(bench.settle(shared));
  CHECK(bench.count(shared, DeliveryStatus::delivered) == kThreads * kEach);
  CHECK(bench.attempts(shared) == kThreads * kEach);
  for (const auto& slot : own) {
    REQUIRE(bench.settle(slot));
    CHECK(bench.count(slot, DeliveryStatus::delivered) == kEach);
  }
  const auto events = events_of(bench.sender);
  CHECK(events.size() == 2 * kThreads * kEach);
  CHECK(std::set<std::string>(events.begin(), events.end()).size() == events.size());
}

TEST_CASE("retries that fall due together with new deliveries, from many advances") {
  Bench bench;
  const auto world = bench.world("sk_test_a");
  bench.sender.answer_all(kServerError);
  for (int i = 0; i < 20; ++i) bench.raise(world);
  REQUIRE(bench.settle(world));
  bench.sender.answer_all(kGood);
  std::thread raises([&] {
    for (int i = 0; i < 20; ++i) bench.raise(world);
  });
  for (int i = 0; i < 5; ++i) bench.advance(world, 1);
  raises.join();
  REQUIRE(bench.settle(world));
  CHECK(bench.count(world, DeliveryStatus::delivered) == 40);
  CHECK(bench.attempts(world) == 60);
}

TEST_CASE("the log has a line when an attempt begins and one when it has ended") {
  Bench bench;
  std::mutex mutex;
  std::vector<std::string> lines;
  bench.dispatcher.on_line = [&](const DeliveryLine& line) {
    const std::lock_guard lock(mutex);
    lines.push_back(line.type + " " + std::to_string(line.attempt) + " " + line.url + " " +
                    (line.report == nullptr ? "begins" : std::to_string(line.report->http_status)));
  };
  const auto world = bench.world("sk_test_a");
  bench.raise(world);
  REQUIRE(bench.sender.wait_for(1));
  bench.sender.answer(0, kServerError);
  REQUIRE(bench.settle(world));
  bench.advance(world, 5);
  REQUIRE(bench.sender.wait_for(2));
  bench.sender.answer(1, kGood);
  REQUIRE(bench.settle(world));
  const std::string url = " http://127.0.0.1:9/hook ";
  CHECK(lines == std::vector<std::string>{
                     "source.pending 1" + url + "begins", "source.pending 1" + url + "500",
                     "source.pending 2" + url + "begins", "source.pending 2" + url + "200"});
}
