// Small helpers on text, all in the C locale and on bytes: nothing here changes with the
// environment of the process.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lotusbox {

[[nodiscard]] bool is_digit(char c);
[[nodiscard]] bool is_alphanumeric(char c);  ///< ASCII letters and digits
[[nodiscard]] char to_lower(char c);
[[nodiscard]] char to_upper(char c);
[[nodiscard]] std::string to_lower(std::string_view text);
[[nodiscard]] std::string to_upper(std::string_view text);
[[nodiscard]] bool equals_ignoring_case(std::string_view left, std::string_view right);
[[nodiscard]] bool all_digits(std::string_view text);  ///< false for empty text

/// Without white space at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);

/// Pieces between separators; empty pieces are kept, so "a,,b" has three.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);

/// A decimal integer with an optional '-', and nothing around it; nullopt when it does not fit.
[[nodiscard]] std::optional<std::int64_t> parse_integer(std::string_view text);

/// Decimal digits, padded with zeros on the left to at least `width`.
[[nodiscard]] std::string format_padded(std::uint64_t number, int width);

/// '%41' and '+' undone; nullopt when a '%' is not followed by two hexadecimal digits.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);
/// Everything but unreserved characters (RFC 3986) as '%XX'.
[[nodiscard]] std::string percent_encode(std::string_view text);

[[nodiscard]] std::string base64_encode(std::string_view bytes);
/// White space is skipped, padding may be missing; nullopt on any other stray character.
[[nodiscard]] std::optional<std::string> base64_decode(std::string_view text);

/// The five characters that mean something in HTML, as entities; good for text and for attributes.
[[nodiscard]] std::string html_escape(std::string_view text);

/// True when the bytes are well-formed UTF-8.
[[nodiscard]] bool is_utf8(std::string_view text);

}  // namespace lotusbox
