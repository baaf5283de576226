#include <algorithm>

#include "core/behaviour/bank/schedule.h"
#include "core/behaviour/bank_account/accounts.h"
#include "core/behaviour/mandate/decide.h"
#include "core/behaviour/mandate/machine.h"
#include "core/behaviour/source/decide.h"

namespace lotusbox {

namespace {

Mandate::State state_from(const World& world, const Terms& terms) {
  Mandate::State state;
  state.amount = terms.amount;
  state.final_collection = terms.final_collection;
  state.frequency = terms.frequency;
  state.date_acknowledged = ist_date(world.now);
  return state;
}

/// A chain of a customer's mandates runs through the mandates themselves.
void join_customer(World& world, MandateId id, CustomerId customer_id,
                   std::optional<BankAccountId> named = std::nullopt) {
  const TermsId terms = world.mandates[id.index].terms;
  join_account(world, id,
               named ? *named : account_for(world, customer_id, world.terms[terms.index]));
  Customer& customer = world.customers.edit(customer_id.index);
  Mandate& mandate = world.mandates.edit(id.index);
  mandate.customer = customer_id;
  mandate.previous_of_customer = customer.state.last_mandate;
  customer.state.last_mandate = id;
  customer.state.mandates += 1;
}

void create_from_source(World& world, const Change& change) {
  const std::uint32_t source_index = change.cause.index;
  const Source& source = world.sources[source_index];
  Mandate mandate;
  mandate.created = world.now;
  mandate.terms = source.terms;
  mandate.source = SourceId{source_index};
  mandate.auth_mode = source.state.auth_mode;
  mandate.state = state_from(world, world.terms[source.terms.index]);
  // The answer of a bank to paper or eSign comes later.
  const bool at_once = change.row->on == std::uint8_t(MandateTrigger::source_authorised);
  if (at_once) mandate.state.date_responded = ist_date(world.now);
  mandate.state.metadata = source.metadata;
  const CustomerId customer = *source.state.customer;
  world.mandates.add(mandate);
  const auto named = source.state.bank_account;
  // A token turns into an account of the customer now.
  const bool owned = named && world.bank_accounts[named->index].customer;
  join_customer(world, MandateId{change.index}, customer, owned ? named : std::nullopt);
  const auto awaited = awaited_step(world, world.sources[source_index]);
  Source::State& state = world.sources.edit(source_index).state;
  state.mandate = MandateId{change.index};
  state.bank_account = world.mandates[change.index].bank_account;
  renew_bank_timer(world, SourceId{source_index}, awaited);
}

void create_directly(World& world, const Change& change, const MandateDraft& draft) {
  Mandate mandate;
  mandate.created = draft.created.value_or(world.now);
  mandate.terms = add_terms(world, draft.terms);
  mandate.given_umrn = world.texts.add(draft.umrn);
  mandate.state = state_from(world, world.terms[mandate.terms.index]);
  mandate.given_request_id = world.texts.add(draft.request_id);
  mandate.state.date_responded = draft.date_responded;
  mandate.state.date_acknowledged = draft.date_acknowledged;
  mandate.state.metadata = world.texts.add(draft.metadata);
  mandate.state.cancel = draft.cancel;
  if (draft.status == MandateStatus::cancelled) mandate.state.date_cancelled = ist_date(world.now);
  world.mandates.add(mandate);
  if (!draft.umrn.empty()) world.with_given_umrn.push_back(MandateId{change.index});
  // A customer that was not named has just been made by the change before this one.
  const CustomerId newest{static_cast<std::uint32_t>(world.customers.size() - 1)};
  join_customer(world, MandateId{change.index}, draft.customer.value_or(newest));
}

void apply_request(World& world, Mandate& mandate, const ManagementRequest& request) {
  Mandate::State& state = mandate.state;
  if (request.amount) state.amount = *request.amount;
  if (request.final_collection) state.final_collection = request.final_collection;
  if (request.frequency) state.frequency = request.frequency;
  if (request.action == Action::cancel) state.date_cancelled = ist_date(world.now);
}

/// The day of the last collection ends what then still lives.
void await_final_day(World& world, std::uint32_t index) {
  const Mandate::State& state = world.mandates[index].state;
  const bool over = state.status == MandateStatus::failed ||
                    state.status == MandateStatus::cancelled ||
                    state.status == MandateStatus::expired;
  if (over || !state.final_collection) return;
  const Instant end = std::max(end_of(*state.final_collection), world.now);
  world.timers.set(end, TimerKind::final_day, index);
}

void answer(World& world, Mandate::State& state, const BankDraft& said) {
  state.date_responded = ist_date(world.now);
  state.reason_code = world.texts.add(said.reason_code);
  state.reason_description = world.texts.add(said.reason);
}

bool is_answer(MandateTrigger trigger) {
  return trigger == MandateTrigger::bank_accepted || trigger == MandateTrigger::bank_rejected;
}
bool is_request(MandateTrigger trigger) {
  return trigger >= MandateTrigger::amend_requested && trigger <= MandateTrigger::cancel_requested;
}
bool is_applied(MandateTrigger trigger) {
  return trigger >= MandateTrigger::amend_applied && trigger <= MandateTrigger::cancel_applied;
}

}  // namespace

namespace {

void make(World& world, const Change& change, const Draft& draft) {
  const auto trigger = static_cast<MandateTrigger>(change.row->on);
  if (trigger <= MandateTrigger::source_acknowledged) {
    create_from_source(world, change);
  } else {
    create_directly(world, change, std::get<MandateDraft>(draft));
  }
  world.mandates.edit(change.index).state.status = static_cast<MandateStatus>(change.row->to);
  await_final_day(world, change.index);
}

void move(World& world, const Change& change, const Draft& draft) {
  const auto trigger = static_cast<MandateTrigger>(change.row->on);
  Mandate& mandate = world.mandates.edit(change.index);
  Mandate::State& state = mandate.state;
  if (is_request(trigger)) {
    state.before = state.status;
    state.status = MandateStatus::pending;
    state.request = RequestId{change.cause.index};
    return;
  }
  if (trigger == MandateTrigger::bank_rejected) {
    world.failed_mandates.push_back(MandateId{change.index});
  }
  if (is_answer(trigger)) answer(world, state, std::get<BankDraft>(draft));
  if (trigger == MandateTrigger::bank_cancelled) state.date_cancelled = ist_date(world.now);
  // Every other trigger ends the pending request, where there is one.
  if (is_applied(trigger)) apply_request(world, mandate, world.requests[change.cause.index]);
  state.status =
      change.row->to == kBack ? state.before : static_cast<MandateStatus>(change.row->to);
  if (state.request) state.ended = state.request;
  state.request.reset();
  if (is_applied(trigger) && world.requests[change.cause.index].final_collection) {
    world.timers.forsake();
    await_final_day(world, change.index);
  }
}

}  // namespace

void evolve_mandate(World& world, const Change& change, const Draft& draft) {
  if (change.row->from == kNowhere) {
    make(world, change, draft);
    return renew_bank_timer(world, MandateId{change.index}, std::nullopt);
  }
  const auto before = awaited_step(world.mandates[change.index]);
  move(world, change, draft);
  renew_bank_timer(world, MandateId{change.index}, before);
}

}  // namespace lotusbox
