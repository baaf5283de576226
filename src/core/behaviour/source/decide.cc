#include "core/behaviour/source/decide.h"

#include "core/behaviour/source/machine.h"
#include "core/behaviour/source/rules.h"

namespace lotusbox {

namespace {

/// The fields as if the caller had sent what the named account says.
DebitFields with_account(const World& world, const DebitFields& sent, const BankAccount& account) {
  const auto text = [&](Text handle) {
    return Field{Field::Kind::text, std::string(world.text(handle))};
  };
  DebitFields fields = sent;
  fields.debtor_agent_code = {Field::Kind::text, world.reference->banks[account.bank].code};
  fields.debtor_agent_mmbid = text(account.ifsc);
  fields.debtor_account_name = text(account.holder);
  fields.debtor_account_number = text(account.number);
  fields.debtor_account_type = {Field::Kind::text, std::string(to_text(account.type))};
  return fields;
}

/// The terms, which point into the command; evolve adds the texts of a named account.
TermsDraft source_terms(const World& world, const CreateSource& command, const ParsedDebit& checked,
                        bool has_account) {
  if (!has_account) return terms_draft(checked);
  ParsedDebit sent = read_debit(world, command.debit, false);
  sent.bank = checked.bank;
  sent.account_type = checked.account_type;
  return terms_draft(sent);
}

}  // namespace

Decided decide_create_source(const World& world, const CreateSource& command) {
  const auto account = named_account(world, command);
  const DebitFields filled =
      account ? with_account(world, command.debit, world.bank_accounts[account->index])
              : DebitFields{};
  const ParsedDebit debit = read_debit(world, account ? filled : command.debit, false);
  const ParsedSource frame = read_source(world, command, debit);
  if (auto refusal = first_refusal(source_frame_rules(), frame)) return failure(*refusal);
  if (auto refusal = first_refusal(debit_rules(), debit)) return failure(*refusal);
  if (auto refusal = first_refusal(source_redirect_rules(), frame)) return failure(*refusal);

  // An account brings its customer along.
  const auto customer =
      frame.customer || !account ? frame.customer : world.bank_accounts[account->index].customer;
  return by(made(world, SourceTrigger::create),
            SourceDraft{.terms = source_terms(world, command, debit, account.has_value()),
                        .customer = customer,
                        .bank_account = account,
                        .agent = frame.agent,
                        .return_url = command.return_url.text,
                        .metadata = command.metadata_json,
                        .auth_mode = frame.auth_mode});
}

Decided decide_withdraw_source(const World& world, const WithdrawSource& command) {
  const ParsedWithdraw parsed{world, find_source(world, command.source)};
  if (auto refusal = first_refusal(withdraw_rules(), parsed)) return failure(*refusal);
  return by(moved(world, SourceTrigger::withdraw, parsed.source->index));
}

}  // namespace lotusbox
