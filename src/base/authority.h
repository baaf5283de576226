// The part of an address that says whom it is about: `host[:port]`, as a Host header holds it, and
// `scheme://host[:port]`, as an Origin does. Read from the text alone, without a copy: no name is
// looked up here.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace lotusbox {

enum class HostKind : std::uint8_t { name, ipv4, ipv6 };

struct Authority {
  std::string_view host;  ///< as written; an IPv6 address without its brackets
  HostKind kind = HostKind::name;
  std::optional<std::uint16_t> port;  ///< 1 to 65535; none: the usual one of the scheme

  /// 127.0.0.0/8, ::1, `localhost` and all names under it. The dot that may end a name is ignored.
  [[nodiscard]] bool is_loopback() const;
  /// The same host, letter case and the dot at the end of a name aside.
  [[nodiscard]] bool has_host(std::string_view other) const;
};

/// nullopt for all that is no host, or a host and a port from 1 to 65535: user names, paths, blanks
/// and control characters. A name has at most 253 letters, digits, dots, hyphens and underscores;
/// an IPv4 address has four decimal parts, and an IPv6 address stands in brackets.
[[nodiscard]] std::optional<Authority> parse_authority(std::string_view text);

struct WebOrigin {
  std::string_view scheme;  ///< `http` or `https`, in either case
  Authority authority;

  [[nodiscard]] std::uint16_t port() const;  ///< with the usual one of the scheme
};

/// nullopt for all that is not exactly `http[s]://host[:port]`.
[[nodiscard]] std::optional<WebOrigin> parse_web_origin(std::string_view text);
/// Of the same scheme, host and port.
[[nodiscard]] bool same_origin(const WebOrigin& left, const WebOrigin& right);

}  // namespace lotusbox
