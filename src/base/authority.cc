#include "base/authority.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace lotusbox {

namespace {

constexpr std::size_t kNameMax = 253;  // the longest name DNS knows
constexpr std::size_t kPortDigits = 5;
constexpr std::int64_t kPortMax = 65535;
constexpr std::uint16_t kHttpPort = 80;
constexpr std::uint16_t kHttpsPort = 443;
constexpr std::uint8_t kLoopbackNet = 127;
constexpr std::size_t kGroups = 8;

using Four = std::array<std::uint8_t, 4>;
using Groups = std::array<std::uint16_t, kGroups>;

/// The piece before the next separator, which is taken off, too.
std::string_view next_piece(std::string_view& text, char separator) {
  const auto end = text.find(separator);
  const std::string_view piece = text.substr(0, end);
  text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  return piece;
}

std::optional<Four> parse_ipv4(std::string_view text) {
  if (std::count(text.begin(), text.end(), '.') != 3) return std::nullopt;
  Four address{};
  for (std::uint8_t& part : address) {
    const std::string_view digits = next_piece(text, '.');
    // Some readers take a number that begins with 0 for octal.
    const bool octal = digits.size() > 1 && digits[0] == '0';
    if (!all_digits(digits) || digits.size() > 3 || octal) return std::nullopt;
    const auto number = *parse_integer(digits);
    if (number > 255) return std::nullopt;
    part = static_cast<std::uint8_t>(number);
  }
  return address;
}

std::optional<std::uint16_t> parse_group(std::string_view digits) {
  if (digits.empty() || digits.size() > 4) return std::nullopt;
  std::uint16_t group = 0;
  for (const char c : digits) {
    const char lower = to_lower(c);
    if (!is_digit(c) && (lower < 'a' || lower > 'f')) return std::nullopt;
    const int digit = is_digit(c) ? c - '0' : lower - 'a' + 10;
    group = static_cast<std::uint16_t>(group * 16 + digit);
  }
  return group;
}

/// Groups with colons between them, the last two perhaps as an IPv4 address; how many there are.
std::optional<std::size_t> read_groups(std::string_view text, Groups& groups) {
  std::size_t count = 0;
  while (!text.empty()) {
    const bool ends_in_colon = text.back() == ':';
    const std::string_view piece = next_piece(text, ':');
    if (text.empty() && ends_in_colon) return std::nullopt;
    if (const auto four = text.empty() ? parse_ipv4(piece) : std::nullopt) {
      if (count + 2 > kGroups) return std::nullopt;
      groups[count++] = static_cast<std::uint16_t>((*four)[0] << 8U | (*four)[1]);
      groups[count++] = static_cast<std::uint16_t>((*four)[2] << 8U | (*four)[3]);
      break;
    }
    const auto group = parse_group(piece);
    if (!group || count == kGroups) return std::nullopt;
    groups[count++] = *group;
  }
  return count;
}

std::optional<Groups> parse_ipv6(std::string_view text) {
  Groups address{};
  const auto gap = text.find("::");
  if (gap == std::string_view::npos) {
    const auto count = read_groups(text, address);
    return count == kGroups ? std::optional(address) : std::nullopt;
  }
  Groups end{};
  const auto first = read_groups(text.substr(0, gap), address);
  const auto last = read_groups(text.substr(gap + 2), end);
  // The gap stands for one group at least.
  if (!first || !last || *first + *last >= kGroups) return std::nullopt;
  if (text.substr(0, gap).find('.') != std::string_view::npos) return std::nullopt;
  const auto count = static_cast<std::ptrdiff_t>(*last);
  std::copy(end.begin(), end.begin() + count, address.end() - count);
  return address;
}

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= kNameMax && text.front() != '.' &&
         text.find("..") == std::string_view::npos &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return is_alphanumeric(c) || c == '.' || c == '-' || c == '_'; });
}

std::string_view without_end_dot(std::string_view name) {
  if (name.ends_with('.')) name.remove_suffix(1);
  return name;
}

}  // namespace

bool Authority::is_loopback() const {
  if (kind == HostKind::ipv4) return (*parse_ipv4(host))[0] == kLoopbackNet;
  if (kind == HostKind::ipv6) return parse_ipv6(host) == Groups{0, 0, 0, 0, 0, 0, 0, 1};
  constexpr std::string_view kUnder = ".localhost";
  const std::string_view name = without_end_dot(host);
  return equals_ignoring_case(name, "localhost") ||
         (name.size() > kUnder.size() &&
          equals_ignoring_case(name.substr(name.size() - kUnder.size()), kUnder));
}

bool Authority::has_host(std::string_view other) const {
  if (kind != HostKind::name) return equals_ignoring_case(host, other);
  return equals_ignoring_case(without_end_dot(host), without_end_dot(other));
}

std::optional<Authority> parse_authority(std::string_view text) {
  Authority read;
  const bool bracketed = text.starts_with('[');
  const auto end = bracketed ? text.find(']') : text.find(':');
  if (bracketed && end == std::string_view::npos) return std::nullopt;
  read.host = bracketed ? text.substr(1, end - 1) : text.substr(0, end);
  text.remove_prefix(std::min(text.size(), bracketed ? end + 1 : end));
  if (bracketed) {
    if (!parse_ipv6(read.host)) return std::nullopt;
    read.kind = HostKind::ipv6;
  } else if (parse_ipv4(read.host)) {
    read.kind = HostKind::ipv4;
  } else if (!is_name(read.host)) {
    return std::nullopt;
  }
  if (text.empty()) return read;
  const std::string_view digits = text.substr(1);
  if (text[0] != ':' || !all_digits(digits) || digits.size() > kPortDigits) return std::nullopt;
  const auto port = *parse_integer(digits);
  if (port < 1 || port > kPortMax) return std::nullopt;
  read.port = static_cast<std::uint16_t>(port);
  return read;
}

std::uint16_t WebOrigin::port() const {
  return authority.port.value_or(equals_ignoring_case(scheme, "https") ? kHttpsPort : kHttpPort);
}

std::optional<WebOrigin> parse_web_origin(std::string_view text) {
  const auto colon = text.find("://");
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view scheme = text.substr(0, colon);
  if (!equals_ignoring_case(scheme, "http") && !equals_ignoring_case(scheme, "https")) {
    return std::nullopt;
  }
  const auto authority = parse_authority(text.substr(colon + 3));
  if (!authority) return std::nullopt;
  return WebOrigin{scheme, *authority};
}

bool same_origin(const WebOrigin& left, const WebOrigin& right) {
  return equals_ignoring_case(left.scheme, right.scheme) && left.port() == right.port() &&
         left.authority.kind == right.authority.kind &&
         left.authority.has_host(right.authority.host);
}

}  // namespace lotusbox
