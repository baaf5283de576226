#include "wire/body_keys.h"

namespace lotusbox::wire {

namespace {

constexpr char kEscape = '\x1f';
constexpr char kDot = 'd';
constexpr char kEscapeItself = 'e';

}  // namespace

std::string safe_key(std::string_view key) {
  std::string safe;
  for (const char c : key) {
    if (c == '.') {
      safe += {kEscape, kDot};
    } else if (c == kEscape) {
      safe += {kEscape, kEscapeItself};
    } else {
      safe += c;
    }
  }
  return safe;
}

std::string plain_key(std::string_view safe) {
  std::string key;
  for (std::size_t i = 0; i < safe.size(); ++i) {
    const bool escaped = safe[i] == kEscape && i + 1 < safe.size();
    key += !escaped ? safe[i] : safe[++i] == kDot ? '.' : kEscape;
  }
  return key;
}

}  // namespace lotusbox::wire
