// Clocks that follow wall time: they move when somebody looks, or through catch_up, and not of
// themselves.
#include <doctest/doctest.h>

#include "sandbox/sandbox_support.h"

using namespace lotusbox;

namespace {

using Clock = std::chrono::steady_clock;

/// Looks at the clock of a world without bringing it up to date.
Instant untouched_now(WorldSlot& slot) {
  const std::lock_guard lock(slot.mutex);
  return slot.world.now;
}

void let_pass(std::chrono::milliseconds wall_time) {
  const auto end = Clock::now() + wall_time;
  while (Clock::now() < end) continue;
}

std::unique_ptr<Sandbox> box_with(std::string_view clock) {
  SandboxOptions options;
  options.clock = clock;
  return make_box(std::move(options));
}

}  // namespace

TEST_CASE("a fast clock moves through catch_up only") {
  const auto box = box_with("fast:1000000");
  const auto slot = SandboxInternals::engine(*box).open("sk_test_fast");
  const Instant before = untouched_now(*slot);
  let_pass(std::chrono::milliseconds(20));
  CHECK(untouched_now(*slot) == before);
  box->catch_up();
  const Instant after = untouched_now(*slot);
  CHECK(after - before >= Seconds(20000));  // twenty milliseconds, a thousand seconds each
  let_pass(std::chrono::milliseconds(5));
  CHECK(untouched_now(*slot) == after);
  box->catch_up();
  CHECK(untouched_now(*slot) - after >= Seconds(5000));
}

TEST_CASE("a real clock moves by seconds of wall time") {
  const auto box = box_with("real");
  const auto slot = SandboxInternals::engine(*box).open("sk_test_real");
  const Instant before = untouched_now(*slot);
  const auto begin = Clock::now();
  while (untouched_now(*slot) == before && Clock::now() - begin < kSoon) box->catch_up();
  const auto took = std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - begin);
  CHECK(untouched_now(*slot) > before);
  CHECK(untouched_now(*slot) - before <= took + Seconds(2));
}

TEST_CASE("a manual clock stands still") {
  const auto box = box_with("manual");
  const auto slot = SandboxInternals::engine(*box).open("sk_test_manual");
  const Instant before = untouched_now(*slot);
  let_pass(std::chrono::milliseconds(20));
  box->catch_up();
  CHECK(untouched_now(*slot) == before);
}

TEST_CASE("a link dies by itself on a fast clock, and its event is delivered") {
  Receiver receiver;
  SandboxOptions options;
  options.clock = "fast:1000000";
  ServedBox served(std::move(options));
  Client client = served.client();
  subscribe(client, receiver, "plain");
  const std::string mandate = client.call("POST", "/_mock/mandates", "{}").at("id");
  const std::size_t silent = receiver.received().size();
  CHECK(client.call("PATCH", "/api/mandates/pause?mandate_id=" + mandate).status() == 200);
  // Seven days are six tenths of a second; nobody calls the API meanwhile.
  const auto begin = Clock::now();
  const auto lapsed = [&] {
    for (const Request& got : receiver.received()) {
      if (got.body.find(R"("type":"mandate.pause.failed")") != std::string::npos) return true;
    }
    return false;
  };
  while (!lapsed() && Clock::now() - begin < kSoon) served.box->catch_up();
  CHECK(lapsed());
  CHECK(receiver.received().size() > silent);
}

TEST_CASE("a world whose clock is busy is left for the next time") {
  const auto box = box_with("fast:1000000");
  const auto slot = SandboxInternals::engine(*box).open("sk_test_busy");
  const std::lock_guard lock(slot->mutex);
  const Instant before = slot->world.now;
  let_pass(std::chrono::milliseconds(5));
  box->catch_up();  // returns
  CHECK(slot->world.now == before);
}
