#include "core/behaviour/bank_account/accounts.h"

namespace lotusbox {

namespace {

BankAccountId add_account(World& world, BankAccount account) {
  const BankAccountId id{static_cast<std::uint32_t>(world.bank_accounts.size())};
  account.created = world.now;
  if (account.customer) {
    Customer::State& state = world.customers.edit(account.customer->index).state;
    account.previous_of_customer = state.last_bank_account;
    state.last_bank_account = id;
    state.bank_accounts += 1;
  }
  world.bank_accounts.add(account);
  return id;
}

bool is_account_of(const World& world, const BankAccount& account, const Terms& terms) {
  return account.type == terms.account_type &&
         world.text(account.number) == world.text(terms.account_number) &&
         world.text(account.ifsc) == world.text(terms.mmbid);
}

}  // namespace

void evolve_bank_account(World& world, const BankAccountDraft& draft) {
  BankAccount account;
  account.customer = draft.customer;
  account.holder = world.texts.add(draft.holder);
  account.number = world.texts.add(draft.number);
  account.ifsc = world.texts.add(draft.ifsc);
  account.bank = draft.bank;
  account.type = draft.type;
  add_account(world, account);
}

BankAccountId account_for(World& world, CustomerId customer, const Terms& terms) {
  auto known = world.customers[customer.index].state.last_bank_account;
  while (known) {
    const BankAccount& account = world.bank_accounts[known->index];
    if (is_account_of(world, account, terms)) return *known;
    known = account.previous_of_customer;
  }
  BankAccount account;
  account.customer = customer;
  account.holder = terms.debtor_name;
  account.number = terms.account_number;
  account.ifsc = terms.mmbid;
  account.bank = terms.bank;
  account.type = terms.account_type;
  return add_account(world, account);
}

void join_account(World& world, MandateId id, BankAccountId account_id) {
  BankAccount& account = world.bank_accounts.edit(account_id.index);
  Mandate& mandate = world.mandates.edit(id.index);
  mandate.bank_account = account_id;
  mandate.previous_of_account = account.last_mandate;
  account.last_mandate = id;
  account.mandates += 1;
}

}  // namespace lotusbox
