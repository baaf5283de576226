#include "core/run/invariants.h"

#include <algorithm>
#include <vector>

namespace lotusbox {

namespace {

/// A pending mandate has exactly one request, which waits and has a live link of its own.
void check_mandate(const World& world, std::uint32_t place) {
  const Mandate::State& state = world.mandates[place].state;
  const bool pending = state.status == MandateStatus::pending;
  LOTUSBOX_CHECK(pending == state.request.has_value(), "pending exactly while a request waits");
  if (!pending) return;
  const ManagementRequest& request = world.requests[state.request->place];
  LOTUSBOX_CHECK(request.mandate.place == place, "the request belongs to its mandate");
  LOTUSBOX_CHECK(request.status == RequestStatus::awaiting, "the pending request waits");
  LOTUSBOX_CHECK(state.before != MandateStatus::pending, "there is somewhere to go back to");
}

void check_request(const World& world, std::uint32_t place) {
  const ManagementRequest& request = world.requests[place];
  const Link& link = world.links[request.link.place];
  LOTUSBOX_CHECK(link.kind == LinkKind::request && link.target == place, "a request has its link");
  LOTUSBOX_CHECK((request.status == RequestStatus::awaiting) == (link.status == LinkStatus::live),
                 "a request waits exactly while its link lives");
}

void check_source(const World& world, std::uint32_t place) {
  const Source& source = world.sources[place];
  const Link& link = world.links[source.link.place];
  LOTUSBOX_CHECK(link.kind == LinkKind::source && link.target == place, "a source has its link");
  LOTUSBOX_CHECK(
      (source.state.status == SourceStatus::pending) == (link.status == LinkStatus::live),
      "a source is pending exactly while its link lives");
  LOTUSBOX_CHECK(
      (source.state.status == SourceStatus::submitted) == source.state.mandate.has_value(),
      "a submitted source has a mandate");
}

void check_link(const World& world, std::uint32_t place) {
  const Link& link = world.links[place];
  LOTUSBOX_CHECK(link.expires_at.has_value() == (link.kind == LinkKind::request),
                 "links of requests expire, those of sources do not");
  // A live link is dead from its very last second on.
  LOTUSBOX_CHECK(link.status != LinkStatus::live || !link.expires_at ||
                     *link.expires_at > world.now || world.timers.size() > 0,
                 "a link that is past its time has a timer");
}

void check_customer(const World& world, std::uint32_t place) {
  const Customer::State& state = world.customers[place].state;
  LOTUSBOX_CHECK((state.status == CustomerStatus::active) == (state.standing > 0),
                 "a customer is active exactly while a mandate stands");
}

/// A paused mandate of Juspay knows until when; a pause to come lies before it; nothing outlives
/// the end of the mandate.
void check_juspay(const World& world, std::uint32_t place) {
  const JuspayMandate& mandate = world.juspay_mandates[place];
  const JuspayMandate::State& state = mandate.state;
  const bool paused = state.status == JuspayStatus::paused;
  const bool active = state.status == JuspayStatus::active;
  LOTUSBOX_CHECK(!paused || (state.pause_start && state.pause_end), "a pause has both its dates");
  LOTUSBOX_CHECK(paused || active || !state.pause_start, "only what lives is paused");
  LOTUSBOX_CHECK(!paused || *state.pause_end <= mandate.end, "a pause ends with its mandate");
  LOTUSBOX_CHECK(!active || !state.pause_start || *state.pause_start >= world.now,
                 "a pause of an active mandate is still to come");
  LOTUSBOX_CHECK(paused || !state.resume_asked, "only a pause waits for a resumption");
}

bool stands(MandateStatus status) {
  return status == MandateStatus::active || status == MandateStatus::pending ||
         status == MandateStatus::paused;
}

/// Every moment a Juspay mandate waits for has a timer; one left over from an earlier pause is
/// dropped when it falls due.
void check_juspay_timers(const World& world) {
  std::vector<Timer> set;
  Timers copy = world.timers;
  while (const Timer* timer = copy.first()) {
    set.push_back(*timer);
    copy.pop();
  }
  for (std::uint32_t i = 0; i < world.juspay_mandates.size(); ++i) {
    for (const JuspayMoment& moment : awaited(world.juspay_mandates[i])) {
      const bool found = std::any_of(set.begin(), set.end(), [&](const Timer& timer) {
        return timer.kind == moment.kind && timer.place == i && timer.at == moment.at;
      });
      LOTUSBOX_CHECK(found, "a Juspay mandate has a timer for all it waits for");
    }
  }
}

void check_timers(const World& world) {
  check_juspay_timers(world);
  std::vector<int> link_timers(world.links.size());
  Timers copy = world.timers;
  while (const Timer* timer = copy.first()) {
    if (timer->kind == TimerKind::link_lapse && still_matters(world, *timer)) {
      ++link_timers[timer->place];
    }
    copy.pop();
  }
  for (std::size_t i = 0; i < link_timers.size(); ++i) {
    const Link& link = world.links[i];
    const int wanted = link.status == LinkStatus::live && link.expires_at ? 1 : 0;
    LOTUSBOX_CHECK(link_timers[i] == wanted, "a live expiring link has exactly one timer");
  }
}

}  // namespace

void check_object(const World& world, ObjectRef object) {
  switch (object.kind) {
    case ObjectKind::source: return check_source(world, object.place);
    case ObjectKind::mandate: return check_mandate(world, object.place);
    case ObjectKind::request: return check_request(world, object.place);
    case ObjectKind::link: return check_link(world, object.place);
    case ObjectKind::customer: return check_customer(world, object.place);
    case ObjectKind::juspay_mandate: return check_juspay(world, object.place);
    case ObjectKind::bank_account:
    case ObjectKind::delivery: return;
  }
}

void check_world(const World& world) {
  const auto check_all = [&](ObjectKind kind, std::size_t count) {
    for (std::uint32_t i = 0; i < count; ++i) check_object(world, {kind, i});
  };
  check_all(ObjectKind::source, world.sources.size());
  check_all(ObjectKind::mandate, world.mandates.size());
  check_all(ObjectKind::request, world.requests.size());
  check_all(ObjectKind::link, world.links.size());
  check_all(ObjectKind::customer, world.customers.size());
  check_all(ObjectKind::juspay_mandate, world.juspay_mandates.size());
  check_timers(world);
  std::vector<std::uint32_t> standing(world.customers.size());
  for (std::uint32_t i = 0; i < world.mandates.size(); ++i) {
    if (stands(world.mandates[i].state.status)) ++standing[world.mandates[i].customer.place];
  }
  for (std::uint32_t i = 0; i < standing.size(); ++i) {
    LOTUSBOX_CHECK(world.customers[i].state.standing == standing[i],
                   "standing mandates are counted");
  }
}

bool still_matters(const World& world, const Timer& timer) {
  switch (timer.kind) {
    case TimerKind::link_lapse: {
      const Link& link = world.links[timer.place];
      return link.status == LinkStatus::live && link.expires_at == timer.at;
    }
    case TimerKind::delivery_retry: {
      const Delivery& delivery = world.deliveries[timer.place];
      return delivery.status == DeliveryStatus::waiting && delivery.due_at == timer.at;
    }
    case TimerKind::juspay_pause_start:
    case TimerKind::juspay_pause_end:
    case TimerKind::juspay_mandate_end:
      return awaits(world.juspay_mandates[timer.place], {timer.kind, timer.at});
  }
  LOTUSBOX_UNREACHABLE("timer kind");
}

}  // namespace lotusbox
