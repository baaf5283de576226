// Addresses of the form http[s]://host[:port][/path], and which of them stay on this machine.
// Decided from the text alone: no name is ever looked up here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace lotusbox::net {

struct Target {
  std::string host;  ///< a name or an address; an IPv6 address without its brackets
  int port = 80;
  std::string path;  ///< with the query, at least "/"
  bool tls = false;  ///< https

  /// `host:port` as a Host header wants it.
  [[nodiscard]] std::string authority() const;
  /// `scheme://host:port`
  [[nodiscard]] std::string origin() const;
};

/// Says in a sentence what is wrong with it; other schemes, user names and stray characters are.
Result<Target, std::string> parse_http_url(std::string_view url);

/// 127.0.0.0/8 in four plain parts, ::1, and the one name localhost. Other names and notations may
/// lead here, too, but are not loopback for us.
bool is_loopback_host(std::string_view host);

/// `0.0.0.0` and `::`: every address of a machine, where a server may listen.
bool is_wildcard_host(std::string_view host);

enum class AddressKind : std::uint8_t {
  none,  ///< not an address as inet_pton reads it
  loopback,
  unspecified,
  link_local,
  many,  ///< multicast and broadcast
  usual
};

/// An IPv6 address that stands for one of IPv4 (`::ffff:127.0.0.1`) is of the kind of that one.
AddressKind kind_of_address(std::string_view address);

/// False for what `parse_http_url` refuses.
bool is_loopback_url(std::string_view url);

}  // namespace lotusbox::net
