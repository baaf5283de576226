#include "wire/body.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace lotusbox;
using wire::Body;

namespace {

Body json(std::string_view text) { return Body::read("application/json", text); }
Body form(std::string_view text) { return Body::read("application/x-www-form-urlencoded", text); }

/// Kind and text of a field, as one word.
std::string shown(const Body& body, std::string_view name) {
  constexpr std::string_view kKinds[] = {"absent", "null", "text", "number", "boolean", "nested"};
  const Field& field = body.field(name);
  std::string word(kKinds[static_cast<std::size_t>(field.kind)]);
  if (!field.text.empty()) word += " " + field.text;
  return word;
}

std::string repeated(std::string_view piece, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += piece;
  return text;
}

}  // namespace

TEST_CASE("an empty body is a body without fields") {
  for (const std::string_view text : {"", " ", "\r\n\t "}) {
    for (const std::string_view type :
         {"", "application/json", "application/x-www-form-urlencoded"}) {
      const Body body = Body::read(type, text);
      CHECK(body.problem().empty());
      CHECK(body.names().empty());
      CHECK(shown(body, "x") == "absent");
    }
  }
}

TEST_CASE("JSON keeps the kind of each value") {
  const Body body =
      json(R"({"t":"5","n":5,"f":5.50,"e":1e3,"m":-7,"b":true,"z":null,"o":{},"a":[],)"
           R"("big":123456789012345678901234567890,"u":18446744073709551615,"s":""})");
  CHECK(body.problem().empty());
  CHECK(shown(body, "t") == "text 5");
  CHECK(shown(body, "n") == "number 5");
  CHECK(shown(body, "f") == "number 5.50");
  CHECK(shown(body, "e") == "number 1e3");
  CHECK(shown(body, "m") == "number -7");
  CHECK(shown(body, "b") == "boolean true");
  CHECK(shown(body, "o") == "nested");
  CHECK(shown(body, "u") == "number 18446744073709551615");
  CHECK(shown(body, "big") == "number 123456789012345678901234567890");
  CHECK(shown(body, "none") == "absent");
}

TEST_CASE("null and what is empty are not sent, but can be told apart") {
  const Body body = json(R"({"z":null,"a":[],"s":"","o":{},"l":[0],"h":{"s":"","l":[]}})");
  for (const std::string_view name : {"z", "a", "s", "h.s", "h.l"}) {
    CAPTURE(name);
    CHECK(shown(body, name) == "absent");
    CHECK(body.written(name).kind != Field::Kind::absent);
  }
  CHECK(shown(body, "o") == "nested");
  CHECK(shown(body, "l") == "nested []");
  CHECK(shown(form("s=&t=1"), "s") == "absent");
  CHECK(shown(Body::read_query("umrn="), "umrn") == "absent");
  CHECK(shown(form("s=1&s="), "s") == "absent");
  for (const std::string_view nothing : {"null", "[]", " [] "}) {
    CHECK(json(nothing).problem().empty());
    CHECK(json(nothing).names().empty());
  }
}

TEST_CASE("numbers are whole, too large, or as they were written") {
  CHECK(shown(json(R"({"n":10000.0})"), "n") == "number 10000");
  CHECK(shown(json(R"({"n":10000.50})"), "n") == "number 10000.50");
  CHECK(shown(json(R"({"n":1e7})"), "n") == "number 1e7");
  CHECK(shown(json(R"({"n":1.0e7})"), "n") == "number 1.0e7");
  CHECK(json(R"({"n":1e400})").problem() == "A number in the JSON body is out of range");
  CHECK(json(std::string("{}\0", 3)).problem() == "The body is not valid JSON");
}

TEST_CASE("nested names read alike in JSON and in a form") {
  const Body bodies[] = {
      json(R"({"type":"nach_debit","nach_debit":{"amount_maximum":"1","x":{"y":"2"}}})"),
      form("type=nach_debit&nach_debit[amount_maximum]=1&nach_debit[x][y]=2"),
      form("type=nach_debit&nach_debit%5Bamount_maximum%5D=1&nach_debit%5Bx%5D%5By%5D=2")};
  for (const Body& body : bodies) {
    CHECK(body.problem().empty());
    CHECK(shown(body, "type") == "text nach_debit");
    CHECK(shown(body, "nach_debit") == "nested");
    CHECK(shown(body, "nach_debit.amount_maximum") == "text 1");
    CHECK(shown(body, "nach_debit.x.y") == "text 2");
    CHECK(body.names() == std::vector<std::string>{"type", "nach_debit"});
  }
}

TEST_CASE("elements of an array go by their number, at any depth") {
  const Body body = json(R"({"a":[1,{"b":2},[3,4],"x"],"c":5})");
  CHECK(shown(body, "a.0") == "number 1");
  CHECK(shown(body, "a.1") == "nested");
  CHECK(shown(body, "a.1.b") == "number 2");
  CHECK(shown(body, "a.2.0") == "number 3");
  CHECK(shown(body, "a.2.1") == "number 4");
  CHECK(shown(body, "a.3") == "text x");
  CHECK(shown(body, "c") == "number 5");
}

TEST_CASE("a dot inside a name is no nesting") {
  for (const Body& body : {json(R"({"redirect.return_url":"x"})"), form("redirect.return_url=x")}) {
    CHECK(shown(body, "redirect.return_url") == "absent");
    CHECK(shown(body, "redirect") == "absent");
    CHECK(body.names().size() == 1);
  }
}

TEST_CASE("of two values under one name the last counts") {
  CHECK(shown(json(R"({"a":1,"a":2})"), "a") == "number 2");
  CHECK(shown(form("a=1&a=2"), "a") == "text 2");
  CHECK(json(R"({"a":1,"b":0,"a":2})").names() == std::vector<std::string>{"a", "b"});
}

TEST_CASE("JSON is taken for JSON even when nobody says so") {
  CHECK(shown(Body::read("", R"({"a":"b"})"), "a") == "text b");
  CHECK(shown(form(R"( {"a":"b"})"), "a") == "text b");
  CHECK(shown(Body::read("text/plain", "a=b"), "a") == "text b");
  CHECK(shown(Body::read("APPLICATION/JSON; charset=utf-8", R"({"a":"b"})"), "a") == "text b");
  CHECK_FALSE(json("a=b").problem().empty());
}

TEST_CASE("malformed JSON has a problem and no fields") {
  for (const std::string_view text : {"{",
                                      "}",
                                      "{\"a\"}",
                                      "{\"a\":}",
                                      "{\"a\":1,}",
                                      "{'a':1}",
                                      "{\"a\":1}x",
                                      "{\"a\":1}{}",
                                      "{\"a\":01}",
                                      "{\"a\":+1}",
                                      "{\"a\":.5}",
                                      "{\"a\":NaN}",
                                      "{\"a\":tru}",
                                      "{\"a\":\"\n\"}",
                                      "{\"a\":\"\\x\"}",
                                      "{\"a\":\"\\ud800\"}",
                                      "{\"a\":\"\xFF\"}",
                                      "{\"\xC0\xAF\":1}",
                                      "{\"a\":1e999}",
                                      "{a:1}",
                                      "{\"a\":1 \"b\":2}",
                                      "{\"a\":[1,2}",
                                      "// x\n{}",
                                      "{\"a\":\"b"}) {
    const Body body = json(text);
    CAPTURE(text);
    CHECK_FALSE(body.problem().empty());
    CHECK(body.names().empty());
    CHECK(body.problem().find('\'') == std::string::npos);
  }
  for (const std::string_view text : {"[1]", "5", "\"a\"", "true"}) {
    CAPTURE(text);
    CHECK(json(text).problem() == "The body must be a JSON object");
  }
}

TEST_CASE("JSON texts may hold anything that UTF-8 can, a NUL included") {
  const Body body = json(R"({"a":"x\u0000y","b":"\u0939\ud83d\ude42","c":"\"\\\/\n"})");
  CHECK(body.field("a").text == std::string("x\0y", 3));
  CHECK(body.field("b").text == "\xE0\xA4\xB9\xF0\x9F\x99\x82");
  CHECK(body.field("c").text == "\"\\/\n");
  CHECK_FALSE(json(std::string("{\"a\":\"x\0y\"}", 11)).problem().empty());
}

TEST_CASE("malformed forms have a problem and no fields") {
  for (const std::string_view text :
       {"a=%4", "a=%zz", "a=%", "%=1", "=1", "]a[=1", "a[=1", "a[b=1", "a]b[=1&", "a[b]c=1",
        "a[b]]=1", "a=%FF", "%C0%AF=1", "good=1&a=%zz"}) {
    const Body body = form(text);
    CAPTURE(text);
    CHECK(body.problem() == "The body is not a valid form");
    CHECK(body.names().empty());
  }
}

TEST_CASE("forms as clients write them") {
  const Body body = form("a=1+2&b=%2B&c&d=&&e=x=y&f[]=1&g[h]=%E0%A4%B9&i=%00&");
  CHECK(body.problem().empty());
  CHECK(shown(body, "a") == "text 1 2");
  CHECK(shown(body, "b") == "text +");
  CHECK(shown(body, "c") == "absent");
  CHECK(shown(body, "d") == "absent");
  CHECK(shown(body, "e") == "text x=y");
  CHECK(shown(body, "f") == "nested");
  CHECK(shown(body, "g.h") == "text \xE0\xA4\xB9");
  CHECK(body.field("i").text == std::string("\0", 1));
}

TEST_CASE("depth has a bound") {
  const auto nested_json = [](std::size_t depth) {
    return json(repeated("{\"a\":", depth) + "1" + repeated("}", depth));
  };
  CHECK(nested_json(Body::kDepthMax).problem().empty());
  CHECK(nested_json(Body::kDepthMax + 1).problem() == "The body is nested too deeply");
  CHECK(nested_json(200000).problem() == "The body is nested too deeply");
  CHECK(json("{\"a\":" + repeated("[", 100000)).problem() == "The body is nested too deeply");
  CHECK(form("a" + repeated("[b]", Body::kDepthMax) + "=1").problem().empty());
  CHECK_FALSE(form("a" + repeated("[b]", Body::kDepthMax + 1) + "=1").problem().empty());
}

TEST_CASE("the number of fields has a bound") {
  const auto wide_json = [](std::size_t fields) {
    std::string text = "{\"x\":0";
    for (std::size_t i = 1; i < fields; ++i) text += ",\"" + std::to_string(i) + "\":0";
    return json(text + "}");
  };
  CHECK(wide_json(Body::kFieldsMax).problem().empty());
  CHECK(wide_json(Body::kFieldsMax + 1).problem() == "The body has too many fields");
  const auto wide_form = [](std::size_t fields) { return form(repeated("a=1&", fields)); };
  CHECK(wide_form(Body::kFieldsMax).problem().empty());
  CHECK(wide_form(Body::kFieldsMax + 1).problem() == "The body has too many fields");
  CHECK_FALSE(json("{\"a\":[" + repeated("{},", 5000) + "{}]}").problem().empty());
}

TEST_CASE("a query reads like a form, and is never JSON") {
  CHECK(Body::read_query("").names().empty());
  CHECK(shown(Body::read_query("umrn=ICIC7&mandate_id="), "umrn") == "text ICIC7");
  CHECK(shown(Body::read_query("{\"a\":1}"), "a") == "absent");
  CHECK_FALSE(Body::read_query("a=%").problem().empty());
}

TEST_CASE("an object of scalars comes back as compact JSON") {
  CHECK(json(R"({"m":{"a":"x", "b":5, "c":1.50, "d":true, "e":null, "f.g":"\"\n"}})")
            .object_json("m", 30) == R"({"a":"x","b":5,"c":1.50,"d":true,"e":null,"f.g":"\"\n"})");
  CHECK(form("m[a]=x&m[b]=5").object_json("m", 30) == R"({"a":"x","b":"5"})");
  CHECK(form("m=%7B%22a%22%3A5%7D").object_json("m", 30) == R"({"a":5})");
  CHECK(json(R"({"m":{}})").object_json("m", 30) == "{}");
  CHECK(json(R"({"m":"{\"a\":\"b\"}"})").object_json("m", 30) == R"({"a":"b"})");
  CHECK(json(R"({"m":{"a":1},"mm":{"b":2},"m2":3})").object_json("m", 30) == R"({"a":1})");
  for (const std::string_view text :
       {R"({"m":5})", R"({"m":null})", R"({})", R"({"m":"text"})", R"({"m":"[1]"})",
        R"({"m":{"a":{}}})", R"({"m":{"a":{"b":1}}})", R"({"m":{"a":[1]}})"}) {
    CAPTURE(text);
    CHECK_FALSE(json(text).object_json("m", 30).has_value());
  }
  CHECK(json(R"({"m":{"a":1,"b":2}})").object_json("m", 2).has_value());
  CHECK_FALSE(json(R"({"m":{"a":1,"b":2,"c":3}})").object_json("m", 2).has_value());
}

TEST_CASE("an object names each of its keys once") {
  CHECK(json(R"({"m":{"a":1,"b":0,"a":2}})").object_json("m", 30) == R"({"b":0,"a":2})");
  CHECK(form("m[a]=1&m[a]=2").object_json("m", 30) == R"({"a":"2"})");
  CHECK(json(R"({"m":{"a":1},"m":{"b":2}})").object_json("m", 30) == R"({"b":2})");
}

TEST_CASE("keys come back as they were sent") {
  CHECK(json(R"({"m":{"a.b":1}})").object_json("m", 30) == R"({"a.b":1})");
  CHECK(json(R"({"m":{"a\u001fb":1}})").object_json("m", 30) == R"({"a\u001fb":1})");
  CHECK(json(R"({"a.b":1})").names() == std::vector<std::string>{"a.b"});
}
