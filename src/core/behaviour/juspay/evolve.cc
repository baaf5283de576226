#include "core/behaviour/juspay/evolve.h"

#include <algorithm>

#include "core/behaviour/juspay/machine.h"

namespace lotusbox {

namespace {

bool has(const JuspayMoments& moments, const JuspayMoment& moment) {
  return std::find(moments.begin(), moments.end(), moment) != moments.end();
}

/// Sets a timer for what the mandate waits for now and did not before.
void renew_timers(World& world, std::uint32_t index, const JuspayMoments& before) {
  const JuspayMoments after = awaited(world.juspay_mandates[index]);
  for (const JuspayMoment& moment : after) {
    if (!has(before, moment)) world.timers.set(moment.at, moment.kind, index);
  }
  for (const JuspayMoment& moment : before) {
    if (moment.at > world.now && !has(after, moment)) world.timers.forsake();
  }
}

void make(World& world, const Change& change, const JuspayDraft& draft) {
  JuspayMandate mandate = draft.row;
  mandate.customer = world.texts.add(draft.customer);
  JuspayMandate::State& state = mandate.state;
  state.status = change.to<JuspayStatus>();
  state.last_updated = world.now;
  if (state.status != JuspayStatus::created && state.status != JuspayStatus::failure) {
    state.activated_at = state.last_activated_at = world.now;
  }
  if (state.status == JuspayStatus::paused) {
    state.pause_start = world.now;
    state.pause_end = mandate.end;
  }
  world.juspay_mandates.add(mandate);
  renew_timers(world, change.index, {});
}

void end_pause(World& world, JuspayMandate::State& state) {
  state.pause_start.reset();
  state.pause_end = state.last_activated_at = world.now;
  state.resume_asked = false;
}

/// What the trigger means beside the new status.
void apply(World& world, JuspayMandate::State& state, JuspayTrigger trigger, const Draft& draft) {
  switch (trigger) {
    case JuspayTrigger::activated: state.activated_at = state.last_activated_at = world.now; return;
    case JuspayTrigger::pause:
    case JuspayTrigger::pause_scheduled:
      state.pause_start = std::get<JuspayPauseDraft>(draft).from;
      state.pause_end = std::get<JuspayPauseDraft>(draft).until;
      return;
    case JuspayTrigger::resume_scheduled:
      state.pause_end = std::get<JuspayPauseDraft>(draft).until;
      state.resume_asked = true;
      return;
    case JuspayTrigger::resume:
    case JuspayTrigger::resume_due:
    case JuspayTrigger::pause_ends: return end_pause(world, state);
    case JuspayTrigger::revoke:
    case JuspayTrigger::pause_withdrawn:
    case JuspayTrigger::end_reached:
      state.pause_start.reset();
      state.pause_end.reset();
      state.resume_asked = false;
      return;
    case JuspayTrigger::failed:
    case JuspayTrigger::pause_begins: return;
    case JuspayTrigger::create:
    case JuspayTrigger::made_active:
    case JuspayTrigger::made_paused:
    case JuspayTrigger::made_failure:
    case JuspayTrigger::made_revoked:
    case JuspayTrigger::made_expired: break;
  }
  LOTUSBOX_UNREACHABLE("a mandate is made once");
}

}  // namespace

void evolve_juspay(World& world, const Change& change, const Draft& draft) {
  if (change.makes()) return make(world, change, std::get<JuspayDraft>(draft));
  const JuspayMoments before = awaited(world.juspay_mandates[change.index]);
  JuspayMandate::State& state = world.juspay_mandates.edit(change.index).state;
  state.status = change.to<JuspayStatus>();
  state.last_updated = world.now;
  apply(world, state, change.on<JuspayTrigger>(), draft);
  renew_timers(world, change.index, before);
}

}  // namespace lotusbox
