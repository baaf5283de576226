#include "base/printable.h"

#include <doctest/doctest.h>

#include <string>

#include "base/text.h"

using namespace lotusbox;

TEST_CASE("what steers a terminal is written out, and nothing else is touched") {
  using namespace std::string_literals;
  const std::pair<std::string, const char*> cases[] = {
      {"plain, with \\ and \"", "plain, with \\ and \""},
      {"\xE0\xA4\x86\xE0\xA4\xB6\xE0\xA4\xBE \xF0\x9F\xAA\xB7",
       "\xE0\xA4\x86\xE0\xA4\xB6\xE0\xA4\xBE \xF0\x9F\xAA\xB7"},
      {"\x1b[2J\a", "\\u001b[2J\\u0007"},
      {"a\0b"s, "a\\u0000b"},
      {"two\r\nlines\t", "two\\u000d\\u000alines\\u0009"},
      {"\x7f", "\\u007f"},
      {"\xC2\x9B"
       "2J",
       "\\u009b2J"},
      {"\xC2\xA0", "\xC2\xA0"},
      {"\xE2\x80\xAE", "\\u202e"},
      {"\xE2\x80\xA8\xE2\x80\xA9", "\\u2028\\u2029"},
      {"\xE2\x81\xA6\xD8\x9C\xE2\x80\x8F\xEF\xBB\xBF", "\\u2066\\u061c\\u200f\\ufeff"},
      {"\x9B"
       "2J\xff\xC2",
       "\\x9b2J\\xff\\xc2"},
      {"\xED\xA0\x80\xC0\x9B", "\\xed\\xa0\\x80\\xc0\\x9b"},
      {"", ""},
  };
  for (const auto& [text, wanted] : cases) {
    CAPTURE(wanted);
    CHECK(printable(text) == wanted);
  }
}

TEST_CASE("lines stay lines where that is asked for") {
  CHECK(printable_lines("one\n\ttwo\r\x1b\n") == "one\n\ttwo\\u000d\\u001b\n");
}

TEST_CASE("every byte comes out as something fit, alone and behind others") {
  for (int byte = 0; byte < 256; ++byte) {
    for (const std::string_view before : {"", "\xE2", "\xE2\x80", "\xF0\x9F\xAA"}) {
      const std::string out = printable(std::string(before) + static_cast<char>(byte));
      CAPTURE(byte);
      CHECK(is_utf8(out));
      CHECK(printable(out) == out);
    }
  }
}
