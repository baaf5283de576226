#include "core/behaviour/customer/evolve.h"

#include "core/behaviour/customer/machine.h"
#include "core/behaviour/source/evolve.h"

namespace lotusbox {

namespace {

/// The bank account comes with the mandate (facts 4.1).
void create(World& world, const Terms& terms) {
  Customer customer;
  customer.created = world.now;
  customer.name = terms.debtor_name;
  customer.email = terms.email;
  customer.mobile = terms.mobile;
  customer.phone = terms.phone.empty() ? terms.mobile : terms.phone;
  customer.identification = terms.pan;
  world.customers.add(customer);
}

void create_by_call(World& world, const CustomerDraft& draft) {
  Customer customer;
  customer.created = world.now;
  customer.name = world.texts.add(draft.name);
  customer.email = world.texts.add(draft.email);
  customer.mobile = world.texts.add(draft.mobile);
  customer.phone = world.texts.add(draft.phone);
  customer.identification = world.texts.add(draft.pan);
  customer.description = world.texts.add(draft.description);
  customer.metadata = world.texts.add(draft.metadata);
  world.customers.add(customer);
}

}  // namespace

void evolve_customer(World& world, const Change& change, const Draft& draft) {
  const auto trigger = change.on<CustomerTrigger>();
  switch (trigger) {
    case CustomerTrigger::create: {
      Source& source = world.sources.edit(change.cause.index);
      source.state.customer = CustomerId{change.index};
      create(world, world.terms[source.terms.index]);
      break;
    }
    case CustomerTrigger::made_by_call:
      create_by_call(world, std::get<CustomerDraft>(draft));
      break;
    case CustomerTrigger::made_with_mandate:
    case CustomerTrigger::made_without_mandate:
    case CustomerTrigger::imported:
      create(world, with_texts(world, std::get<MandateDraft>(draft).terms));
      break;
    case CustomerTrigger::mandate_joined:
    case CustomerTrigger::mandate_ended: break;
  }
  Customer::State& state = world.customers.edit(change.index).state;
  state.status = change.to<CustomerStatus>();
  if (trigger == CustomerTrigger::mandate_ended) state.standing -= 1;
  if (trigger == CustomerTrigger::mandate_joined || trigger == CustomerTrigger::made_with_mandate) {
    state.standing += 1;
  }
}

}  // namespace lotusbox
