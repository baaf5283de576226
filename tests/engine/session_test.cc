#include "engine/session.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "engine_support.h"
#include "support/death.h"
#include "support/printers.h"

using namespace lotusbox;
using namespace lotusbox::test;

namespace {

constexpr std::string_view kKey = "sk_test_lotusbox";

EngineOptions with_webhook(FakeWall& wall) {
  EngineOptions options = engine_options(wall);
  options.webhook = {"http://127.0.0.1:9/hook", "whk_123456789012", WebhookFormat::plain};
  return options;
}

}  // namespace

TEST_CASE("a reset gives the world back as it was when first opened") {
  FakeWall wall;
  EngineOptions options = engine_options(wall);
  options.fixtures = {good_mandate()};
  Engine engine(std::move(options));
  const std::string fresh = dump_of(engine, kKey);
  {
    Session at = session(engine, kKey);
    make_mandate(at);
    SetPolicy policy;
    policy.profile = text("strict");
    CHECK(at.submit(policy).ok());
    CHECK(at.submit(good_webhook()).ok());
    at.advance(at.world().now + Seconds(86400));
    const std::uint64_t epoch = at.slot().epoch;
    CHECK_FALSE(at.reset({}));
    CHECK(at.slot().epoch == epoch + 1);
  }
  CHECK(first_difference(dump_of(engine, kKey), fresh).empty());
}

TEST_CASE("a reset may wish for another time, seed or profile") {
  FakeWall wall;
  Engine engine(engine_options(wall));
  Session at = session(engine, kKey);
  const std::string id = make_mandate(at);
  at.reset({.at = instant("2030-01-01"), .seed = 7, .profile = Profile::lenient});
  CHECK(at.world().now == instant("2030-01-01"));
  CHECK(at.world().policy.profile == Profile::lenient);
  const std::string other = make_mandate(at);
  CHECK(other != id);
  at.reset({.at = {}, .seed = 7, .profile = {}});
  CHECK(make_mandate(at) == other);
  CHECK(at.world().now == instant(kStart));
  at.reset({});
  CHECK(make_mandate(at) == id);
}

TEST_CASE("the start is set while nothing has happened") {
  FakeWall wall;
  Engine engine(engine_options(wall));
  Session at = session(engine, kKey);
  REQUIRE(at.untouched());
  at.set_start(instant("2030-01-01"));
  CHECK(at.world().now == instant("2030-01-01"));
  CHECK(at.untouched());
  at.set_start(instant("2020-01-01"));
  CHECK(at.world().now == instant("2020-01-01"));
  make_mandate(at);
  CHECK_FALSE(at.untouched());
}

TEST_CASE("a manual world stands still while the wall clock runs") {
  FakeWall wall;
  Engine engine(engine_options(wall));
  const std::string before = dump_of(engine, kKey);
  wall.pass(86400000);
  CHECK(dump_of(engine, kKey) == before);
}

TEST_CASE("a world with a real clock has moved on when somebody looks") {
  FakeWall wall;
  EngineOptions options = engine_options(wall);
  options.clock = {ClockMode::real, 1};
  Engine engine(std::move(options));
  LinkId link;
  {
    Session at = session(engine, kKey);
    make_mandate(at);
    link = request(at, Action::cancel, MandateId{0});
  }
  wall.pass(30 * 60 * 1000 - 1);
  CHECK(session(engine, kKey).world().links[link.index].status == LinkStatus::live);
  wall.pass(1);
  const Session at = session(engine, kKey);
  CHECK(at.world().links[link.index].status == LinkStatus::expired);
  CHECK(at.world().now == instant(kStart) + Seconds(1800));
}

TEST_CASE("a fast clock lets a week pass in a minute") {
  FakeWall wall;
  EngineOptions options = engine_options(wall);
  options.clock = {ClockMode::fast, 10080};
  Engine engine(std::move(options));
  {
    Session at = session(engine, kKey);
    make_mandate(at);
    request(at, Action::amend, MandateId{0});
  }
  wall.pass(60000);
  const Session at = session(engine, kKey);
  CHECK(at.world().now == instant(kStart) + Seconds(7 * 86400));
  CHECK(at.world().mandates[0].state.status == MandateStatus::active);
}

TEST_CASE("clocks can be changed in the middle, and jump without losing their pace") {
  FakeWall wall;
  Engine engine(engine_options(wall));
  const Instant start = instant(kStart);
  wall.pass(5000);
  session(engine, kKey).set_clock({ClockMode::real, 1});
  wall.pass(10000);
  CHECK(session(engine, kKey).world().now == start + Seconds(10));
  {
    Session at = session(engine, kKey);
    at.advance(start + Seconds(100));
  }
  wall.pass(5000);
  CHECK(session(engine, kKey).world().now == start + Seconds(105));
  session(engine, kKey).set_clock({ClockMode::manual, 1});
  wall.pass(5000);
  CHECK(session(engine, kKey).world().now == start + Seconds(105));
  // The wall clock of the machine may be set back.
  session(engine, kKey).set_clock({ClockMode::real, 1});
  wall.pass(-50000);
  CHECK(session(engine, kKey).world().now == start + Seconds(105));
}

TEST_CASE("a session does not go back in time") {
  FakeWall wall;
  Engine engine(engine_options(wall));
  CHECK(aborts([&] {
    Session at = session(engine, kKey);
    at.advance(at.world().now - Seconds(1));
  }));
}

TEST_CASE("what is due is told once the world is unlocked, and taken once") {
  FakeWall wall;
  Engine engine(with_webhook(wall));
  int told = 0;
  bool free = true;
  engine.on_due = [&](const std::shared_ptr<WorldSlot>& slot) {
    ++told;
    free = free && slot->mutex.try_lock();
    if (free) slot->mutex.unlock();
  };
  {
    Session at = session(engine, kKey);
    CHECK(at.submit(good_source()).ok());
    CHECK(told == 0);
    at.end();
  }
  CHECK(told == 1);
  CHECK(free);
  {
    Session at = session(engine, kKey);
    CHECK(at.take_due() == std::vector<DeliveryId>{DeliveryId{0}});
    CHECK(at.take_due().empty());
    at.end();
  }
  CHECK(told == 1);
  // A session that is destroyed before its end only unlocks; the next one tells what is due.
  {
    Session at = session(engine, kKey);
    CHECK(at.submit(good_source()).ok());
  }
  CHECK(told == 1);
  session(engine, kKey).end();
  CHECK(told == 2);
}

TEST_CASE("a verdict that comes after a jump finds its retry due at once") {
  FakeWall wall;
  Engine engine(with_webhook(wall));
  Session at = session(engine, kKey);
  CHECK(at.submit(good_source()).ok());
  CHECK(at.take_due().size() == 1);
  at.advance(at.world().now + Seconds(86400));
  CHECK(at.world().outbox.empty());
  const Instant now = at.world().now;
  CHECK(at.submit(ReportDelivery{DeliveryId{0}, Verdict::timed_out, 0, 15000}).ok());
  CHECK(at.world().now == now);
  CHECK(at.world().deliveries[0].status == DeliveryStatus::due);
  CHECK(at.take_due() == std::vector<DeliveryId>{DeliveryId{0}});
  CHECK(at.world().deliveries[0].due_at == instant(kStart) + Seconds(5));
  // And so on through the plan, as long as the places in it lie in the past.
  CHECK(at.submit(ReportDelivery{DeliveryId{0}, Verdict::timed_out, 0, 15000}).ok());
  CHECK(at.world().deliveries[0].due_at == instant(kStart) + Seconds(305));
  CHECK(at.take_due().size() == 1);
}

TEST_CASE("a busy world is not waited for when one only tries") {
  FakeWall wall;
  Engine engine(engine_options(wall));
  const auto slot = engine.open(kKey);
  {
    const Session at = engine.lock(slot);
    CHECK_FALSE(engine.try_lock(slot).has_value());
    CHECK(engine.try_lock(engine.open("sk_test_other")).has_value());
  }
  CHECK(engine.try_lock(slot).has_value());
}

TEST_CASE("coverage and the log of calls outlive a reset") {
  FakeWall wall;
  Engine engine(engine_options(wall));
  Session at = session(engine, kKey);
  make_mandate(at);
  RequestLog& log = at.slot().requests;
  REQUIRE(log.record_for(log.next_number()) != nullptr);
  at.reset({});
  CHECK(at.slot().requests.all().size() == 1);
  std::uint64_t rows = 0;
  for (std::uint16_t i = 0; i < row_count(); ++i) rows += at.slot().coverage.row(i);
  CHECK(rows == 2);
}

TEST_CASE("a reset to a time at which a fixture cannot be made changes nothing") {
  FakeWall wall;
  EngineOptions options = engine_options(wall);
  // What is to be active cannot have had its last collection.
  MakeMandate fixture = good_mandate();
  fixture.debit.date_final_collection = text("2030-01-31");
  options.fixtures = {fixture};
  Engine engine(std::move(options));
  Session at = session(engine, kKey);
  make_mandate(at);
  const std::string before = dump(at.world());
  const auto refusal = at.reset({.at = instant("2031-01-01"), .seed = {}, .profile = {}});
  REQUIRE(refusal.has_value());
  CHECK(refusal->rule->id == "make.end_ahead");
  CHECK(dump(at.world()) == before);
  CHECK_FALSE(at.reset({}).has_value());
}

TEST_CASE("an advance ends at its limit, or when it is told to, and another one goes on") {
  FakeWall wall;
  Engine engine(engine_options(wall));
  Engine twin(engine_options(wall));
  for (Engine* one : {&engine, &twin}) {
    Session at = session(*one, kKey);
    for (int i = 0; i < 1500; ++i) {
      make_mandate(at);
      request(at, Action::pause, MandateId{static_cast<std::uint32_t>(i)});
    }
  }
  const Instant until = instant(kStart) + Seconds(30 * 86400);
  Session whole = session(twin, kKey);
  const std::int64_t all = whole.advance(until).fired_count;
  REQUIRE(all >= 1500);
  Session at = session(engine, kKey);
  const AdvanceReport limited = at.advance(until, 7);
  CHECK(limited.fired_count == 7);
  CHECK_FALSE(limited.reached);
  CHECK(at.world().now < until);
  int asked = 0;
  const AdvanceReport told = at.advance(until, limits::kTimersPerAdvanceMax, [&] {
    ++asked;
    return true;
  });
  CHECK(asked == 1);
  CHECK_FALSE(told.reached);
  CHECK(told.fired_count < all - 7);
  const AdvanceReport rest = at.advance(until);
  CHECK(rest.reached);
  CHECK(limited.fired_count + told.fired_count + rest.fired_count == all);
  CHECK(dump(at.world()) == dump(whole.world()));
}
