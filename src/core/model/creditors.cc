#include "core/model/creditors.h"

#include "core/model/world.h"

namespace lotusbox {

const Creditor& creditor_of(const World& world, const Terms& terms) {
  return world.creditors.read().rows[terms.creditor];
}

std::string profile_id(const World& world, std::uint16_t creditor) {
  return world.ids.format("NP", creditor);
}

}  // namespace lotusbox
