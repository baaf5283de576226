// The head of an HTTP/1 request as views into the bytes it came in, checked strictly: what two
// readers could understand differently is refused, so nothing can be smuggled past one of them.
// Reads only; where the head ends and how the body is collected is the business of RequestReader.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace lotusbox::net {

/// Why the server itself answers a request; `code` becomes `error.code` and the rule `net.<code>`.
struct Refusal {
  int status;
  std::string_view code;
  std::string_view message;
};

struct RequestHead {
  enum class Framing : std::uint8_t { kNone, kLength, kChunked };

  std::string_view method;
  std::string_view target;  ///< as sent, but an absolute one is cut down to its path and query
  std::vector<std::pair<std::string_view, std::string_view>> fields;  ///< in the order of arrival
  std::uint64_t content_length = 0;
  int version_minor = 1;
  Framing framing = Framing::kNone;
  bool keep_alive = true;
  bool expects_continue = false;
};

/// Reads request line and fields up to and with the blank line; a refusal when they are not clean.
std::optional<Refusal> parse_head(std::string_view bytes, std::size_t fields_max,
                                  RequestHead& head);

/// True for the characters a method or a field name is made of (RFC 9110, token).
bool is_token_character(char c);

}  // namespace lotusbox::net
