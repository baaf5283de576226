#include "core/run/invariants.h"

#include <doctest/doctest.h>

#include "support/death.h"
#include "support/play.h"

using namespace lotusbox;
using namespace lotusbox::test;

namespace {

/// A world with one of everything, to be broken by hand.
World healthy() {
  Play play;
  const MandateId id = play.authorised();
  play.request(Action::pause, id);
  play.source();
  play.mandate("paused");
  return play.world;
}

template <class Harm>
bool is_noticed(Harm harm) {
  World world = healthy();
  harm(world);
  return aborts([&] { check_world(world); });
}

}  // namespace

TEST_CASE("a healthy world passes") {
  CHECK_FALSE(is_noticed([](World&) {}));
  check_world(healthy());
}

TEST_CASE("a harmed world is noticed") {
  CHECK(is_noticed([](World& w) { w.mandates.edit(0).state.status = MandateStatus::active; }));
  CHECK(is_noticed([](World& w) { w.mandates.edit(0).state.request.reset(); }));
  CHECK(is_noticed([](World& w) { w.mandates.edit(0).state.before = MandateStatus::pending; }));
  CHECK(is_noticed([](World& w) { w.mandates.edit(1).state.status = MandateStatus::pending; }));
  CHECK(is_noticed([](World& w) { w.requests.edit(0).status = RequestStatus::applied; }));
  CHECK(is_noticed([](World& w) { w.requests.edit(0).mandate = MandateId{1}; }));
  CHECK(is_noticed([](World& w) { w.requests.edit(0).link = LinkId{0}; }));
  CHECK(is_noticed([](World& w) { w.sources.edit(1).state.status = SourceStatus::submitted; }));
  CHECK(is_noticed([](World& w) { w.sources.edit(0).state.mandate.reset(); }));
  CHECK(is_noticed([](World& w) { w.sources.edit(1).link = LinkId{0}; }));
  CHECK(is_noticed([](World& w) { w.links.edit(0).expires_at = w.now; }));
  CHECK(is_noticed([](World& w) { w.links.edit(1).expires_at.reset(); }));
  CHECK(is_noticed([](World& w) { w.links.edit(1).status = LinkStatus::expired; }));
  CHECK(is_noticed([](World& w) { w.customers.edit(0).state.status = CustomerStatus::inactive; }));
  CHECK(is_noticed([](World& w) { w.customers.edit(0).state.standing = 2; }));
  CHECK(is_noticed([](World& w) { w.mandates.edit(1).state.status = MandateStatus::failed; }));
}

TEST_CASE("a live link has exactly one timer that matters") {
  CHECK(is_noticed([](World& w) { w.timers.pop(); }));
  CHECK(
      is_noticed([](World& w) { w.timers.set(*w.links[1].expires_at, TimerKind::link_lapse, 1); }));
  CHECK_FALSE(is_noticed([](World& w) {
    w.timers.set(*w.links[1].expires_at + Seconds(1), TimerKind::link_lapse, 1);
  }));
}
