// Lists of the vendor's API (facts 1.4).
#pragma once

#include <string>
#include <string_view>

#include "base/json_writer.h"

namespace lotusbox::wire {

/// `entries` are JSON values with commas between them.
[[nodiscard]] std::string list_body(std::string_view url, bool has_more, std::string_view entries);

struct ReferenceEntry {
  std::string_view id, reference1;
};
void write_reference_entry(JsonWriter& out, const ReferenceEntry& entry);
void write_id_entry(JsonWriter& out, std::string_view id);

}  // namespace lotusbox::wire
