#include "core/behaviour/request/evolve.h"

#include "core/behaviour/request/machine.h"

namespace lotusbox {

void evolve_request(World& world, const Change& change, const Draft& draft) {
  const auto trigger = change.on<RequestTrigger>();
  if (trigger == RequestTrigger::create) {
    const auto& wanted = std::get<RequestDraft>(draft);
    ManagementRequest request;
    request.created = world.now;
    request.mandate = wanted.mandate;
    request.action = wanted.action;
    request.amount = wanted.amount;
    request.final_collection = wanted.final_collection;
    request.frequency = wanted.frequency;
    request.return_url = world.texts.add(wanted.return_url);
    request.auth_mode = wanted.auth_mode;
    world.requests.add(request);
    return;
  }
  ManagementRequest& request = world.requests.edit(change.index);
  request.status = change.to<RequestStatus>();
  if (trigger == RequestTrigger::rejected) {
    const auto& outcome = std::get<OutcomeDraft>(draft);
    request.reason_code = world.texts.add(outcome.reason_code);
    request.reason_description = world.texts.add(outcome.reason_description);
    request.reject_by = world.texts.add(outcome.reject_by);
    request.stale = outcome.stale;
  }
}

}  // namespace lotusbox
