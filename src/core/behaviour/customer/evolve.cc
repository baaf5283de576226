#include "core/behaviour/customer/evolve.h"

#include "core/behaviour/customer/machine.h"
#include "core/behaviour/source/decide.h"

namespace lotusbox {

namespace {

/// A customer and their bank account always appear together (facts 4.1).
void create(World& world, const Terms& terms) {
  const CustomerId id{static_cast<std::uint32_t>(world.customers.size())};
  BankAccount account;
  account.created = world.now;
  account.customer = id;
  account.holder = terms.debtor_name;
  account.number = terms.account_number;
  account.ifsc = terms.mmbid;
  account.bank = terms.bank;
  account.type = terms.account_type;
  Customer customer;
  customer.created = world.now;
  customer.name = terms.debtor_name;
  customer.email = terms.email;
  customer.mobile = terms.mobile;
  customer.phone = terms.phone;
  customer.identification = terms.pan;
  customer.bank_account =
      BankAccountId{static_cast<std::uint32_t>(world.bank_accounts.add(account))};
  world.customers.add(customer);
}

}  // namespace

void evolve_customer(World& world, const Change& change, const Draft& draft) {
  const auto trigger = static_cast<CustomerTrigger>(change.row->on);
  switch (trigger) {
    case CustomerTrigger::create: {
      Source& source = world.sources.edit(change.cause.place);
      source.state.customer = CustomerId{change.place};
      create(world, world.terms[source.terms.place]);
      break;
    }
    case CustomerTrigger::made_with_mandate:
    case CustomerTrigger::made_without_mandate:
      create(world, with_texts(world, std::get<MandateDraft>(draft).terms));
      break;
    case CustomerTrigger::mandate_joined:
    case CustomerTrigger::mandate_ended: break;
  }
  Customer::State& state = world.customers.edit(change.place).state;
  state.status = static_cast<CustomerStatus>(change.row->to);
  if (trigger == CustomerTrigger::mandate_ended) state.standing -= 1;
  if (trigger == CustomerTrigger::mandate_joined || trigger == CustomerTrigger::made_with_mandate) {
    state.standing += 1;
  }
}

}  // namespace lotusbox
