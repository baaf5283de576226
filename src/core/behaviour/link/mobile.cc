#include "core/behaviour/link/mobile.h"

#include "base/text.h"
#include "core/behaviour/formats.h"

namespace lotusbox {

namespace {

constexpr Rule kMobileRule{"link.mobile",
                           RefusalCode::parameter_invalid,
                           "mobile",
                           Evidence::documented,
                           "facts 7: short links",
                           "The mobile number is that of the debtor"};

}  // namespace

std::optional<Refusal> refuse_mobile(const World& world, LinkId link, const Field& mobile) {
  const Source& source = world.sources[world.links[link.index].target];
  const std::string_view wanted = world.text(world.terms_of(source).mobile);
  if (mobile.is_scalar() && !wanted.empty() && mobile_digits(trim(mobile.text)) == wanted) {
    return std::nullopt;
  }
  return Refusal{&kMobileRule, {.message = "This is not the mobile number of the request"}};
}

const Rule& mobile_rule() { return kMobileRule; }

}  // namespace lotusbox
