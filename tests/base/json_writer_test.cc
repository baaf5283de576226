#include "base/json_writer.h"

#include <doctest/doctest.h>

#include "support/death.h"

using namespace lotusbox;

TEST_CASE("texts are escaped as JSON wants it, and nothing else is") {
  const struct {
    std::string plain, written;
  } rows[] = {
      {"", R"("")"},
      {"plain", R"("plain")"},
      {"\"", R"("\"")"},
      {"\\", R"("\\")"},
      {"a\nb\rc\td", R"("a\nb\rc\td")"},
      {std::string(1, '\0'), R"("\u0000")"},
      {"\b\f\x1f", R"("\u0008\u000c\u001f")"},
      {"\x7f/'<>&", "\"\x7f/'<>&\""},
      {"\xE0\xA4\xB9\xF0\x9F\x99\x82", "\"\xE0\xA4\xB9\xF0\x9F\x99\x82\""},
      {"end\"", R"("end\"")"},
      {"\"start", R"("\"start")"},
      {"a\"\"b", R"("a\"\"b")"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.written);
    JsonWriter out;
    out.text(row.plain);
    CHECK(out.str() == row.written);
    JsonWriter named;
    named.begin_object().key(row.plain).number(1).end_object();
    CHECK(named.str() == "{" + row.written + ":1}");
  }
}

TEST_CASE("every control character is escaped in six characters or two") {
  for (char c = 0; c < 0x20; ++c) {
    JsonWriter out;
    out.text(std::string(1, c));
    CAPTURE(static_cast<int>(c));
    const bool short_form = c == '\n' || c == '\r' || c == '\t';
    CHECK(out.str().size() == (short_form ? 4 : 8));
    CHECK(out.str()[1] == '\\');
  }
}

TEST_CASE("commas stand between members and elements, at any depth") {
  JsonWriter out;
  out.begin_object();
  out.field("a", 1).field("b", true).field_null("c");
  out.key("d").begin_array().end_array();
  out.key("e").begin_array();
  out.begin_object().end_object();
  out.begin_object().field("f", "g").end_object();
  out.begin_array().number(1).number(2).begin_array().null().end_array().end_array();
  out.text("h").boolean(false).raw("{\"i\":[]}").end_array();
  out.key("j").begin_object().key("k").begin_object().end_object().end_object();
  out.field("l", std::string_view("m")).end_object();
  CHECK(out.take() == R"({"a":1,"b":true,"c":null,"d":[],"e":[{},{"f":"g"},[1,2,[null]],"h",false,)"
                      R"({"i":[]}],"j":{"k":{}},"l":"m"})");
}

TEST_CASE("numbers are written whole, to the ends of their range") {
  JsonWriter out;
  out.begin_array().number(0).number(-1).number(INT64_MAX).number(INT64_MIN).end_array();
  CHECK(out.take() == "[0,-1,9223372036854775807,-9223372036854775808]");
  JsonWriter fields;
  fields.begin_object();
  fields.field("u8", std::uint8_t{200}).field("u32", UINT32_MAX).field("i16", std::int16_t{-2});
  fields.end_object();
  CHECK(fields.take() == R"({"u8":200,"u32":4294967295,"i16":-2})");
}

TEST_CASE("what is absent is null") {
  JsonWriter out;
  out.begin_object();
  out.field_or_null("a", "").field_or_null("b", "x");
  out.field_or_null("c", std::optional<std::int64_t>())
      .field_or_null("d", std::optional<std::int64_t>(0));
  out.end_object();
  CHECK(out.take() == R"({"a":null,"b":"x","c":null,"d":0})");
}

TEST_CASE("taking an unfinished text is a bug") {
  CHECK(test::aborts([] {
    JsonWriter out;
    static_cast<void>(out.begin_object().take());
  }));
  CHECK_FALSE(test::aborts([] {
    JsonWriter out;
    static_cast<void>(out.begin_object().end_object().take());
  }));
}
