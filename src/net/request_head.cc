#include "net/request_head.h"

#include <algorithm>
#include <array>
#include <limits>

#include "base/text.h"

namespace lotusbox::net {
namespace {

enum CharacterClass : unsigned char { kToken = 1, kFieldValue = 2, kTarget = 4 };

constexpr std::array<unsigned char, 256> make_classes() {
  std::array<unsigned char, 256> classes{};
  for (std::size_t c = 0x20; c < 256; ++c) {
    if (c == 0x7f) continue;
    classes[c] = kFieldValue;
    // Bytes above ASCII are not allowed in a target, but servers in the field take them.
    if (c != ' ') classes[c] |= kTarget;
  }
  classes['\t'] = kFieldValue;
  constexpr std::string_view kTokenMarks = "!#$%&'*+-.^_`|~";
  for (const char mark : kTokenMarks) classes[static_cast<unsigned char>(mark)] |= kToken;
  for (std::size_t c = '0'; c <= '9'; ++c) classes[c] |= kToken;
  for (std::size_t c = 'a'; c <= 'z'; ++c) classes[c] |= kToken;
  for (std::size_t c = 'A'; c <= 'Z'; ++c) classes[c] |= kToken;
  return classes;
}

constexpr auto kClasses = make_classes();

bool all_of_class(std::string_view text, CharacterClass wanted) {
  return std::all_of(text.begin(), text.end(),
                     [wanted](char c) { return kClasses[static_cast<unsigned char>(c)] & wanted; });
}

Refusal malformed(std::string_view message) { return {400, "request_malformed", message}; }

std::string_view trim_blanks(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// Proxies send `GET http://host/path`; a server must take it for `/path` (RFC 9112, 3.2.2).
std::string_view without_authority(std::string_view target) {
  constexpr std::string_view kScheme = "http://";
  if (target.size() < kScheme.size() ||
      !equals_ignoring_case(target.substr(0, kScheme.size()), kScheme)) {
    return target;
  }
  const auto path = target.find_first_of("/?", kScheme.size());
  return path == std::string_view::npos || target[path] == '?' ? std::string_view("/")
                                                               : target.substr(path);
}

std::optional<Refusal> parse_version(std::string_view version, RequestHead& head) {
  if (version == "HTTP/1.1") {
    head.version_minor = 1;
  } else if (version == "HTTP/1.0") {
    head.version_minor = 0;
  } else if (version.size() == 8 && version.starts_with("HTTP/") && is_digit(version[5]) &&
             version[6] == '.' && is_digit(version[7])) {
    return Refusal{505, "version_unsupported", "This server speaks HTTP/1.1 and HTTP/1.0."};
  } else {
    return malformed("The request line does not end in an HTTP version.");
  }
  return std::nullopt;
}

std::optional<Refusal> parse_request_line(std::string_view line, RequestHead& head) {
  const auto first = line.find(' ');
  const auto second = first == std::string_view::npos ? first : line.find(' ', first + 1);
  if (second == std::string_view::npos) {
    return malformed("The request line is not method, target and version.");
  }
  head.method = line.substr(0, first);
  const auto target = line.substr(first + 1, second - first - 1);
  if (head.method.empty() || !all_of_class(head.method, kToken)) {
    return malformed("The method holds a character that no method may have.");
  }
  if (target.empty() || !all_of_class(target, kTarget)) {
    return malformed("The target is empty or holds a character that must be percent-encoded.");
  }
  head.target = without_authority(target);
  return parse_version(line.substr(second + 1), head);
}

std::optional<Refusal> take_content_length(std::string_view value, bool seen, RequestHead& head) {
  if (!all_digits(value)) return malformed("Content-Length is not a plain decimal number.");
  constexpr auto kMax = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t length = 0;
  for (const char c : value) {
    const auto digit = static_cast<std::uint64_t>(c - '0');
    length = length > (kMax - digit) / 10 ? kMax : length * 10 + digit;
  }
  if (seen && length != head.content_length) {
    return malformed("Content-Length is there twice with different values.");
  }
  head.content_length = length;
  return std::nullopt;
}

/// The few fields that decide how the connection goes on; collected over all lines of the head.
class FramingFields {
 public:
  std::optional<Refusal> take(std::string_view name, std::string_view value, RequestHead& head) {
    switch (name.size()) {  // most names are told apart by their length alone
      case 4:
        if (equals_ignoring_case(name, "Host")) ++hosts_;
        return std::nullopt;
      case 6:
        if (equals_ignoring_case(name, "Expect")) return take_expect(value, head);
        return std::nullopt;
      case 10:
        if (equals_ignoring_case(name, "Connection")) take_connection(value);
        return std::nullopt;
      case 14:
        if (!equals_ignoring_case(name, "Content-Length")) return std::nullopt;
        return take_content_length(value, std::exchange(length_seen_, true), head);
      case 17:
        if (!equals_ignoring_case(name, "Transfer-Encoding")) return std::nullopt;
        return take_transfer_encoding(value);
      default: return std::nullopt;
    }
  }

  std::optional<Refusal> conclude(RequestHead& head) const {
    if (chunked_ && length_seen_) {
      return malformed("Content-Length and Transfer-Encoding exclude each other.");
    }
    if (chunked_ && head.version_minor == 0) {
      return malformed("HTTP/1.0 knows no Transfer-Encoding.");
    }
    if (hosts_ > 1 || (hosts_ == 0 && head.version_minor == 1)) {
      return malformed("An HTTP/1.1 request has exactly one Host header.");
    }
    head.keep_alive = !asked_to_close_ && (head.version_minor == 1 || asked_to_keep_);
    head.framing = chunked_       ? RequestHead::Framing::kChunked
                   : length_seen_ ? RequestHead::Framing::kLength
                                  : RequestHead::Framing::kNone;
    return std::nullopt;
  }

 private:
  static std::optional<Refusal> take_expect(std::string_view value, RequestHead& head) {
    if (!equals_ignoring_case(value, "100-continue")) {
      return Refusal{417, "expectation_unknown", "The only expectation known is 100-continue."};
    }
    head.expects_continue = head.version_minor == 1;
    return std::nullopt;
  }

  std::optional<Refusal> take_transfer_encoding(std::string_view value) {
    if (!equals_ignoring_case(value, "chunked")) {
      return Refusal{501, "transfer_encoding_unknown",
                     "The only transfer encoding known is chunked."};
    }
    if (std::exchange(chunked_, true)) return malformed("Transfer-Encoding is there twice.");
    return std::nullopt;
  }

  void take_connection(std::string_view value) {
    while (!value.empty()) {
      const auto comma = std::min(value.find(','), value.size());
      const auto option = trim_blanks(value.substr(0, comma));
      asked_to_close_ = asked_to_close_ || equals_ignoring_case(option, "close");
      asked_to_keep_ = asked_to_keep_ || equals_ignoring_case(option, "keep-alive");
      value.remove_prefix(std::min(comma + 1, value.size()));
    }
  }

  int hosts_ = 0;
  bool length_seen_ = false;
  bool chunked_ = false;
  bool asked_to_close_ = false;
  bool asked_to_keep_ = false;
};

/// Takes the next line off the front; false when its end is a bare line feed or missing.
bool take_line(std::string_view& bytes, std::string_view& line) {
  const auto feed = bytes.find('\n');
  if (feed == std::string_view::npos || feed == 0 || bytes[feed - 1] != '\r') return false;
  line = bytes.substr(0, feed - 1);
  bytes.remove_prefix(feed + 1);
  return true;
}

}  // namespace

bool is_token_character(char c) { return (kClasses[static_cast<unsigned char>(c)] & kToken) != 0; }

std::optional<Refusal> parse_head(std::string_view bytes, std::size_t fields_max,
                                  RequestHead& head) {
  head.fields.clear();
  head.content_length = 0;
  head.expects_continue = false;
  std::string_view line;
  if (!take_line(bytes, line)) return malformed("A line does not end in CR LF.");
  if (auto refusal = parse_request_line(line, head)) return refusal;

  FramingFields framing;
  while (true) {
    if (!take_line(bytes, line)) return malformed("A line does not end in CR LF.");
    if (line.empty()) return framing.conclude(head);
    const auto colon = line.find(':');
    const auto name = line.substr(0, std::min(colon, line.size()));
    if (colon == std::string_view::npos || name.empty() || !all_of_class(name, kToken)) {
      return malformed("A header is not name, colon and value.");
    }
    const auto value = trim_blanks(line.substr(colon + 1));
    if (!all_of_class(value, kFieldValue)) {
      return malformed("A header holds a control character.");
    }
    if (head.fields.size() == fields_max) {
      return Refusal{431, "headers_too_large", "The request has too many headers."};
    }
    if (auto refusal = framing.take(name, value, head)) return refusal;
    head.fields.emplace_back(name, value);
  }
}

}  // namespace lotusbox::net
