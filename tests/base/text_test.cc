#include "base/text.h"

#include <doctest/doctest.h>

using namespace lotusbox;

TEST_CASE("base64 undoes itself and refuses stray characters") {
  const struct {
    std::string plain, coded;
  } rows[] = {{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foobar", "Zm9vYmFy"}};
  for (const auto& row : rows) {
    CAPTURE(row.plain);
    CHECK(base64_encode(row.plain) == row.coded);
    CHECK(base64_decode(row.coded) == row.plain);
  }
  CHECK(base64_decode("Zm9v\nYmFy\n") == "foobar");
  CHECK_FALSE(base64_decode("Zm9v*").has_value());
  CHECK_FALSE(base64_decode("Zg==Zg").has_value());
}

TEST_CASE("percent coding") {
  CHECK(percent_decode("a%20b+c", true) == "a b c");
  CHECK(percent_decode("a+c", false) == "a+c");
  CHECK_FALSE(percent_decode("%4", true).has_value());
  CHECK_FALSE(percent_decode("%zz", true).has_value());
  CHECK(percent_encode("a b/ü") == "a%20b%2F%C3%BC");
}

TEST_CASE("integers are whole, in range, and nothing else") {
  CHECK(parse_integer("-12") == -12);
  CHECK(parse_integer("9223372036854775807") == INT64_MAX);
  for (const char* bad : {"", "+1", "1.0", " 1", "1 ", "9223372036854775808", "1e3", "0x1"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_integer(bad).has_value());
  }
}

TEST_CASE("UTF-8 is checked strictly") {
  CHECK(is_utf8("plain"));
  CHECK(is_utf8("\xE0\xA4\xB9"));
  for (const char* bad : {"\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE0\xA4", "\xFF"}) {
    CHECK_FALSE(is_utf8(bad));
  }
}

TEST_CASE("HTML text loses its five special characters") {
  CHECK(html_escape("<a href=\"x\">'&'</a>") ==
        "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;");
}

TEST_CASE("pieces, white space and case") {
  CHECK(split("a,,b", ',') == std::vector<std::string_view>{"a", "", "b"});
  CHECK(split("", ',') == std::vector<std::string_view>{""});
  CHECK(split(",", ',') == std::vector<std::string_view>{"", ""});
  CHECK(trim(" \t\r\na b\n ") == "a b");
  CHECK(trim(" \n").empty());
  CHECK(to_lower("aZ09\xC3\x84") == "az09\xC3\x84");
  CHECK(to_upper("az09\xC3\xA4") == "AZ09\xC3\xA4");
  CHECK(equals_ignoring_case("AbC", "aBc"));
  CHECK_FALSE(equals_ignoring_case("ab", "abc"));
  CHECK(all_digits("0123456789"));
  for (const char* bad : {"", "-1", "1 ", "\xD9\xA1", "1.0"}) CHECK_FALSE(all_digits(bad));
  CHECK(format_padded(7, 3) == "007");
  CHECK(format_padded(1234, 3) == "1234");
  CHECK(format_padded(0, 0) == "0");
}

TEST_CASE("every byte survives base64 and percent coding") {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<char>(i));
  for (std::size_t length = 0; length <= bytes.size(); length += 17) {
    const std::string piece = bytes.substr(bytes.size() - length);
    CAPTURE(length);
    CHECK(base64_decode(base64_encode(piece)) == piece);
    CHECK(percent_decode(percent_encode(piece), true) == piece);
    CHECK(percent_decode(percent_encode(piece), false) == piece);
  }
}

TEST_CASE("UTF-8 at the edges of every length") {
  for (const char* good :
       {"", "\x7f", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
        "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    CHECK(is_utf8(good));
  }
  for (const char* bad :
       {"\x80", "\xC1\xBF", "\xC2", "\xE0\x9F\xBF", "\xE1\x80", "\xF0\x8F\xBF\xBF",
        "\xF5\x80\x80\x80", "\xF1\x80\x80", "a\xBF", "\xC2\x80\x80"}) {
    CHECK_FALSE(is_utf8(bad));
  }
  CHECK(is_utf8(std::string_view("\0", 1)));
}
