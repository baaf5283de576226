#include "core/behaviour/formats.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace lotusbox;

namespace {

using Texts = std::vector<std::string>;

void check(bool (*shape)(std::string_view), const Texts& good, const Texts& bad) {
  for (const std::string& text : good) {
    CAPTURE(text);
    CHECK(shape(text));
  }
  for (const std::string& text : bad) {
    CAPTURE(text);
    CHECK_FALSE(shape(text));
  }
}

}  // namespace

TEST_CASE("URLs are absolute, http or https, printable and not too long") {
  const std::string longest = "http://" + std::string(2048 - 7, 'a');
  check(is_http_url,
        {"http://a", "https://a", "HTTP://A/", "Https://example.com:8080/x?y=1#z", "http://[::1]/",
         "http://127.0.0.1:9/hook", "https://example.com/%20", "http://a/x\\y", longest},
        {"",
         "http://",
         "https://",
         "http:///x",
         "https://?x",
         "http://#",
         "http://:80",
         "ftp://a",
         "//a",
         "/a",
         "a",
         "http://a\\b",
         "http:/a",
         "http//a",
         "javascript:alert(1)",
         "http://a b",
         " http://a",
         "http://a\n",
         "http://\xC3\xA4",
         "http://a\"b",
         "http://<a>",
         "httpss://a",
         longest + "a",
         std::string("http://a\0", 9),
         "http://a\x7f"});
  CHECK(is_web_url(longest + "a"));  // what we make longer is still an address
}

TEST_CASE("IFSC, PAN and e-mail have their forms") {
  check(is_ifsc, {"ICIC0000001", "HDFC0ABC123", "AAAA0ZZZZZZ"},
        {"", "ICIC000001", "ICIC00000001", "icic0000001", "ICIC1000001", "IC1C0000001",
         "ICIC000000a", "ICIC0 00001"});
  check(is_pan, {"ABCDE1234F"},
        {"", "ABCDE1234", "abcde1234f", "ABCD11234F", "ABCDE123AF", "ABCDE12345", "ABCDE1234FF"});
  const std::string at_most = std::string(44, 'a') + "@ab.in";
  check(is_email, {"a@b.c", "first.last+tag@sub.example.com", at_most},
        {"", "@b.c", "a@", "a@b", "a@.c", "a@b.", "a b@c.d", "a@b@c.d", "a<b@c.d", "a@b.c\n",
         "\xC3\xA4@b.c", "a" + at_most});
}

TEST_CASE("mobile numbers are Indian, with or without their country code") {
  check(is_mobile,
        {"9123456789", "6000000000", "+919123456789", "+91-9123456789", "-9123456789",
         "+91 91234 56789", " 91-9123456789", "919123456789", "09123456789", "0 91234-56789"},
        {"", "912345678", "91234567890", "5123456789", "0123456789", "05123456789", "915123456789",
         "+929123456789", "929123456789", "+9123456789", "+09123456789", "0919123456789",
         "912345678x", "+91", "++919123456789", "91234\t56789"});
  CHECK(mobile_digits("+91 91234 56789") == "9123456789");
  CHECK(mobile_digits(" 91-9123456789") == "9123456789");
  CHECK(mobile_digits("09123456789") == "9123456789");
  CHECK(mobile_digits("12345") == "12345");
  CHECK(mobile_digits("+91-9123456789") == "9123456789");
  CHECK(mobile_digits("+919123456789") == "9123456789");
  CHECK(mobile_digits("9123456789") == "9123456789");
  CHECK(mobile_digits("").empty());
  check(is_phone, {"022-12345678", "+91 22 1234 5678", "1", std::string(34, '1')},
        {"", "phone", "(022)", "1.2", std::string(35, '1')});
}

TEST_CASE("a return URL may belong to an app, but runs nothing") {
  check(
      is_return_url,
      {"https://m.example/done?x=1", "http://localhost:3000/", "myapp://return?x=1", "MyApp:/back",
       "com.merchant.app://return", "intent://back#Intent;scheme=m;end", "a+b-c.d://x"},
      {"",
       "return",
       "://x",
       "myapp:",
       "javascript:alert(1)",
       "JavaScript:alert(1)",
       "data:text/html,x",
       "vbscript:x",
       "file:///etc/passwd",
       "blob:x",
       "about:blank",
       "localhost:3000/back",
       "merchant.example:80",
       "9app://x",
       "my app://x",
       "my_app://x",
       "myapp://a b",
       "http:/x",
       "https://",
       "java\nscript:x",
       " javascript:x"});
}

TEST_CASE("names and references hold plain characters") {
  check(is_plain_name, {"AMIT JAIN", "A. & B. - C/O D", "x", "0"},
        {"", " ", "   ", "O'BRIEN", "A,B", "A\tB", "A\nB", "\xC3\x84", "A_B", "A@B"});
  check(is_alphanumeric_text, {"a", "Z9", "0"}, {"", " ", "a b", "a-b", "\xC3\x84"});
  check(is_printable, {"", " ", "a,b;c", "\xE0\xA4\xB9\xE0\xA4\xBF", "\"<&>"},
        {"a\nb", "a\tb", std::string("\0", 1), "\x7f", "\xFF", "\xC3"});
}
