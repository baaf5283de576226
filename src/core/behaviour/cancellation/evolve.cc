#include "core/behaviour/cancellation/evolve.h"

#include "core/behaviour/bank/schedule.h"

namespace lotusbox {

void evolve_cancellation(World& world, const Change& change, const Draft& draft) {
  const auto before = awaited_step(world.mandates[change.index]);
  Mandate::State& state = world.mandates.edit(change.index).state;
  state.cancel = change.to<CancelStatus>();
  if (const auto* said = std::get_if<BankDraft>(&draft); said && !said->reason_code.empty()) {
    state.reason_code = world.texts.add(said->reason_code);
    state.reason_description = world.texts.add(said->reason);
  }
  renew_bank_timer(world, MandateId{change.index}, before);
}

}  // namespace lotusbox
