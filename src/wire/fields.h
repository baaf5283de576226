// Pieces that several shapes share: dates, words, ids, and the groups of keys that sources and
// mandates have in common. Internal to this floor.
#pragma once

#include <optional>
#include <string>
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

void write_amounts(JsonWriter& out, AmountKind kind, Paise amount);
void write_creditor(JsonWriter& out, const Reference& reference, const Terms& terms);
void write_debtor(JsonWriter& out, const World& world, const Terms& terms);
void write_references(JsonWriter& out, const World& world, const Terms& terms,
                      std::string_view first_default);
void write_agent_id(JsonWriter& out, const World& world, std::optional<std::uint16_t> agent);
[[nodiscard]] std::string profile_id(const World& world);

}  // namespace lotusbox::wire
