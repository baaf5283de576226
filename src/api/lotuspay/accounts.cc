// Customers, their bank accounts, and tokens.
#include "api/lotuspay/accounts.h"

#include "api/lotuspay/listing.h"
#include "wire/commands.h"
#include "wire/resources.h"

namespace lotusbox::api {

namespace {

Answer customer_answer(Call& call, CustomerId id) {
  const std::string base = call.base_url();
  JsonWriter out;
  wire::write_customer(out, call.view(base), id, call.world().customers[id.index].state);
  return json_answer(out.take());
}

void write_id(JsonWriter& out, const World& world, ObjectRef object) {
  out.begin_object().field("id", id_text(world, object)).end_object();
}

/// A list of the objects of one owner, who knows the newest; each knows the one before it.
template <class ObjectId, class Previous>
Answer chain_answer(Call& call, ObjectKind kind, std::optional<ObjectId> newest,
                    Previous previous) {
  std::vector<ObjectId> chain;
  for (auto id = newest; id; id = previous(*id)) chain.push_back(*id);
  const auto write = [&](JsonWriter& out, std::size_t i) {
    write_id(out, call.world(), {kind, chain[i].index});
  };
  return listing_answer(
      call, {.url = std::string(call.request.path()), .count = chain.size(), .write = write});
}

/// The account that the path names below its customer.
std::optional<Answer> missing_account(Call& call, std::optional<BankAccountId>& account) {
  const World& world = call.world();
  const auto customer = find_customer(world, call.params[0]);
  if (auto none = missing(call, Lookup::customer, customer.has_value())) return none;
  account = find_bank_account(world, call.params[1]);
  const bool own = account && world.bank_accounts[account->index].customer == customer;
  return missing(call, Lookup::bank_account, own);
}

/// The account that was made last.
BankAccountId newest_account(const World& world) {
  return {static_cast<std::uint32_t>(world.bank_accounts.size() - 1)};
}

}  // namespace

Answer create_customer(Call& call) {
  StepResult made = call.session->submit(wire::read_create_customer(call.body()));
  if (!made) return refused(made.take_error());
  return customer_answer(call, CustomerId{made->index_of(ObjectKind::customer)});
}

Answer get_customer(Call& call) {
  const auto id = find_customer(call.world(), call.params[0]);
  if (auto none = missing(call, Lookup::customer, id.has_value())) return std::move(*none);
  return customer_answer(call, *id);
}

Answer list_customers(Call& call) {
  const World& world = call.world();
  const std::size_t count = world.customers.size();
  const auto write = [&](JsonWriter& out, std::size_t i) {
    write_id(out, world, {ObjectKind::customer, static_cast<std::uint32_t>(count - 1 - i)});
  };
  return listing_answer(call, {.url = "/v1/customers", .count = count, .write = write});
}

Answer create_bank_account(Call& call) {
  CreateBankAccount command = wire::read_create_bank_account(call.body());
  command.customer = call.params[0];
  StepResult made = call.session->submit(command);
  if (!made) return refused(made.take_error());
  JsonWriter out;
  wire::write_bank_account(out, call.world(), newest_account(call.world()));
  return json_answer(out.take());
}

Answer get_bank_account(Call& call) {
  std::optional<BankAccountId> id;
  if (auto none = missing_account(call, id)) return std::move(*none);
  JsonWriter out;
  wire::write_bank_account(out, call.world(), *id);
  return json_answer(out.take());
}

Answer list_bank_accounts(Call& call) {
  const World& world = call.world();
  const auto customer = find_customer(world, call.params[0]);
  if (auto none = missing(call, Lookup::customer, customer.has_value())) return std::move(*none);
  return chain_answer(call, ObjectKind::bank_account,
                      world.customers[customer->index].state.last_bank_account,
                      [&](BankAccountId account) {
                        return world.bank_accounts[account.index].previous_of_customer;
                      });
}

Answer list_customer_mandates(Call& call) {
  const World& world = call.world();
  const auto customer = find_customer(world, call.params[0]);
  if (auto none = missing(call, Lookup::customer, customer.has_value())) return std::move(*none);
  return chain_answer(
      call, ObjectKind::mandate, world.customers[customer->index].state.last_mandate,
      [&](MandateId mandate) { return world.mandates[mandate.index].previous_of_customer; });
}

Answer list_customer_subscriptions(Call& call) {
  const World& world = call.world();
  const auto customer = find_customer(world, call.params[0]);
  if (auto none = missing(call, Lookup::customer, customer.has_value())) return std::move(*none);
  return chain_answer(call, ObjectKind::subscription,
                      world.customers[customer->index].state.last_subscription,
                      [&](SubscriptionId subscription) {
                        return world.ledger.subscriptions[subscription.index].previous_of_customer;
                      });
}

Answer list_account_mandates(Call& call) {
  const World& world = call.world();
  std::optional<BankAccountId> account;
  if (auto none = missing_account(call, account)) return std::move(*none);
  return chain_answer(
      call, ObjectKind::mandate, world.bank_accounts[account->index].last_mandate,
      [&](MandateId mandate) { return world.mandates[mandate.index].previous_of_account; });
}

Answer create_token(Call& call) {
  StepResult made = call.session->submit(wire::read_create_token(call.body()));
  if (!made) return refused(made.take_error());
  JsonWriter out;
  wire::write_token(out, call.world(), newest_account(call.world()));
  return json_answer(out.take());
}

}  // namespace lotusbox::api
