// The groups of keys that sources and mandates have in common. Internal to this floor.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json_writer.h"
#include "wire/parts.h"

namespace lotusbox::wire {

void write_amounts(JsonWriter& out, AmountKind kind, Paise amount);
void write_creditor(JsonWriter& out, const World& world, const Terms& terms);
void write_debtor(JsonWriter& out, const World& world, const Terms& terms);
void write_references(JsonWriter& out, const World& world, const Terms& terms,
                      std::string_view first_default);
void write_agent_id(JsonWriter& out, const World& world, std::optional<std::uint16_t> agent);

}  // namespace lotusbox::wire
