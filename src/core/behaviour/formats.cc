#include "core/behaviour/formats.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "core/values/limits.h"

namespace lotusbox {

namespace {

constexpr std::size_t kIfscLength = 11;
constexpr std::size_t kBankCodeLength = 4;
constexpr std::size_t kPanLength = 10;
constexpr std::size_t kMobileDigits = 10;
constexpr std::size_t kPhoneLength = 34;
constexpr std::size_t kUtilityCodeLength = 18;

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

bool may_stand_in_url(char c) { return c > ' ' && c < 127 && c != '"' && c != '<' && c != '>'; }

template <class Predicate>
bool all_of(std::string_view text, Predicate good) {
  return std::all_of(text.begin(), text.end(), good);
}

}  // namespace

bool is_web_url(std::string_view text) {
  const std::string lower = to_lower(text.substr(0, 8));
  std::size_t scheme = 0;
  if (lower.rfind("http://", 0) == 0) scheme = 7;
  if (lower == "https://") scheme = 8;
  if (scheme == 0 || text.size() == scheme) return false;
  const char first = text[scheme];
  if (first == '/' || first == '?' || first == '#' || first == ':') return false;
  const std::string_view rest = text.substr(scheme);
  const std::string_view host = rest.substr(0, rest.find_first_of("/?#"));
  return host.find('\\') == std::string_view::npos && all_of(text, may_stand_in_url);
}

bool is_http_url(std::string_view text) {
  return text.size() <= limits::kUrlLength && is_web_url(text);
}

std::string url_complaint(std::string_view name, std::string_view text, std::string_view must) {
  std::string complaint(name);
  if (text.size() > limits::kUrlLength) {
    return complaint + " is longer than " + std::to_string(limits::kUrlLength) + " characters";
  }
  const bool has_scheme = text.find("://") != std::string_view::npos;
  if (has_scheme && !all_of(text, may_stand_in_url)) {
    return complaint +
           " is not escaped: write blanks, quotation marks, < and >, and what is not ASCII, as %XX";
  }
  return complaint + " " + std::string(must);
}

bool is_return_url(std::string_view text) {
  constexpr std::string_view kRunAsScript[] = {"javascript", "data", "vbscript",
                                               "file",       "blob", "about"};
  const auto colon = text.find(':');
  if (colon == 0 || colon == std::string_view::npos) return false;
  const std::string scheme = to_lower(text.substr(0, colon));
  if (scheme == "http" || scheme == "https") return is_http_url(text);
  const std::string_view rest = text.substr(colon + 1);
  // Digits behind the colon are a port: the scheme was forgotten.
  if (rest.empty() || is_digit(rest[0]) || text.size() > limits::kUrlLength) return false;
  const auto in_scheme = [](char c) {
    return is_alphanumeric(c) || c == '+' || c == '-' || c == '.';
  };
  return !is_digit(scheme[0]) && all_of(scheme, in_scheme) && all_of(rest, may_stand_in_url) &&
         std::find(std::begin(kRunAsScript), std::end(kRunAsScript), scheme) ==
             std::end(kRunAsScript);
}

bool is_ifsc(std::string_view text) {
  return text.size() == kIfscLength && all_of(text.substr(0, 4), is_capital) && text[4] == '0' &&
         all_of(text.substr(5), [](char c) { return is_capital(c) || is_digit(c); });
}

bool is_pan(std::string_view text) {
  return text.size() == kPanLength && all_of(text.substr(0, 5), is_capital) &&
         all_of(text.substr(5, 4), is_digit) && is_capital(text[9]);
}

bool is_email(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos || at == 0 || text.size() > limits::kEmailLength) return false;
  const std::string_view domain = text.substr(at + 1);
  const auto dot = domain.find('.');
  return domain.find('@') == std::string_view::npos && dot != std::string_view::npos && dot > 0 &&
         dot + 1 < domain.size() &&
         all_of(text, [](char c) { return c > ' ' && c < 127 && c != '<'; });
}

std::string mobile_digits(std::string_view text) {
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits),
               [](char c) { return c != ' ' && c != '-'; });
  std::string_view rest = digits;
  const bool plus = rest.starts_with('+');
  if (plus) rest.remove_prefix(1);
  if (rest.size() == kMobileDigits + 2 && rest.starts_with("91")) {
    rest.remove_prefix(2);
  } else if (!plus && rest.size() == kMobileDigits + 1 && rest.starts_with('0')) {
    rest.remove_prefix(1);
  } else if (plus) {
    return std::string(text);
  }
  return std::string(rest.size() == kMobileDigits && all_digits(rest) ? rest : text);
}

bool is_mobile(std::string_view text) {
  const std::string digits = mobile_digits(text);
  return digits.size() == kMobileDigits && all_digits(digits) && digits[0] >= '6';
}

bool is_phone(std::string_view text) {
  return !text.empty() && text.size() <= kPhoneLength &&
         all_of(text, [](char c) { return is_digit(c) || c == ' ' || c == '+' || c == '-'; });
}

bool is_plain_name(std::string_view text) {
  return !trim(text).empty() && all_of(text, [](char c) {
    return is_alphanumeric(c) || c == ' ' || c == '.' || c == '&' || c == '-' || c == '/';
  });
}

bool is_alphanumeric_text(std::string_view text) {
  return !text.empty() && all_of(text, is_alphanumeric);
}

bool is_bank_code(std::string_view text) {
  return text.size() == kBankCodeLength && all_of(text, is_capital);
}

bool is_utility_code(std::string_view text) {
  return text.size() == kUtilityCodeLength &&
         all_of(text, [](char c) { return is_capital(c) || is_digit(c); });
}

bool is_printable(std::string_view text) {
  return is_utf8(text) &&
         all_of(text, [](char c) { return static_cast<unsigned char>(c) >= ' ' && c != 127; });
}

}  // namespace lotusbox
