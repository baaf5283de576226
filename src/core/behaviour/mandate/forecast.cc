#include "core/behaviour/mandate/forecast.h"

#include "core/behaviour/bank/schedule.h"

namespace lotusbox {

namespace {

/// The end of its last day takes a mandate along, whatever it was to become.
bool lives_until(const Mandate::State& state, Instant at) {
  return !state.final_collection || at < end_of(*state.final_collection);
}

bool cancel_under_way(const Mandate::State& state) {
  return state.cancel == CancelStatus::cancel_requested ||
         state.cancel == CancelStatus::cancel_submitted;
}

/// When the link of its pending request dies and the mandate still lives.
std::optional<Instant> free_again(const World& world, MandateId id) {
  const Mandate::State& state = world.mandates[id.index].state;
  if (!state.request || cancel_under_way(state)) return std::nullopt;
  const auto expires = world.links[world.requests[state.request->index].link.index].expires_at;
  return expires && lives_until(state, *expires) ? expires : std::nullopt;
}

}  // namespace

std::optional<Instant> comes_into(const World& world, MandateId id, MandateStatus wanted) {
  const Mandate::State& state = world.mandates[id.index].state;
  if (state.request) return state.before == wanted ? free_again(world, id) : std::nullopt;
  const bool awaits_bank = state.status == MandateStatus::acknowledged && state.bank_due;
  if (!awaits_bank || wanted != MandateStatus::active) return std::nullopt;
  const bool accepts = chosen_move(world, id, BankStep::response).move == BankMove::accepted;
  return accepts && lives_until(state, *state.bank_due) ? state.bank_due : std::nullopt;
}

std::optional<Instant> cancel_fails(const World& world, MandateId id) {
  const Mandate::State& state = world.mandates[id.index].state;
  if (state.cancel != CancelStatus::cancel_submitted || !state.bank_due) return std::nullopt;
  const BankMove move = chosen_move(world, id, BankStep::cancel_response).move;
  const bool fails = move == BankMove::cancel_failed && lives_until(state, *state.bank_due);
  return fails ? state.bank_due : std::nullopt;
}

}  // namespace lotusbox
