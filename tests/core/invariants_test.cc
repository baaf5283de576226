#include "core/run/invariants.h"

#include <doctest/doctest.h>

#include "support/death.h"
#include "support/money.h"
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

TEST_CASE("money that does not add up is noticed") {
  const auto is_seen = [](auto harm) {
    Play play;
    const DebitId first = debit(play, chargeable_mandate(play));
    const MandateId mandate = play.world.ledger.debits[first.index].mandate;
    advance_to_hour(play, 18);
    play.must(bank_says(play.world, first, "returned", "04"));
    play.advance_by(Seconds(86400 - 10 * 3600));
    debit(play, mandate, "20000");
    advance_to_hour(play, 18);
    check_world(play.world);
    harm(play.world);
    return aborts([&] { check_world(play.world); });
  };
  CHECK_FALSE(is_seen([](World&) {}));
  CHECK(is_seen([](World& w) { w.ledger.settlements.edit(1).reversed = Paise(9999); }));
  CHECK(is_seen([](World& w) { w.ledger.reversals.edit(0).amount = Paise(10001); }));
  CHECK(is_seen([](World& w) { w.ledger.owed.push_back({DebitId{0}, Paise(1)}); }));
  CHECK(is_seen([](World& w) { w.ledger.collections.edit(0).amount = Paise(0); }));
  CHECK(is_seen([](World& w) { w.ledger.debits.edit(1).breach = TermBreach::above_maximum; }));
}

TEST_CASE("a live link has exactly one timer that matters") {
  CHECK(is_noticed([](World& w) { w.timers.pop(); }));
  CHECK(
      is_noticed([](World& w) { w.timers.set(*w.links[1].expires_at, TimerKind::link_lapse, 1); }));
  CHECK_FALSE(is_noticed([](World& w) {
    w.timers.set(*w.links[1].expires_at + Seconds(1), TimerKind::link_lapse, 1);
  }));
}
