#include "core/model/object_rows.h"

#include "base/check.h"
#include "base/enum_names.h"
#include "core/model/tables_of.h"

namespace lotusbox {

namespace {

template <auto table>
std::uint32_t count(const World& world) {
  return static_cast<std::uint32_t>(table_of(world, table).size());
}

template <auto table, auto snapshots>
std::uint32_t snapshot(World& world, std::uint32_t index) {
  const auto& state = table_of(world, table)[index].state;
  return static_cast<std::uint32_t>(table_of(world, snapshots).add(state));
}

using W = World;
using L = Ledger;

constexpr ObjectRow kObjects[] = {
    {ObjectKind::source, "source", "SC", count<&W::sources>,
     snapshot<&W::sources, &W::source_snapshots>},
    {ObjectKind::mandate, "mandate", "MD", count<&W::mandates>,
     snapshot<&W::mandates, &W::mandate_snapshots>},
    {ObjectKind::request, "request", "", count<&W::requests>, nullptr},
    {ObjectKind::link, "link", "AL", count<&W::links>, nullptr},
    {ObjectKind::customer, "customer", "CU", count<&W::customers>,
     snapshot<&W::customers, &W::customer_snapshots>},
    {ObjectKind::bank_account, "bank_account", "BA", count<&W::bank_accounts>, nullptr},
    {ObjectKind::delivery, "delivery", "", count<&W::deliveries>, nullptr},
    {ObjectKind::juspay_mandate, "juspay_mandate", "", count<&W::juspay_mandates>,
     snapshot<&W::juspay_mandates, &W::juspay_snapshots>},
    {ObjectKind::physical_image, "physical_image", "PS", count<&W::images>, nullptr},
    {ObjectKind::ach_debit, "ach_debit", "ND", count<&L::debits>,
     snapshot<&L::debits, &L::debit_snapshots>},
    {ObjectKind::ach_debit_collection, "ach_debit_collection", "DO", count<&L::collections>,
     nullptr},
    {ObjectKind::settlement, "settlement", "SM", count<&L::settlements>,
     snapshot<&L::settlements, &L::settlement_snapshots>},
    {ObjectKind::subscription, "subscription", "SB", count<&L::subscriptions>, nullptr},
};
static_assert(in_order(kObjects, [](const ObjectRow& row) { return row.kind; }));

}  // namespace

std::span<const ObjectRow> object_rows() { return kObjects; }

const ObjectRow& row_of(ObjectKind kind) { return kObjects[static_cast<std::size_t>(kind)]; }

std::string_view to_text(ObjectKind value) { return row_of(value).word; }
std::string_view id_prefix(ObjectKind kind) { return row_of(kind).prefix; }

std::uint32_t take_snapshot(World& world, ObjectRef object) {
  const ObjectRow& row = row_of(object.kind);
  LOTUSBOX_CHECK(row.snapshot != nullptr, "an event about an object without snapshots");
  return row.snapshot(world, object.index);
}

}  // namespace lotusbox
