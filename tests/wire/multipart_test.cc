#include "wire/multipart.h"

#include <doctest/doctest.h>

#include "wire/body.h"

using namespace lotusbox;
using namespace lotusbox::wire;

namespace {

constexpr std::string_view kType = "multipart/form-data; boundary=XX";
constexpr std::size_t kMany = 100;

std::string part(std::string_view disposition, std::string_view bytes) {
  return "--XX\r\nContent-Disposition: form-data; " + std::string(disposition) + "\r\n\r\n" +
         std::string(bytes) + "\r\n";
}

}  // namespace

TEST_CASE("which bodies are multipart") {
  CHECK(is_multipart("multipart/form-data; boundary=x"));
  CHECK(is_multipart(" Multipart/Form-Data"));
  CHECK_FALSE(is_multipart("multipart/mixed; boundary=x"));
  CHECK_FALSE(is_multipart("application/json"));
}

TEST_CASE("the bytes of a part arrive as they were sent") {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<char>(i));
  // What looks like a delimiter is none without a line end before it and the whole boundary.
  bytes += "--XX\r\n--X\r\n\r\n--Y";
  const std::string body = part(R"(name="file"; filename="a.jpg")", bytes) + "--XX--\r\n";
  const auto parts = read_multipart(kType, body, kMany);
  REQUIRE(parts);
  REQUIRE(parts->size() == 1);
  CHECK(parts->front().bytes == bytes);
  CHECK(parts->front().name == "file");
  CHECK(parts->front().filename == "a.jpg");
}

TEST_CASE("what a part says of itself") {
  struct Row {
    std::string_view headers, name, filename, content_type;
    bool is_file;
  };
  const Row rows[] = {
      {"Content-Disposition: form-data; name=\"a\"", "a", "", "", false},
      {"content-disposition:form-data;name=a", "a", "", "", false},
      {"Content-Disposition: form-data; name=\"a;b=\\\"c\\\"\"", "a;b=\"c\"", "", "", false},
      {"Content-Disposition: form-data; filename=\"\"; name=\"a\"", "a", "", "", true},
      {"Content-Type: image/jpeg\r\nContent-Disposition: form-data; name=\"a\"; filename=\"x y\"",
       "a", "x y", "image/jpeg", true},
      {"Content-Disposition: form-data; name=\"a[b][c]\"\r\nX-Other: 1", "a[b][c]", "", "", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.headers);
    const std::string body = "--XX\r\n" + std::string(row.headers) + "\r\n\r\n7\r\n--XX--";
    const auto parts = read_multipart(kType, body, kMany);
    REQUIRE(parts);
    REQUIRE(parts->size() == 1);
    CHECK(parts->front().name == row.name);
    CHECK(parts->front().filename.has_value() == row.is_file);
    CHECK(parts->front().filename.value_or("") == row.filename);
    CHECK(parts->front().content_type == row.content_type);
    CHECK(parts->front().bytes == "7");
  }
}

TEST_CASE("frames that are good") {
  struct Row {
    std::string_view type, body;
    std::size_t count;
  };
  const Row rows[] = {
      {"multipart/form-data; boundary=XX", "--XX--\r\n", 0},
      {"multipart/form-data; boundary=\"XX\"",
       "--XX\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--XX--", 1},
      {"multipart/form-data; charset=utf-8; boundary=XX",
       "before\r\n--XX\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--XX--\r\nafter", 1},
      {"multipart/form-data; boundary=XX",
       "--XX  \r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n--XX--", 1},
  };
  for (const Row& row : rows) {
    CAPTURE(row.body);
    const auto parts = read_multipart(row.type, row.body, kMany);
    REQUIRE(parts);
    CHECK(parts->size() == row.count);
  }
}

TEST_CASE("frames that are broken") {
  const std::string_view one = "--XX\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n";
  const std::pair<std::string, std::string> rows[] = {
      {"multipart/form-data", std::string(one) + "--XX--"},
      {"multipart/form-data; boundary=", std::string(one) + "--XX--"},
      {"multipart/form-data; boundary=\"XX", std::string(one) + "--XX--"},
      {"multipart/form-data; boundary=" + std::string(71, 'X'), std::string(one) + "--XX--"},
      {"multipart/form-data; boundary=YY", std::string(one) + "--XX--"},
      {std::string(kType), std::string(one)},
      {std::string(kType), std::string(one) + "--XX"},
      {std::string(kType), ""},
      {std::string(kType), "--XX\r\n"},
      {std::string(kType), "--XX\r\nContent-Disposition: form-data; name=a\r\n1\r\n--XX--"},
      {std::string(kType), "--XX\r\nContent-Disposition: form-data\r\n\r\n1\r\n--XX--"},
      {std::string(kType), "--XX\r\nContent-Disposition: form-data; name=\"a\r\n\r\n1\r\n--XX--"},
      {std::string(kType), "--XX\r\nno header\r\n\r\n1\r\n--XX--"},
      {std::string(kType), "--XX\r\n\r\n1\r\n--XX--"},
      {std::string(kType), "--XXno line end\r\n\r\n1\r\n--XX--"},
  };
  for (const auto& [type, body] : rows) {
    const std::string shown = type + "\n" + body;
    CAPTURE(shown);
    CHECK_FALSE(read_multipart(type, body, kMany));
  }
}

TEST_CASE("there may be as many parts as are allowed") {
  const std::string two = part("name=a", "1") + part("name=b", "2") + "--XX--";
  CHECK(read_multipart(kType, two, 2));
  CHECK_FALSE(read_multipart(kType, two, 1));
}

TEST_CASE("a body of parts reads like a form; files lie beside the fields") {
  const std::string text = part("name=type", "nach_debit") +
                           part("name=\"nach_debit[amount_maximum]\"", "1 %41+") +
                           part(R"(name="file"; filename="x")", "\xff\xfe") + "--XX--";
  const Body body = Body::read(kType, text);
  CHECK(body.problem().empty());
  CHECK(body.field("type").text == "nach_debit");
  CHECK(body.field("nach_debit").kind == Field::Kind::nested);
  CHECK(body.field("nach_debit.amount_maximum").text == "1 %41+");
  CHECK_FALSE(body.field("file").given());
  REQUIRE(body.files().size() == 1);
  CHECK(body.files().front().bytes == "\xff\xfe");
}

TEST_CASE("parts that cannot be fields make the body unreadable") {
  CHECK_FALSE(Body::read(kType, part("name=a", "\xff") + "--XX--").problem().empty());
  CHECK_FALSE(Body::read(kType, part("name=\"a[\"", "1") + "--XX--").problem().empty());
  CHECK_FALSE(Body::read(kType, part("name=\"\"", "1") + "--XX--").problem().empty());
  CHECK_FALSE(Body::read(kType, "{\"a\":1}").problem().empty());
  std::string many;
  for (std::size_t i = 0; i <= Body::kFieldsMax; ++i) many += part("name=a", "1");
  CHECK_FALSE(Body::read(kType, many + "--XX--").problem().empty());
}

TEST_CASE("the canonical text does not depend on how a body was written") {
  const std::string canonical =
      Body::read("application/json", R"({"b":{"c":"2"},"a":1})").canonical();
  CHECK(Body::read("", "a=1&b[c]=2").canonical() == canonical);
  CHECK(Body::read("", "b[c]=2&a=1").canonical() == canonical);
  CHECK(Body::read(kType, part("name=a", "1") + part("name=b[c]", "2") + "--XX--").canonical() ==
        canonical);
  CHECK(Body::read("", "a=1&b[c]=3").canonical() != canonical);
  CHECK(Body::read("", "a=1").canonical() != canonical);
  CHECK(Body::read("application/json", "{").canonical() != Body::read("", "").canonical());
}

TEST_CASE(
    "metadata is sorted by the length of its keys, then by name; the last of one name counts") {
  const auto sorted = [](std::string_view json) {
    return Body::read("application/json", json).sorted_object_json("metadata", 3);
  };
  CHECK(sorted(R"({"metadata":{"ccc":3,"b":true,"aa":null}})") ==
        R"({"b":true,"aa":null,"ccc":3})");
  CHECK(sorted(R"({"metadata":{"b":1,"a":2}})") == R"({"a":2,"b":1})");
  CHECK(sorted(R"({"metadata":{"a":1,"b":2,"a":3}})") == R"({"a":3,"b":2})");
  CHECK(sorted(R"({"metadata":"{\"bb\":1,\"a\":2}"})") == R"({"a":2,"bb":1})");
  CHECK(sorted(R"({"metadata":{}})") == "{}");
  CHECK_FALSE(sorted(R"({"metadata":{"a":1,"b":2,"c":3,"d":4}})"));
  CHECK_FALSE(sorted(R"({"metadata":{"a":{"b":1}}})"));
  CHECK_FALSE(sorted(R"({"metadata":7})"));
  CHECK_FALSE(sorted("{}"));
}
