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
              std::optional<std::uint32_t> place);

template <class Enum>
void field_word(JsonWriter& out, std::string_view name, std::optional<Enum> word) {
  out.field_or_null(name, word ? to_text(*word) : std::string_view());
}

template <class Tag>
std::optional<std::uint32_t> place_of(std::optional<Id<Tag>> id) {
  return id ? std::optional(id->place) : std::nullopt;
}

}  // namespace lotusbox::wire
