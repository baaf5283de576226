#include "wire/json_shapes.h"

#include <algorithm>

#include "base/text.h"
#include "core/model/world.h"

namespace lotusbox::wire {

namespace {

constexpr std::size_t kAccountShown = 4;
constexpr std::size_t kPanShown = 4;
constexpr std::string_view kSourceLinkPath = "/pay/";
constexpr std::string_view kShortLinkPath = "/p/";

}  // namespace

std::string source_link_url(const View& view, LinkId link) {
  return std::string(view.base_url) + std::string(kSourceLinkPath) +
         view.link_names.format({view.world_number, link});
}

std::string short_link_url(const View& view, LinkId link) {
  return std::string(view.base_url) + std::string(kShortLinkPath) +
         view.link_names.format_short({view.world_number, link});
}

std::string request_link_url(const View& view, Action action, LinkId link) {
  return std::string(view.base_url) + "/v2/mandates/" + std::string(to_text(action)) +
         "/auth?request_id=" + request_id_text(view, link);
}

std::string request_id_text(const View& view, LinkId link) {
  const ManagementRequest& request = view.world.requests[view.world.links[link.index].target];
  return base64_encode(id_text(view.world, {ObjectKind::mandate, request.mandate.index}) + "." +
                       view.link_names.format({view.world_number, link}));
}

std::string client_secret(const World& world, SourceId id) {
  constexpr int kSecretLength = 24;
  return "src_client_secret_" + world.ids.secret("client_secret", id.index, kSecretLength);
}

std::optional<LinkNames::Name> parse_request_id(const LinkNames& names,
                                                std::string_view request_id) {
  const auto text = base64_decode(request_id);
  const auto dot = text ? text->find('.') : std::string::npos;
  if (dot == std::string::npos) return std::nullopt;
  return names.parse(std::string_view(*text).substr(dot + 1));
}

std::optional<LinkNames::Name> find_link_name(const LinkNames& names, std::string_view text) {
  const auto after = [&](std::string_view mark) -> std::optional<std::string_view> {
    const auto index = text.find(mark);
    if (index == std::string_view::npos) return std::nullopt;
    std::string_view rest = text.substr(index + mark.size());
    // Slashes too many do not matter in a path (facts 14.2).
    if (mark.ends_with('/')) rest.remove_prefix(std::min(rest.find_first_not_of('/'), rest.size()));
    return rest.substr(0, rest.find_first_of("?&#/"));
  };
  if (const auto request_id = after("request_id=")) {
    const auto decoded = percent_decode(*request_id, false);
    return decoded ? parse_request_id(names, *decoded) : std::nullopt;
  }
  if (const auto source = after("/pay/")) return names.parse(*source);
  if (const auto shortened = after("/p/")) return names.parse_short(*shortened);
  return names.parse(text);
}

std::string masked_account(std::string_view number) {
  if (number.empty()) return {};
  return "****" +
         std::string(number.substr(number.size() - std::min(number.size(), kAccountShown)));
}

std::string masked_pan(std::string_view pan) {
  if (pan.size() <= kPanShown) return std::string(pan);
  return std::string(pan.size() - kPanShown, '*') + std::string(pan.substr(pan.size() - kPanShown));
}

}  // namespace lotusbox::wire
