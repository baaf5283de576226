// The vendor's smaller resources as JSON: bank accounts and tokens of a world, and what the
// reference data knows about banks and agents. Nothing is decided here.
#pragma once

#include <string_view>

#include "wire/json_shapes.h"

namespace lotusbox::wire {

/// Facts 4.4.
void write_bank_account(JsonWriter& out, const World& world, BankAccountId id);
/// Facts 14.12: the id is `btok_…`.
void write_token(JsonWriter& out, const World& world, BankAccountId id);

/// Facts 4.11.
void write_nach_bank(JsonWriter& out, const Bank& bank);
/// As the sample of pagination shows it.
void write_nach_bank_entry(JsonWriter& out, const Bank& bank);
/// Facts 4.9; null where there is no source.
/// A branch of the bank, by its IFSC.
void write_bank(JsonWriter& out, const Bank& bank, std::string_view ifsc);
/// The NACH profiles of a world, for the control plane.
void write_creditors(JsonWriter& out, const World& world);

/// Facts 4.10; in the list without object, created and livemode.
void write_image(JsonWriter& out, const World& world, ImageId id);
void write_image_entry(JsonWriter& out, const World& world, ImageId id);

/// Facts 4.9; `index` is the one in Reference::agents.
void write_agent(JsonWriter& out, const World& world, std::size_t index);
/// Without object, created and livemode, as the list shows it (facts 1.4).
void write_agent_entry(JsonWriter& out, const World& world, std::size_t index);

}  // namespace lotusbox::wire
