#include <doctest/doctest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "core/run/invariants.h"
#include "engine_support.h"

using namespace lotusbox;
using namespace lotusbox::test;

namespace {

constexpr int kThreads = 6;

template <class Work>
void in_parallel(Work work) {
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) threads.emplace_back([&work, i] { work(i); });
  for (std::thread& thread : threads) thread.join();
}

/// The life of one mandate, from a source to its end.
void live_once(Session& at) {
  const StepResult made = at.submit(good_source());
  const LinkId link{made->index_of(ObjectKind::link)};
  const StepResult done = at.submit(answer(link));
  const MandateId id{done->index_of(ObjectKind::mandate)};
  static_cast<void>(at.submit(answer(request(at, Action::pause, id))));
  at.advance(at.world().now + Seconds(10 * 86400));
  request(at, Action::resume, id);
  at.advance(at.world().now + limits::kLinkLife);
}

}  // namespace

TEST_CASE("threads in worlds of their own come to what one alone would") {
  FakeWall wall;
  Engine engine(engine_options(wall));
  in_parallel([&](int which) {
    const std::string key = "sk_test_" + std::to_string(which);
    for (int i = 0; i < 20; ++i) {
      Session at = session(engine, key);
      live_once(at);
    }
  });
  Engine alone(engine_options(wall));
  for (int which = 0; which < kThreads; ++which) {
    const std::string key = "sk_test_" + std::to_string(which);
    {
      Session at = session(alone, key);
      for (int i = 0; i < 20; ++i) live_once(at);
    }
    CHECK(first_difference(dump_of(engine, key), dump_of(alone, key)).empty());
  }
}

TEST_CASE("threads in one world take turns") {
  FakeWall wall;
  Engine engine(engine_options(wall));
  in_parallel([&](int) {
    for (int i = 0; i < 20; ++i) {
      Session at = session(engine, "sk_test_shared");
      live_once(at);
    }
  });
  const Session at = session(engine, "sk_test_shared");
  CHECK(at.world().mandates.size() == kThreads * 20);
  check_world(at.world());
}

TEST_CASE("threads that open the same keys at once agree on the worlds") {
  FakeWall wall;
  Engine engine(engine_options(wall));
  constexpr int kKeys = 50;
  std::vector<std::vector<WorldSlot*>> met(kThreads, std::vector<WorldSlot*>(kKeys));
  in_parallel([&](int which) {
    for (int i = 0; i < kKeys; ++i) {
      const int key = which % 2 == 0 ? i : kKeys - 1 - i;
      const auto slot = engine.open("sk_test_" + std::to_string(key));
      met[static_cast<std::size_t>(which)][static_cast<std::size_t>(key)] = slot.get();
      static_cast<void>(engine.find_number(slot->number));
      static_cast<void>(engine.all());
    }
  });
  CHECK(engine.all().size() == kKeys);
  for (int which = 1; which < kThreads; ++which)
    CHECK(met[static_cast<std::size_t>(which)] == met[0]);
}

TEST_CASE("forks of a world are used on threads of their own") {
  FakeWall wall;
  Engine engine(engine_options(wall));
  {
    Session at = session(engine, "sk_test_one");
    for (int i = 0; i < 10; ++i) live_once(at);
  }
  const World original = session(engine, "sk_test_one").world();
  const std::string before = dump(original);
  std::vector<std::string> after(kThreads);
  in_parallel([&](int which) {
    World fork = original;
    Coverage coverage;
    for (int i = 0; i < 20; ++i) static_cast<void>(step(fork, good_source(), coverage));
    for (std::uint32_t i = 0; i < fork.links.size(); ++i) {
      static_cast<void>(step(fork, answer(LinkId{i}), coverage));
    }
    after[static_cast<std::size_t>(which)] = dump(fork);
  });
  CHECK(dump(original) == before);
  for (const std::string& text : after) CHECK(text == after[0]);
}

TEST_CASE("what falls due on many threads is taken exactly once") {
  FakeWall wall;
  EngineOptions options = engine_options(wall);
  options.webhook = {"http://127.0.0.1:9/hook", "whk_123456789012", WebhookFormat::plain};
  Engine engine(std::move(options));
  std::atomic<int> taken{0};
  engine.on_due = [&](const std::shared_ptr<WorldSlot>& slot) {
    if (auto at = engine.try_lock(slot)) taken += static_cast<int>(at->take_due().size());
  };
  in_parallel([&](int) {
    for (int i = 0; i < 50; ++i) {
      Session at = session(engine, "sk_test_shared");
      static_cast<void>(at.submit(good_source()));
      at.end();
    }
  });
  {
    Session at = session(engine, "sk_test_shared");
    taken += static_cast<int>(at.take_due().size());
  }
  CHECK(taken == kThreads * 50);
}
