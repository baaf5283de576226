#include "core/behaviour/mandate/evolve.h"

#include <algorithm>

#include "core/behaviour/bank/schedule.h"
#include "core/behaviour/bank_account/accounts.h"
#include "core/behaviour/mandate/machine.h"
#include "core/behaviour/source/evolve.h"

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
  const bool at_once = change.on<MandateTrigger>() == MandateTrigger::source_authorised;
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

/// What a trigger means beside the state that its row leads to.
enum class Meaning : std::uint8_t {
  made_from_source,
  made_directly,
  requested,  ///< it puts the mandate on hold
  applied,    ///< the customer accepted the request that waits
  failed,     ///< the request that waits was refused, or lapsed
  answered,   ///< by the bank
  ended_by_bank,
  ended_by_time
};

struct TriggerRow {
  MandateTrigger trigger;
  Meaning meaning;
};

using T = MandateTrigger;

constexpr TriggerRow kTriggers[] = {
    {T::source_authorised, Meaning::made_from_source},
    {T::source_acknowledged, Meaning::made_from_source},
    {T::imported, Meaning::made_directly},
    {T::made_active, Meaning::made_directly},
    {T::made_paused, Meaning::made_directly},
    {T::made_acknowledged, Meaning::made_directly},
    {T::made_failed, Meaning::made_directly},
    {T::made_cancelled, Meaning::made_directly},
    {T::made_expired, Meaning::made_directly},
    {T::amend_requested, Meaning::requested},
    {T::pause_requested, Meaning::requested},
    {T::resume_requested, Meaning::requested},
    {T::cancel_requested, Meaning::requested},
    {T::amend_applied, Meaning::applied},
    {T::pause_applied, Meaning::applied},
    {T::resume_applied, Meaning::applied},
    {T::cancel_applied, Meaning::applied},
    {T::amend_refused, Meaning::failed},
    {T::pause_refused, Meaning::failed},
    {T::resume_refused, Meaning::failed},
    {T::cancel_refused, Meaning::failed},
    {T::amend_lapsed, Meaning::failed},
    {T::pause_lapsed, Meaning::failed},
    {T::resume_lapsed, Meaning::failed},
    {T::cancel_lapsed, Meaning::failed},
    {T::bank_accepted, Meaning::answered},
    {T::bank_rejected, Meaning::answered},
    {T::bank_cancelled, Meaning::ended_by_bank},
    {T::final_day_over, Meaning::ended_by_time},
    {T::unanswered_to_the_end, Meaning::ended_by_time},
};
static_assert(in_order(kTriggers, [](const TriggerRow& row) { return row.trigger; }));

Meaning meaning_of(MandateTrigger trigger) {
  return kTriggers[static_cast<std::size_t>(trigger)].meaning;
}

void make(World& world, const Change& change, const Draft& draft) {
  if (meaning_of(change.on<MandateTrigger>()) == Meaning::made_from_source) {
    create_from_source(world, change);
  } else {
    create_directly(world, change, std::get<MandateDraft>(draft));
  }
  world.mandates.edit(change.index).state.status = change.to<MandateStatus>();
  await_final_day(world, change.index);
}

void move(World& world, const Change& change, const Draft& draft) {
  const auto trigger = change.on<MandateTrigger>();
  const Meaning meaning = meaning_of(trigger);
  Mandate& mandate = world.mandates.edit(change.index);
  Mandate::State& state = mandate.state;
  if (meaning == Meaning::requested) {
    state.before = state.status;
    state.status = MandateStatus::pending;
    state.request = RequestId{change.cause.index};
    return;
  }
  if (trigger == MandateTrigger::bank_rejected) {
    world.failed_mandates.push_back(MandateId{change.index});
  }
  if (meaning == Meaning::answered) answer(world, state, std::get<BankDraft>(draft));
  if (meaning == Meaning::ended_by_bank) state.date_cancelled = ist_date(world.now);
  // Every other trigger ends the pending request, where there is one.
  if (meaning == Meaning::applied)
    apply_request(world, mandate, world.requests[change.cause.index]);
  state.status = change.row->to == kBack ? state.before : change.to<MandateStatus>();
  if (state.request) state.ended = state.request;
  state.request.reset();
  if (meaning == Meaning::applied && world.requests[change.cause.index].final_collection) {
    world.timers.forsake();
    await_final_day(world, change.index);
  }
}

}  // namespace

void evolve_mandate(World& world, const Change& change, const Draft& draft) {
  if (change.makes()) {
    make(world, change, draft);
    return renew_bank_timer(world, MandateId{change.index}, std::nullopt);
  }
  const auto before = awaited_step(world.mandates[change.index]);
  move(world, change, draft);
  renew_bank_timer(world, MandateId{change.index}, before);
}

}  // namespace lotusbox
