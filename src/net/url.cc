#include "net/url.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "base/text.h"

namespace lotusbox::net {
namespace {

constexpr int kHttpPort = 80;
constexpr int kHttpsPort = 443;
constexpr std::size_t kHostMax = 253;  // the longest name DNS knows

bool is_ipv6(const std::string& host) {
  in6_addr address{};
  return inet_pton(AF_INET6, host.c_str(), &address) == 1;
}

bool is_host_name(std::string_view host) {
  return !host.empty() && host.size() <= kHostMax &&
         std::all_of(host.begin(), host.end(),
                     [](char c) { return is_alphanumeric(c) || c == '.' || c == '-' || c == '_'; });
}

std::optional<int> parse_port(std::string_view text) {
  const auto number = all_digits(text) ? parse_integer(text) : std::nullopt;
  if (!number || *number < 1 || *number > 65535) return std::nullopt;
  return static_cast<int>(*number);
}

bool is_printable_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

AddressKind kind_of(std::uint32_t address) {
  const std::uint32_t first = address >> 24U;
  if (first == 127) return AddressKind::loopback;
  if (first == 0) return AddressKind::unspecified;
  if (address >> 16U == 0xA9FE) return AddressKind::link_local;  // 169.254.0.0/16
  return first >= 224 && (first < 240 || address == INADDR_BROADCAST) ? AddressKind::many
                                                                      : AddressKind::usual;
}

}  // namespace

std::string Target::authority() const {
  const bool bracketed = host.find(':') != std::string::npos;
  std::string text = bracketed ? "[" : "";
  text.append(host).append(bracketed ? "]" : "");
  if (port != (tls ? kHttpsPort : kHttpPort)) text.append(":").append(std::to_string(port));
  return text;
}

std::string Target::origin() const { return (tls ? "https://" : "http://") + authority(); }

Result<Target, std::string> parse_http_url(std::string_view url) {
  constexpr std::string_view kPlain = "http://";
  constexpr std::string_view kTls = "https://";
  const auto wrong = [url](std::string_view what) {
    std::string text = "\"";
    text.append(url.substr(0, 200)).append("\" ").append(what);
    return failure(std::move(text));
  };
  if (!is_printable_ascii(url)) return wrong("holds a character that must be percent-encoded");
  Target target;
  target.tls = equals_ignoring_case(url.substr(0, kTls.size()), kTls);
  target.port = target.tls ? kHttpsPort : kHttpPort;
  if (!target.tls && !equals_ignoring_case(url.substr(0, kPlain.size()), kPlain)) {
    return wrong("does not begin with http:// or https://");
  }
  auto rest = url.substr(target.tls ? kTls.size() : kPlain.size());
  rest = rest.substr(0, rest.find('#'));
  auto authority = rest.substr(0, rest.find_first_of("/?"));
  const auto path = rest.substr(authority.size());
  if (!path.starts_with('/')) target.path = "/";
  target.path.append(path);

  if (authority.find('@') != std::string_view::npos) return wrong("holds a user name");
  const bool bracketed = authority.starts_with('[');
  const auto host_end = bracketed ? authority.find(']') : authority.find(':');
  if (bracketed && host_end == std::string_view::npos) return wrong("has no closing bracket");
  target.host = bracketed ? authority.substr(1, host_end - 1) : authority.substr(0, host_end);
  if (bracketed ? !is_ipv6(target.host) : !is_host_name(target.host)) {
    return wrong("has no valid host");
  }
  authority.remove_prefix(std::min(authority.size(), bracketed ? host_end + 1 : host_end));
  if (authority.empty()) return target;
  const auto port = authority.front() == ':' ? parse_port(authority.substr(1)) : std::nullopt;
  if (!port) return wrong("has no port from 1 to 65535");
  target.port = *port;
  return target;
}

bool is_loopback_host(std::string_view host) {
  if (equals_ignoring_case(host, "localhost")) return true;
  const std::string text(host);
  in_addr four{};
  if (inet_pton(AF_INET, text.c_str(), &four) == 1) return (ntohl(four.s_addr) >> 24U) == 127;
  in6_addr six{};
  return inet_pton(AF_INET6, text.c_str(), &six) == 1 &&
         std::equal(std::begin(six.s6_addr), std::end(six.s6_addr),
                    std::begin(in6addr_loopback.s6_addr));
}

bool is_wildcard_host(std::string_view host) {
  const std::string text(host);
  in_addr four{};
  if (inet_pton(AF_INET, text.c_str(), &four) == 1) return four.s_addr == INADDR_ANY;
  in6_addr six{};
  return inet_pton(AF_INET6, text.c_str(), &six) == 1 &&
         std::equal(std::begin(six.s6_addr), std::end(six.s6_addr),
                    std::begin(in6addr_any.s6_addr));
}

AddressKind kind_of_address(std::string_view address) {
  const std::string text(address);
  in_addr four{};
  if (inet_pton(AF_INET, text.c_str(), &four) == 1) return kind_of(ntohl(four.s_addr));
  in6_addr six{};
  if (inet_pton(AF_INET6, text.c_str(), &six) != 1) return AddressKind::none;
  if (IN6_IS_ADDR_V4MAPPED(&six)) {
    std::uint32_t inner = 0;
    std::memcpy(&inner, &six.s6_addr[12], sizeof inner);
    return kind_of(ntohl(inner));
  }
  if (IN6_IS_ADDR_LOOPBACK(&six)) return AddressKind::loopback;
  if (IN6_IS_ADDR_UNSPECIFIED(&six)) return AddressKind::unspecified;
  if (IN6_IS_ADDR_LINKLOCAL(&six)) return AddressKind::link_local;
  return IN6_IS_ADDR_MULTICAST(&six) ? AddressKind::many : AddressKind::usual;
}

bool is_loopback_url(std::string_view url) {
  const auto target = parse_http_url(url);
  return target && is_loopback_host(target->host);
}

}  // namespace lotusbox::net
