#include "wire/parts.h"

namespace lotusbox::wire {

void field_date(JsonWriter& out, std::string_view name, std::optional<CivilDate> date) {
  if (date) {
    out.field(name, format_date(*date));
  } else {
    out.field_null(name);
  }
}

void field_metadata(JsonWriter& out, std::string_view json) {
  out.key("metadata").raw(json.empty() ? "{}" : json);
}

void field_id(JsonWriter& out, const World& world, std::string_view name, ObjectKind kind,
              std::optional<std::uint32_t> index) {
  if (index) {
    out.field(name, id_text(world, {kind, *index}));
  } else {
    out.field_null(name);
  }
}

}  // namespace lotusbox::wire
