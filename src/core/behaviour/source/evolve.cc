#include "core/behaviour/source/evolve.h"

#include "core/behaviour/bank/schedule.h"
#include "core/behaviour/source/machine.h"

namespace lotusbox {

namespace {

void create(World& world, const SourceDraft& draft) {
  Source source;
  source.created = world.now;
  source.terms = add_terms(world, draft.terms);
  if (draft.bank_account) {
    const BankAccount& account = world.bank_accounts[draft.bank_account->index];
    Terms& terms = world.terms.edit(source.terms.index);
    terms.debtor_name = account.holder;
    terms.account_number = account.number;
    terms.mmbid = account.ifsc;
  }
  source.agent = draft.agent;
  source.return_url = world.texts.add(draft.return_url);
  source.metadata = world.texts.add(draft.metadata);
  source.state.customer = draft.customer;
  source.state.bank_account = draft.bank_account;
  source.state.auth_mode = draft.auth_mode;
  const SourceId id{static_cast<std::uint32_t>(world.sources.add(source))};
  const Terms& terms = world.terms_of(source);
  if (terms.variant != Variant::physical) return;
  const std::string_view sent = world.text(terms.references[0]);
  const std::string reference =
      sent.empty() ? id_text(world, {ObjectKind::source, id.index}) : std::string(sent);
  world.papers.edit()[reference] = id;
  const auto& waiting = world.waiting_images.read();
  const auto image = waiting.find(reference);
  if (image == waiting.end()) return;
  world.sources.edit(id.index).state.image = image->second;
  world.images.edit(image->second.index).source = id;
  world.waiting_images.edit().erase(reference);
}

/// A pending source dies with the quarter after the one it was made in (seed 3).
void await_quarter(World& world, std::uint32_t index) {
  const Instant end = quarter_deadline(world.sources[index].created, world.now);
  world.timers.set(end, TimerKind::source_quarter, index);
}

void clear_response(Source::State& state) {
  state.reason_code = state.reason_description = state.reject_by = {};
}

void keep_attempt(World& world, Source::State& state, const OutcomeDraft& outcome,
                  Variant variant) {
  const ResponseKind asked =
      variant == Variant::emandate_esign ? ResponseKind::esign : ResponseKind::npci;
  state.response = outcome.stale != nullptr ? ResponseKind::vendor : asked;
  state.attempts += 1;
  state.reason_code = world.texts.add(outcome.reason_code);
  state.reason_description = world.texts.add(outcome.reason_description);
  state.reject_by = world.texts.add(outcome.reject_by);
}

/// What LotusPay or the sponsor bank says when it does not take a source.
void keep_complaint(World& world, Source::State& state, const BankDraft& said) {
  state.response = ResponseKind::vendor;
  state.reason_code = world.texts.add(said.reason_code);
  state.reason_description = world.texts.add(said.reason);
  state.reject_by = world.texts.add(said.says);
}

/// What the trigger means beside the new status.
void apply(World& world, Source& source, SourceTrigger trigger, const Draft& draft) {
  Source::State& state = source.state;
  switch (trigger) {
    case SourceTrigger::create:
    case SourceTrigger::acknowledged:
    case SourceTrigger::failed_technically: return;
    case SourceTrigger::withdraw:
    case SourceTrigger::quarter_over: state.date_withdrawn = ist_date(world.now); return;
    case SourceTrigger::authorised: state.date_submitted = ist_date(world.now); [[fallthrough]];
    case SourceTrigger::signed_: {
      const auto& outcome = std::get<OutcomeDraft>(draft);
      state.attempts += 1;
      if (outcome.auth_mode) state.auth_mode = outcome.auth_mode;
      // The response belongs to the last attempt, and this one went well.
      return clear_response(state);
    }
    case SourceTrigger::attempt_failed:
      return keep_attempt(world, state, std::get<OutcomeDraft>(draft),
                          world.terms_of(source).variant);
    case SourceTrigger::processed: return clear_response(state);
    case SourceTrigger::sent:
      state.date_submitted = ist_date(world.now);
      state.submissions += 1;
      state.acknowledgement = Acknowledgement::awaited;
      return;
    case SourceTrigger::reported: state.acknowledgement = Acknowledgement::bank_report; return;
    case SourceTrigger::returned:
      state.returns += 1;
      state.acknowledgement = Acknowledgement::none;
      return keep_complaint(world, state, std::get<BankDraft>(draft));
    case SourceTrigger::given_up:
    case SourceTrigger::initially_rejected:
      state.date_withdrawn = ist_date(world.now);
      state.acknowledgement = Acknowledgement::none;
      return keep_complaint(world, state, std::get<BankDraft>(draft));
  }
  LOTUSBOX_UNREACHABLE("source trigger");
}

}  // namespace

Terms with_texts(World& world, const TermsDraft& draft) {
  Terms row = draft.row;
  row.debtor_name = world.texts.add(draft.debtor_name);
  row.account_number = world.texts.add(draft.account_number);
  row.mmbid = world.texts.add(draft.mmbid);
  row.email = world.texts.add(draft.email);
  row.mobile = world.texts.add(draft.mobile);
  row.pan = world.texts.add(draft.pan);
  row.phone = world.texts.add(draft.phone);
  for (std::size_t i = 0; i < draft.references.size(); ++i) {
    row.references[i] = world.texts.add(draft.references[i]);
  }
  return row;
}

TermsId add_terms(World& world, const TermsDraft& draft) {
  Terms row = with_texts(world, draft);
  if (draft.further) {
    auto& known = world.creditors.edit().rows;
    row.creditor = static_cast<std::uint16_t>(known.size());
    known.push_back(*draft.further);
  }
  if (!draft.creditor_name.empty()) {
    row.sent_names = static_cast<std::uint32_t>(world.sent_names.add(
        {world.texts.add(draft.category_description), world.texts.add(draft.creditor_agent_name),
         world.texts.add(draft.creditor_name)}));
  }
  return TermsId{static_cast<std::uint32_t>(world.terms.add(row))};
}

void evolve_source(World& world, const Change& change, const Draft& draft) {
  const auto trigger = change.on<SourceTrigger>();
  const bool made = trigger == SourceTrigger::create;
  if (made) create(world, std::get<SourceDraft>(draft));
  const auto before = made ? std::nullopt : awaited_step(world, world.sources[change.index]);
  Source& source = world.sources.edit(change.index);
  const SourceStatus earlier = source.state.status;
  source.state.status = change.to<SourceStatus>();
  apply(world, source, trigger, draft);
  const bool pending = source.state.status == SourceStatus::pending;
  const bool was_pending = !made && earlier == SourceStatus::pending;
  if (pending && !was_pending) await_quarter(world, change.index);
  if (was_pending && !pending && trigger != SourceTrigger::quarter_over) world.timers.forsake();
  renew_bank_timer(world, SourceId{change.index}, before);
}

}  // namespace lotusbox
