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
