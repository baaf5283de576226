// Pieces that several of the vendor's shapes have in common: dates, words, ids and metadata, with
// null for what is absent. Internal to this floor.
#pragma once

#include <optional>
#include <string_view>

#include "base/json_writer.h"
#include "core/model/world.h"

namespace lotusbox::wire {

void field_date(JsonWriter& out, std::string_view name, std::optional<CivilDate> date);
/// Metadata is kept as JSON; no metadata is an empty object.
void field_metadata(JsonWriter& out, std::string_view json);
void field_id(JsonWriter& out, const World& world, std::string_view name, ObjectKind kind,
              std::optional<std::uint32_t> index);

/// A list inside an object: the newest rows of a chain first (facts 1.4). `previous` leads from the
/// id of one row to the one before it.
template <class RowId, class Previous>
void write_embedded_list(JsonWriter& out, const World& world, std::string_view name,
                         ObjectKind kind, std::optional<RowId> newest, std::int64_t total,
                         std::string_view url, Previous previous) {
  constexpr int kShown = 100;
  out.key(name).begin_object().field("object", "list").key("data").begin_array();
  for (int i = 0; i < kShown && newest; ++i) {
    out.begin_object().field("id", id_text(world, {kind, newest->index})).end_object();
    newest = previous(*newest);
  }
  out.end_array().field("total_count", total).field("url", url).end_object();
}

template <class Enum>
void field_word(JsonWriter& out, std::string_view name, std::optional<Enum> word) {
  out.field_or_null(name, word ? to_text(*word) : std::string_view());
}

template <class Tag>
std::optional<std::uint32_t> index_of(std::optional<Id<Tag>> id) {
  return id ? std::optional(id->index) : std::nullopt;
}

}  // namespace lotusbox::wire
