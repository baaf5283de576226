#include "core/behaviour/link/evolve.h"

#include "core/behaviour/link/machine.h"

namespace lotusbox {

namespace {

void issue(World& world, const Change& change) {
  Link link;
  link.target = change.cause.index;
  if (change.cause.kind == ObjectKind::source) {
    link.kind = LinkKind::source;
    world.sources.edit(link.target).link = LinkId{change.index};
  } else {
    link.kind = LinkKind::request;
    ManagementRequest& request = world.requests.edit(link.target);
    request.link = LinkId{change.index};
    const Seconds life =
        request.action == Action::cancel ? world.policy.cancel_link_life : limits::kLinkLife;
    link.expires_at = world.now + life;
    world.timers.set(*link.expires_at, TimerKind::link_lapse, change.index);
  }
  world.links.add(link);
}

}  // namespace

void evolve_link(World& world, const Change& change, const Draft&) {
  const auto trigger = change.on<LinkTrigger>();
  if (trigger == LinkTrigger::issue) return issue(world, change);
  Link& link = world.links.edit(change.index);
  link.status = change.to<LinkStatus>();
  link.ended = link.status == LinkStatus::live ? std::nullopt : std::optional(world.now);
  const bool timer_left = link.expires_at && trigger != LinkTrigger::time_up;
  if (timer_left && link.status != LinkStatus::live) world.timers.forsake();
}

}  // namespace lotusbox
