// What a text must look like: small predicates that several rule sets share. They know formats,
// not states.
#pragma once

#include <string>
#include <string_view>

#include "core/model/field.h"

namespace lotusbox {

/// What is wrong with a URL that was refused: its length, its characters, or what it `must` be.
[[nodiscard]] std::string url_complaint(std::string_view name, std::string_view text,
                                        std::string_view must);
/// Absolute, http or https, printable, of any length.
[[nodiscard]] bool is_web_url(std::string_view text);
[[nodiscard]] bool is_http_url(std::string_view text);  ///< the same, at most kUrlLength long
/// The same, or a URI of an app such as `myapp://return`; no scheme that a browser runs as a
/// script.
inline constexpr std::string_view kReturnUrlMust =
    "must be an absolute http or https URL, or one of an app such as myapp://return";
[[nodiscard]] bool is_return_url(std::string_view text);
[[nodiscard]] bool is_ifsc(std::string_view text);   ///< `^[A-Z]{4}0[A-Z0-9]{6}$`
[[nodiscard]] bool is_pan(std::string_view text);    ///< `^[A-Z]{5}[0-9]{4}[A-Z]$`
[[nodiscard]] bool is_email(std::string_view text);  ///< one `@`, a dot after it, at most 50
/// Ten digits from 6 on; +91, 91 or 0 may stand before them, blanks and hyphens anywhere.
[[nodiscard]] bool is_mobile(std::string_view text);
/// The ten digits of a mobile number that `is_mobile`; any other text as it is.
[[nodiscard]] std::string mobile_digits(std::string_view text);
[[nodiscard]] bool is_phone(std::string_view text);  ///< digits, spaces, `+` and `-`, at most 34
/// Letters, digits, spaces and `. & - /`: what a debtor's name may hold (facts 14.8).
[[nodiscard]] bool is_plain_name(std::string_view text);
[[nodiscard]] bool is_alphanumeric_text(std::string_view text);
[[nodiscard]] bool is_bank_code(std::string_view text);     ///< four capitals
[[nodiscard]] bool is_utility_code(std::string_view text);  ///< 18 capitals and digits
/// UTF-8 without control characters.
[[nodiscard]] bool is_printable(std::string_view text);

}  // namespace lotusbox
