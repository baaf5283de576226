#include "core/behaviour/terms.h"

namespace lotusbox {

bool is_past(const World& world, std::optional<CivilDate> final_collection) {
  return final_collection && *final_collection < ist_date(world.now);
}

Objection end_passed(const World& world, std::optional<CivilDate> final_collection,
                     std::string_view name) {
  if (!is_past(world, final_collection)) return std::nullopt;
  Finding found{.message = std::string(name) + " may not be in the past"};
  found.inputs = {{std::string(name), format_date(*final_collection)},
                  {"today", format_date(ist_date(world.now))}};
  return found;
}

Objection not_for_paper(Variant variant, std::optional<Frequency> frequency) {
  using enum Frequency;
  if (variant != Variant::physical || !frequency) return std::nullopt;
  const bool electronic =
      *frequency == inda || *frequency == dail || *frequency == week || *frequency == bimn;
  return when(electronic, "INDA, DAIL, WEEK and BIMN are for e-mandates only");
}

}  // namespace lotusbox
