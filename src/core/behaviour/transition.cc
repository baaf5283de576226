#include "core/behaviour/transition.h"

#include "base/check.h"
#include "core/behaviour/cancellation/machine.h"
#include "core/behaviour/change.h"
#include "core/behaviour/customer/machine.h"
#include "core/behaviour/debit/guards.h"
#include "core/behaviour/debit/machine.h"
#include "core/behaviour/delivery/machine.h"
#include "core/behaviour/juspay/machine.h"
#include "core/behaviour/link/machine.h"
#include "core/behaviour/mandate/machine.h"
#include "core/behaviour/request/machine.h"
#include "core/behaviour/settlement/machine.h"
#include "core/behaviour/source/machine.h"
#include "core/behaviour/subscription/machine.h"

namespace lotusbox {

namespace {

constexpr std::array<const MachineTable*, kMachineCount> kMachines{
    &kSourceMachine, &kMandateMachine,    &kCancellationMachine, &kRequestMachine,
    &kLinkMachine,   &kCustomerMachine,   &kDeliveryMachine,     &kJuspayMachine,
    &kDebitMachine,  &kCollectionMachine, &kSettlementMachine,   &kSubscriptionMachine};

/// Where the ordinals of a machine's rows begin.
std::uint16_t first_ordinal(Machine machine) {
  std::size_t first = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(machine); ++i) {
    first += kMachines[i]->rows.size();
  }
  return static_cast<std::uint16_t>(first);
}

}  // namespace

const MachineTable& machine_table(Machine machine) {
  return *kMachines[static_cast<std::size_t>(machine)];
}

std::span<const MachineTable* const> all_machines() { return kMachines; }

std::uint16_t row_ordinal(Machine machine, const Row& row) {
  const auto within = &row - machine_table(machine).rows.data();
  return static_cast<std::uint16_t>(first_ordinal(machine) + within);
}

const Row& row_of_ordinal(std::uint16_t ordinal) {
  std::size_t rest = ordinal;
  for (const MachineTable* table : kMachines) {
    if (rest < table->rows.size()) return table->rows[rest];
    rest -= table->rows.size();
  }
  LOTUSBOX_UNREACHABLE("row ordinal");
}

std::uint16_t row_count() {
  std::size_t count = 0;
  for (const MachineTable* table : kMachines) count += table->rows.size();
  return static_cast<std::uint16_t>(count);
}

std::string_view to_text(Machine machine) { return machine_table(machine).name; }

std::string_view to_text(Guard guard) {
  switch (guard) {
    case Guard::always: return "";
    case Guard::on_source: return "on a source";
    case Guard::on_request: return "on a request";
    case Guard::others_standing: return "another mandate stands";
    case Guard::none_standing: return "no other mandate stands";
    case Guard::attempts_left: return "attempts left";
    case Guard::attempts_used_up: return "attempts used up";
    case Guard::is_amend: return "amend";
    case Guard::is_pause: return "pause";
    case Guard::is_resume: return "resume";
    case Guard::is_cancel: return "cancel";
    case Guard::customer_known: return "customer known";
    case Guard::customer_new: return "customer new";
    case Guard::has_link: return "has a link";
    case Guard::on_api_source: return "on an emandate_api source";
    case Guard::on_esign_source: return "on an emandate_esign source";
    case Guard::chargeable: return "its mandate is active";
    case Guard::held_back: return "beyond the terms of its mandate, and policy holds it back";
    case Guard::not_chargeable: return "its mandate is not active";
    case Guard::collection_open: return "the collection of the day is open";
    case Guard::collection_none: return "no collection of the day yet";
    case Guard::collected_today: return "its collection is open";
    case Guard::settles: return "the profile of LotusPay collects, and there is something to pay";
    case Guard::more_to_come: return "more to come";
    case Guard::was_last: return "was the last";
  }
  LOTUSBOX_UNREACHABLE("guard");
}

ObjectKind kind_of(Machine machine) {
  switch (machine) {
    case Machine::source: return ObjectKind::source;
    case Machine::mandate:
    case Machine::cancellation: return ObjectKind::mandate;
    case Machine::request: return ObjectKind::request;
    case Machine::link: return ObjectKind::link;
    case Machine::customer: return ObjectKind::customer;
    case Machine::delivery: return ObjectKind::delivery;
    case Machine::juspay: return ObjectKind::juspay_mandate;
    case Machine::debit: return ObjectKind::ach_debit;
    case Machine::collection: return ObjectKind::ach_debit_collection;
    case Machine::settlement: return ObjectKind::settlement;
    case Machine::subscription: return ObjectKind::subscription;
  }
  LOTUSBOX_UNREACHABLE("machine");
}

std::uint8_t state_of(const World& world, Machine machine, std::uint32_t index) {
  switch (machine) {
    case Machine::source: return std::uint8_t(world.sources[index].state.status);
    case Machine::mandate: return std::uint8_t(world.mandates[index].state.status);
    case Machine::cancellation: return std::uint8_t(world.mandates[index].state.cancel);
    case Machine::request: return std::uint8_t(world.requests[index].status);
    case Machine::link: return std::uint8_t(world.links[index].status);
    case Machine::customer: return std::uint8_t(world.customers[index].state.status);
    case Machine::delivery: return std::uint8_t(world.deliveries[index].status);
    case Machine::juspay: return std::uint8_t(world.juspay_mandates[index].state.status);
    case Machine::debit: return std::uint8_t(world.ledger.debits[index].state.status);
    case Machine::collection: return std::uint8_t(world.ledger.collections[index].status);
    case Machine::settlement: return std::uint8_t(world.ledger.settlements[index].state.status);
    case Machine::subscription: return std::uint8_t(world.ledger.subscriptions[index].status);
  }
  LOTUSBOX_UNREACHABLE("machine");
}

bool holds(Guard guard, const World& world, Machine machine, std::uint32_t index) {
  const auto action_is = [&](Action action) { return world.requests[index].action == action; };
  const auto is_of = [&](const Source& source, Variant variant) {
    return world.terms_of(source).variant == variant;
  };
  const auto on_variant = [&](Variant variant) {
    const Link& link = world.links[index];
    return link.kind == LinkKind::source && is_of(world.sources[link.target], variant);
  };
  switch (guard) {
    case Guard::always: return true;
    case Guard::on_source: return world.links[index].kind == LinkKind::source;
    case Guard::on_request: return world.links[index].kind == LinkKind::request;
    case Guard::others_standing: return world.customers[index].state.standing > 1;
    case Guard::none_standing: return world.customers[index].state.standing <= 1;
    case Guard::attempts_left:
      return world.deliveries[index].attempts < std::size(limits::kRetryWaits);
    case Guard::attempts_used_up:
      return world.deliveries[index].attempts >= std::size(limits::kRetryWaits);
    case Guard::is_amend: return action_is(Action::amend);
    case Guard::is_pause: return action_is(Action::pause);
    case Guard::is_resume: return action_is(Action::resume);
    case Guard::is_cancel: return action_is(Action::cancel);
    case Guard::customer_known: return world.sources[index].state.customer.has_value();
    case Guard::customer_new: return !world.sources[index].state.customer.has_value();
    case Guard::has_link: return !is_of(world.sources[index], Variant::physical);
    case Guard::on_api_source: return on_variant(Variant::emandate_api);
    case Guard::on_esign_source: return on_variant(Variant::emandate_esign);
    case Guard::chargeable:
      return mandate_is_active(world, DebitId{index}) && !is_held_back(world, DebitId{index});
    case Guard::held_back: return is_held_back(world, DebitId{index});
    case Guard::not_chargeable: return !mandate_is_active(world, DebitId{index});
    case Guard::collection_open: return open_collection(world, DebitId{index}).has_value();
    case Guard::collection_none: return !open_collection(world, DebitId{index}).has_value();
    case Guard::collected_today: return collected_today(world, DebitId{index});
    case Guard::settles:
      return world.ledger.policy.settlements && world.ledger.collections[index].count > 0;
    case Guard::more_to_come: return !is_last_occurrence(world, SubscriptionId{index});
    case Guard::was_last: return is_last_occurrence(world, SubscriptionId{index});
  }
  LOTUSBOX_UNREACHABLE(machine_table(machine).name);
}

const Row* find_row(const World& world, Machine machine, std::uint32_t index, std::uint8_t on) {
  const std::uint8_t state = state_of(world, machine, index);
  for (const Row& row : machine_table(machine).rows) {
    if (row.from == state && row.on == on && holds(row.guard, world, machine, index)) return &row;
  }
  return nullptr;
}

const Row& making_row(Machine machine, std::uint8_t on) {
  for (const Row& row : machine_table(machine).rows) {
    if (row.from == kNowhere && row.on == on) return row;
  }
  LOTUSBOX_UNREACHABLE(machine_table(machine).triggers[on]);
}

}  // namespace lotusbox
