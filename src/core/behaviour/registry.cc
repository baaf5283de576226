#include "core/behaviour/registry.h"

#include "base/check.h"
#include "core/behaviour/cancellation/evolve.h"
#include "core/behaviour/cancellation/machine.h"
#include "core/behaviour/customer/evolve.h"
#include "core/behaviour/customer/machine.h"
#include "core/behaviour/debit/evolve.h"
#include "core/behaviour/debit/machine.h"
#include "core/behaviour/delivery/evolve.h"
#include "core/behaviour/delivery/machine.h"
#include "core/behaviour/juspay/evolve.h"
#include "core/behaviour/juspay/machine.h"
#include "core/behaviour/link/evolve.h"
#include "core/behaviour/link/machine.h"
#include "core/behaviour/mandate/evolve.h"
#include "core/behaviour/mandate/machine.h"
#include "core/behaviour/request/evolve.h"
#include "core/behaviour/request/machine.h"
#include "core/behaviour/settlement/evolve.h"
#include "core/behaviour/settlement/machine.h"
#include "core/behaviour/source/evolve.h"
#include "core/behaviour/source/machine.h"
#include "core/behaviour/subscription/evolve.h"
#include "core/behaviour/subscription/machine.h"
#include "core/model/object_rows.h"
#include "core/model/tables_of.h"

namespace lotusbox {

namespace {

using W = World;
using L = Ledger;

/// The state of a row of `table`, by the member of the row or of the state in it.
template <auto table, auto member>
std::uint8_t state(const World& world, std::uint32_t index) {
  const auto& row = table_of(world, table)[index];
  if constexpr (requires { row.*member; }) {
    return static_cast<std::uint8_t>(row.*member);
  } else {
    return static_cast<std::uint8_t>(row.state.*member);
  }
}

constexpr MachineRow kMachines[] = {
    {&kSourceMachine, ObjectKind::source, state<&W::sources, &Source::State::status>,
     evolve_source},
    {&kMandateMachine, ObjectKind::mandate, state<&W::mandates, &Mandate::State::status>,
     evolve_mandate},
    {&kCancellationMachine, ObjectKind::mandate, state<&W::mandates, &Mandate::State::cancel>,
     evolve_cancellation},
    {&kRequestMachine, ObjectKind::request, state<&W::requests, &ManagementRequest::status>,
     evolve_request},
    {&kLinkMachine, ObjectKind::link, state<&W::links, &Link::status>, evolve_link},
    {&kCustomerMachine, ObjectKind::customer, state<&W::customers, &Customer::State::status>,
     evolve_customer},
    {&kDeliveryMachine, ObjectKind::delivery, state<&W::deliveries, &Delivery::status>,
     evolve_delivery},
    {&kJuspayMachine, ObjectKind::juspay_mandate,
     state<&W::juspay_mandates, &JuspayMandate::State::status>, evolve_juspay},
    {&kDebitMachine, ObjectKind::ach_debit, state<&L::debits, &Debit::State::status>, evolve_debit},
    {&kCollectionMachine, ObjectKind::ach_debit_collection,
     state<&L::collections, &Collection::status>, evolve_collection},
    {&kSettlementMachine, ObjectKind::settlement,
     state<&L::settlements, &Settlement::State::status>, evolve_settlement},
    {&kSubscriptionMachine, ObjectKind::subscription,
     state<&L::subscriptions, &Subscription::status>, evolve_subscription},
};
constexpr std::size_t kCount = std::size(kMachines);
static_assert(kCount == kEnumerators<Machine>);

/// The tables alone, and where the ordinals of each one's rows begin.
struct Tables {
  std::array<const MachineTable*, kCount> tables{};
  std::array<std::uint16_t, kCount + 1> first{};

  Tables() {
    for (std::size_t i = 0; i < kCount; ++i) {
      tables[i] = kMachines[i].table;
      LOTUSBOX_CHECK(static_cast<std::size_t>(tables[i]->machine) == i, tables[i]->name);
      first[i + 1] = static_cast<std::uint16_t>(first[i] + tables[i]->rows.size());
    }
  }
};

const Tables& tables() {
  static const Tables kTables;
  return kTables;
}

}  // namespace

std::span<const MachineRow> machine_rows() { return kMachines; }

const MachineRow& row_of(Machine machine) { return kMachines[static_cast<std::size_t>(machine)]; }

const MachineTable& machine_table(Machine machine) { return *row_of(machine).table; }

std::span<const MachineTable* const> all_machines() { return tables().tables; }

std::string_view to_text(Machine machine) { return machine_table(machine).name; }

std::string_view to_text(Trigger trigger) {
  return machine_table(trigger.machine).triggers[trigger.number];
}

ObjectKind kind_of(Machine machine) { return row_of(machine).kind; }

std::uint8_t state_of(const World& world, Machine machine, std::uint32_t index) {
  return row_of(machine).state(world, index);
}

std::uint32_t next_index(const World& world, Machine machine) {
  return row_of(kind_of(machine)).count(world);
}

const Row* find_row(const World& world, Trigger on, std::uint32_t index) {
  const std::uint8_t state = state_of(world, on.machine, index);
  for (const Row& row : machine_table(on.machine).rows) {
    if (row.from == state && row.on == on && holds(row.guard, world, index)) return &row;
  }
  return nullptr;
}

const Row& making_row(Trigger on) {
  for (const Row& row : machine_table(on.machine).rows) {
    if (row.from == kNowhere && row.on == on) return row;
  }
  LOTUSBOX_UNREACHABLE(to_text(on));
}

std::uint16_t row_ordinal(const Row& row) {
  const auto machine = static_cast<std::size_t>(row.on.machine);
  const auto within = &row - kMachines[machine].table->rows.data();
  return static_cast<std::uint16_t>(tables().first[machine] + within);
}

const Row& row_of_ordinal(std::uint16_t ordinal) {
  LOTUSBOX_CHECK(ordinal < row_count(), "row ordinal");
  std::size_t machine = 0;
  while (ordinal >= tables().first[machine + 1]) ++machine;
  return kMachines[machine].table->rows[ordinal - tables().first[machine]];
}

std::uint16_t row_count() { return tables().first[kCount]; }

}  // namespace lotusbox
