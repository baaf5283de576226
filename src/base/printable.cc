#include "base/printable.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "base/text.h"

namespace lotusbox {

namespace {

struct Range {
  std::uint32_t first, last;
};

constexpr Range kUnfit[] = {
    {0x00, 0x1F},                        // C0
    {0x7F, 0x9F},                        // DEL and C1
    {0x61C, 0x61C},                      // marks of direction, here and below
    {0x200E, 0x200F}, {0x2028, 0x202E},  // line and paragraph separators, embeddings and overrides
    {0x2066, 0x206F},                    // isolates
    {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB},  // annotations
};

bool is_unfit(std::uint32_t point) {
  return std::any_of(std::begin(kUnfit), std::end(kUnfit), [point](const Range& range) {
    return point >= range.first && point <= range.last;
  });
}

std::string hexadecimal(std::uint32_t number, int digits) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  while (digits-- > 0) text += kDigits[number >> (4U * static_cast<unsigned>(digits)) & 15U];
  return text;
}

/// How many bytes the character at the front has; 0 when it is no UTF-8.
std::size_t length_of(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  return text.size() >= length && is_utf8(text.substr(0, length)) ? length : 0;
}

std::uint32_t point_of(std::string_view character) {
  constexpr unsigned kFirstBits[] = {0x7F, 0x1F, 0x0F, 0x07};
  std::uint32_t point = static_cast<unsigned char>(character[0]) & kFirstBits[character.size() - 1];
  for (const char c : character.substr(1)) {
    point = point << 6U | (static_cast<unsigned char>(c) & 0x3FU);
  }
  return point;
}

std::string written_out(std::string_view text, std::string_view kept) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = length_of(text);
    const std::string_view character = text.substr(0, std::max<std::size_t>(length, 1));
    text.remove_prefix(character.size());
    if (length == 0) {
      out += "\\x" + hexadecimal(static_cast<unsigned char>(character[0]), 2);
    } else if (const auto point = point_of(character);
               is_unfit(point) && kept.find(character) == std::string_view::npos) {
      out += "\\u" + hexadecimal(point, 4);
    } else {
      out += character;
    }
  }
  return out;
}

}  // namespace

std::string printable(std::string_view text) { return written_out(text, ""); }

std::string printable_lines(std::string_view text) { return written_out(text, "\n\t"); }

}  // namespace lotusbox
