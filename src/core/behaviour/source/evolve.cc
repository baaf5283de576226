#include "core/behaviour/source/decide.h"
#include "core/behaviour/source/machine.h"

namespace lotusbox {

namespace {

void create(World& world, const SourceDraft& draft) {
  Source source;
  source.created = world.now;
  source.terms = add_terms(world, draft.terms);
  if (draft.bank_account) {
    const BankAccount& account = world.bank_accounts[draft.bank_account->place];
    Terms& terms = world.terms.edit(source.terms.place);
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
  world.sources.add(source);
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
  return TermsId{static_cast<std::uint32_t>(world.terms.add(with_texts(world, draft)))};
}

void evolve_source(World& world, const Change& change, const Draft& draft) {
  const auto trigger = static_cast<SourceTrigger>(change.row->on);
  if (trigger == SourceTrigger::create) create(world, std::get<SourceDraft>(draft));
  Source& source = world.sources.edit(change.place);
  source.state.status = static_cast<SourceStatus>(change.row->to);
  switch (trigger) {
    case SourceTrigger::create: break;
    case SourceTrigger::withdraw: source.state.date_withdrawn = ist_date(world.now); break;
    case SourceTrigger::authorised: {
      const auto& outcome = std::get<OutcomeDraft>(draft);
      source.state.date_submitted = ist_date(world.now);
      source.state.attempts += 1;
      if (outcome.auth_mode) source.state.auth_mode = outcome.auth_mode;
      // The response belongs to the last attempt, and this one went well.
      source.state.reason_code = source.state.reason_description = source.state.reject_by = {};
      break;
    }
    case SourceTrigger::attempt_failed: {
      const auto& outcome = std::get<OutcomeDraft>(draft);
      source.state.attempts += 1;
      source.state.reason_code = world.texts.add(outcome.reason_code);
      source.state.reason_description = world.texts.add(outcome.reason_description);
      source.state.reject_by = world.texts.add(outcome.reject_by);
      break;
    }
  }
}

}  // namespace lotusbox
