#include "webhook/sender.h"

#include "base/seeded_permutation.h"
#include "webhook/envelope.h"

namespace lotusbox::webhook {

std::string body_of(const World& world, DeliveryId id, std::uint16_t attempts_before,
                    std::string_view event) {
  const Webhook& target = world.targets[world.deliveries[id.index].target];
  if (target.format == WebhookFormat::plain) return std::string(event);
  const std::uint64_t nonce =
      mix(world.ids.seed() ^ mix((std::uint64_t{id.index} << 16U) | attempts_before));
  return seal(event, target.key, nonce);
}

}  // namespace lotusbox::webhook
