// Pieces that several of the vendor's shapes have in common: ids, lists inside objects, and what is
// masked. Internal to this floor.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json_writer.h"
#include "wire/json_shapes.h"

namespace lotusbox::wire {

constexpr ObjectKind kind_of(SourceId) { return ObjectKind::source; }
constexpr ObjectKind kind_of(MandateId) { return ObjectKind::mandate; }
constexpr ObjectKind kind_of(CustomerId) { return ObjectKind::customer; }
constexpr ObjectKind kind_of(BankAccountId) { return ObjectKind::bank_account; }
constexpr ObjectKind kind_of(ImageId) { return ObjectKind::physical_image; }
constexpr ObjectKind kind_of(DebitId) { return ObjectKind::ach_debit; }
constexpr ObjectKind kind_of(CollectionId) { return ObjectKind::ach_debit_collection; }
constexpr ObjectKind kind_of(SettlementId) { return ObjectKind::settlement; }
constexpr ObjectKind kind_of(SubscriptionId) { return ObjectKind::subscription; }
constexpr ObjectKind kind_of(JuspayMandateId) { return ObjectKind::juspay_mandate; }

template <class RowId>
std::string id_of(const World& world, RowId id) {
  return id_text(world, {kind_of(id), id.index});
}
template <class RowId>
std::optional<std::string> id_of(const World& world, std::optional<RowId> id) {
  return id ? std::optional(id_of(world, *id)) : std::nullopt;
}
inline std::optional<std::string> agent_id(const World& world, std::optional<std::uint16_t> agent) {
  return agent ? std::optional(world.ids.format(kAgentPrefix, *agent)) : std::nullopt;
}

/// A list inside an object: the newest rows of a chain first (facts 1.4). `previous` leads from the
/// id of one row to the one before it.
template <class RowId, class Previous>
void write_embedded_list(JsonWriter& out, const World& world, std::optional<RowId> newest,
                         std::int64_t total, std::string_view url, Previous previous) {
  constexpr int kShown = 100;
  out.begin_object().field("object", "list").key("data").begin_array();
  for (int i = 0; i < kShown && newest; ++i) {
    out.begin_object().field("id", id_of(world, *newest)).end_object();
    newest = previous(*newest);
  }
  out.end_array().field("total_count", total).field("url", url).end_object();
}

template <class Tag>
std::optional<std::uint32_t> index_of(std::optional<Id<Tag>> id) {
  return id ? std::optional(id->index) : std::nullopt;
}

}  // namespace lotusbox::wire
