// Customers, their bank accounts, and tokens.
#include "api/listing.h"
#include "api/resources.h"
#include "wire/commands.h"
#include "wire/resources.h"

namespace lotusbox::api {

namespace {

Answer customer_answer(Call& call, CustomerId id) {
  const std::string base = call.base_url();
  JsonWriter out;
  wire::write_customer(out, call.view(base), id, call.world().customers[id.place].state);
  return json_answer(out.take());
}

void write_id(JsonWriter& out, const World& world, ObjectRef object) {
  out.begin_object().field("id", id_text(world, object)).end_object();
}

/// The account that was made last.
BankAccountId newest_account(const World& world) {
  return {static_cast<std::uint32_t>(world.bank_accounts.size() - 1)};
}

}  // namespace

Answer create_customer(Call& call) {
  StepResult made = call.session->submit(wire::read_create_customer(call.body()));
  if (!made) return refused(made.take_error());
  return customer_answer(call, CustomerId{made->place_of(ObjectKind::customer)});
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
  const World& world = call.world();
  const auto customer = find_customer(world, call.params[0]);
  if (auto none = missing(call, Lookup::customer, customer.has_value())) return std::move(*none);
  const auto id = find_bank_account(world, call.params[1]);
  const bool own = id && world.bank_accounts[id->place].customer == customer;
  if (auto none = missing(call, Lookup::bank_account, own)) return std::move(*none);
  JsonWriter out;
  wire::write_bank_account(out, world, *id);
  return json_answer(out.take());
}

Answer list_bank_accounts(Call& call) {
  const World& world = call.world();
  const auto customer = find_customer(world, call.params[0]);
  if (auto none = missing(call, Lookup::customer, customer.has_value())) return std::move(*none);
  std::vector<BankAccountId> accounts;
  auto account = world.customers[customer->place].state.last_bank_account;
  for (; account; account = world.bank_accounts[account->place].previous_of_customer) {
    accounts.push_back(*account);
  }
  const std::string url =
      "/v1/customers/" + id_text(world, {ObjectKind::customer, customer->place}) + "/bank_accounts";
  const auto write = [&](JsonWriter& out, std::size_t i) {
    write_id(out, world, {ObjectKind::bank_account, accounts[i].place});
  };
  return listing_answer(call, {.url = url, .count = accounts.size(), .write = write});
}

Answer create_token(Call& call) {
  StepResult made = call.session->submit(wire::read_create_token(call.body()));
  if (!made) return refused(made.take_error());
  JsonWriter out;
  wire::write_token(out, call.world(), newest_account(call.world()));
  return json_answer(out.take());
}

}  // namespace lotusbox::api
