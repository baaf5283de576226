#include "api/rules/web.h"

#include <algorithm>

#include "base/authority.h"
#include "base/printable.h"
#include "base/text.h"

namespace lotusbox::api {

namespace {

using enum Evidence;

constexpr std::string_view kHost = "Host";
constexpr std::string_view kOrigin = "Origin";
constexpr std::string_view kSite = "Sec-Fetch-Site";
constexpr std::string_view kMode = "Sec-Fetch-Mode";
constexpr std::string_view kDest = "Sec-Fetch-Dest";
static_assert(kMode.size() == kSite.size() && kDest.size() == kSite.size());
constexpr std::string_view kNull = "null";
constexpr std::size_t kShown = 100;  // bytes of an origin that a message tells

/// Whose page a request comes from.
enum class From : std::uint8_t { nobody, own, allowed, hidden, stranger };

/// The origin of a whole URL; none when it is no URL.
std::optional<WebOrigin> origin_of_url(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return std::nullopt;
  return parse_web_origin(url.substr(0, url.find_first_of("/?#", scheme + 3)));
}

/// The page was served under the name that the request is for, or under the public one.
bool is_own(const WebOrigin& origin, const AskedBy& by, const WebPolicy& policy) {
  // A proxy that speaks TLS for us sends on the host, but not the scheme.
  if (const auto host = parse_authority(by.host)) {
    if (same_origin(origin, {origin.scheme, *host})) return true;
  }
  const auto known = origin_of_url(policy.public_url);
  return known && same_origin(origin, *known);
}

bool is_listed(std::string_view origin, const std::optional<WebOrigin>& read,
               const WebPolicy& policy) {
  return std::any_of(policy.origins.begin(), policy.origins.end(), [&](const std::string& one) {
    if (!read) return equals_ignoring_case(one, origin);
    const auto known = parse_web_origin(one);
    return known && same_origin(*known, *read);
  });
}

From from(const WebClaim& c) {
  const std::string_view text = c.by.origin;
  if (text.empty()) return From::nobody;
  if (text == kNull) return From::hidden;
  const auto origin = parse_web_origin(text);
  if (origin && is_own(*origin, c.by, c.policy)) return From::own;
  if (origin && origin->authority.is_loopback()) return From::allowed;
  return is_listed(text, origin, c.policy) ? From::allowed : From::stranger;
}

bool is_same_site(std::string_view site) {
  return site.empty() || site == "same-origin" || site == "none";
}

/// A link that somebody followed, to where nothing changes by that.
bool is_followed_link(const WebClaim& c) {
  return c.reads && !c.preflight && c.by.origin.empty() && c.by.mode == "navigate" &&
         c.by.dest == "document";
}

std::string shown(std::string_view text) { return printable(text.substr(0, kShown)); }

struct HostClaim {
  const AskedBy& by;
  const WebPolicy& policy;
};

Objection host_readable(const HostClaim& c) {
  return when(!c.by.host.empty() && !parse_authority(c.by.host),
              "Host must be a name or an address, and a port from 1 to 65535 where there is one");
}

bool is_known_host(const Authority& host, const WebPolicy& policy) {
  if (host.kind != HostKind::name || host.is_loopback()) return true;
  // A name without a dot is given out by the machine, a compose file or a local network.
  if (host.host.find('.') == std::string_view::npos) return true;
  if (host.has_host("host.docker.internal")) return true;
  const auto is_host = [&](const std::string& one) { return host.has_host(one); };
  if (std::any_of(policy.hosts.begin(), policy.hosts.end(), is_host)) return true;
  const auto url = origin_of_url(policy.public_url);
  return url && host.has_host(url->authority.host);
}

Objection host_known(const HostClaim& c) {
  if (c.by.host.empty()) return std::nullopt;
  const Authority host = *parse_authority(c.by.host);
  if (is_known_host(host, c.policy)) return std::nullopt;
  const std::string name(host.host);
  return Finding{.message = "This server does not answer as " + name +
                            ", since any web page could point that name here: start it with "
                            "--allow-host " +
                            name + " to permit it"};
}

Objection control_origin(const WebClaim& c) {
  if (c.surface != Surface::control) return std::nullopt;
  const From who = from(c);
  if (who == From::nobody || who == From::own) return std::nullopt;
  return Finding{.message =
                     "The control plane takes no requests of web pages but its own; this "
                     "one is of the origin " +
                     shown(c.by.origin)};
}

Objection control_site(const WebClaim& c) {
  if (c.surface != Surface::control || is_same_site(c.by.site)) return std::nullopt;
  return when(!is_followed_link(c),
              "The control plane takes no requests of web pages but its own; following a link "
              "to what only looks is no such request");
}

Objection vendor_origin(const WebClaim& c) {
  if (c.surface == Surface::control) return std::nullopt;
  const From who = from(c);
  if (who != From::hidden && who != From::stranger) return std::nullopt;
  if (c.surface == Surface::link && !c.preflight) {
    // Pages of links keep their address to themselves, so their own forms are of no origin.
    const bool own_form = who == From::hidden && is_same_site(c.by.site);
    if (c.reads || own_form) return std::nullopt;
  }
  const std::string origin = shown(c.by.origin);
  std::string message = "Web pages of the origin " + origin + " may not call this server";
  if (who == From::stranger) {
    message += ": start it with --allow-origin " + origin + " to permit it";
  }
  return Finding{.message = std::move(message)};
}

Objection vendor_site(const WebClaim& c) {
  if (c.surface != Surface::vendor || c.by.site != "cross-site") return std::nullopt;
  const bool known = from(c) == From::own || from(c) == From::allowed;
  return when(!known && !is_followed_link(c),
              "A web page of another site asked for this, without saying which");
}

constexpr RuleRow<HostClaim> kHostRules[] = {
    {{"host.malformed", RefusalCode::parameter_invalid, "Host", assumed, "ours",
      "Host is a name or an address, with or without a port"},
     host_readable},
    {{"host.unknown", RefusalCode::misdirected_request, "Host", assumed, "ours",
      "The server is called by a name that no stranger can point at it, or by one that is allowed"},
     host_known},
};

constexpr RuleRow<WebClaim> kPageRules[] = {
    {{"origin.control", RefusalCode::origin_not_allowed, "Origin", assumed, "ours",
      "The control plane is asked by its own page, or by no page"},
     control_origin},
    {{"site.control", RefusalCode::origin_not_allowed, "Sec-Fetch-Site", assumed, "ours",
      "The control plane is asked by its own page, or somebody follows a link to it"},
     control_site},
    {{"origin.vendor", RefusalCode::origin_not_allowed, "Origin", assumed, "ours",
      "A page that calls the vendors is of this machine, or its origin is allowed"},
     vendor_origin},
    {{"site.vendor", RefusalCode::origin_not_allowed, "Sec-Fetch-Site", assumed, "ours",
      "A page of another site that calls the vendors says which it is"},
     vendor_site},
};

}  // namespace

AskedBy AskedBy::read(const Headers& headers) {
  AskedBy by;
  const auto take = [](std::string_view& into, const auto& header, std::string_view name) {
    if (into.empty() && equals_ignoring_case(header.first, name)) into = header.second;
  };
  for (const auto& header : headers) {
    switch (header.first.size()) {
      case kHost.size(): take(by.host, header, kHost); break;
      case kOrigin.size(): take(by.origin, header, kOrigin); break;
      case kSite.size():
        take(by.site, header, kSite);
        take(by.mode, header, kMode);
        take(by.dest, header, kDest);
        break;
      default: break;
    }
  }
  return by;
}

std::optional<Refusal> refuse_host(const AskedBy& by, const WebPolicy& policy) {
  return first_refusal(std::span<const RuleRow<HostClaim>>(kHostRules), {by, policy});
}

std::optional<Refusal> refuse_page(const WebClaim& claim) {
  if (claim.by.origin.empty() && claim.by.site.empty()) return std::nullopt;
  return first_refusal(std::span<const RuleRow<WebClaim>>(kPageRules), claim);
}

bool may_read_answer(const WebClaim& claim) {
  if (claim.by.origin.empty() || claim.surface == Surface::control) return false;
  const From who = from(claim);
  return who == From::own || who == From::allowed;
}

std::string problem_with_allowed_host(std::string_view host) {
  const auto read = parse_authority(host);
  if (read && !read->port && read->kind == HostKind::name) return {};
  return "--allow-host " + printable(host) +
         ": a host is a name such as mock.example, without a "
         "scheme, a port or a star";
}

std::string problem_with_allowed_origin(std::string_view origin) {
  const auto scheme = origin.find("://");
  const std::string_view rest = scheme == std::string_view::npos ? "" : origin.substr(scheme + 3);
  const bool plain = std::all_of(origin.begin(), origin.end(), [](char c) {
    return c > ' ' && c < '\x7F' && c != '*' && c != '"' && c != '<' && c != '>' && c != '@';
  });
  const bool http = equals_ignoring_case(origin.substr(0, scheme), "http") ||
                    equals_ignoring_case(origin.substr(0, scheme), "https");
  const bool bare = scheme != 0 && !rest.empty() && rest.find_first_of("/?#") == rest.npos;
  if (plain && bare && (!http || parse_web_origin(origin))) return {};
  return "--allow-origin " + printable(origin) +
         ": an origin is a scheme, a host and perhaps a port, such as https://app.example";
}

std::vector<const Rule*> web_rule_list() {
  auto rules = rules_of(std::span<const RuleRow<HostClaim>>(kHostRules));
  for (const Rule* rule : rules_of(std::span<const RuleRow<WebClaim>>(kPageRules))) {
    rules.push_back(rule);
  }
  return rules;
}

}  // namespace lotusbox::api
