#include "net/url.h"

#include <doctest/doctest.h>

namespace lotusbox::net {
namespace {

TEST_CASE("http addresses are taken apart") {
  struct Row {
    const char* url;
    const char* host;
    int port;
    const char* path;
    bool tls = false;
  };
  const Row rows[] = {
      {"http://localhost", "localhost", 80, "/"},
      {"HTTP://Example.com:8080/a/b?c=%20", "Example.com", 8080, "/a/b?c=%20"},
      {"http://h?x", "h", 80, "/?x"},
      {"http://h/a#part", "h", 80, "/a"},
      {"http://[::1]:90/x", "::1", 90, "/x"},
      {"http://[::1]", "::1", 80, "/"},
      {"http://127.0.0.1:65535/", "127.0.0.1", 65535, "/"},
      {"https://h/a", "h", 443, "/a", true},
      {"HTTPS://h:80", "h", 80, "/", true},
  };
  for (const auto& row : rows) {
    CAPTURE(row.url);
    const auto target = parse_http_url(row.url);
    REQUIRE(target.ok());
    CHECK(target->host == row.host);
    CHECK(target->port == row.port);
    CHECK(target->path == row.path);
    CHECK(target->tls == row.tls);
  }
}

TEST_CASE("other addresses are refused") {
  for (const char* url : {"",
                          "http://",
                          "http:///x",
                          "https://",
                          "https:///x",
                          "https://h:0/",
                          "https:h/",
                          "httpss://h/",
                          "ftp://h",
                          "h:80",
                          "http://u@h/",
                          "http://u:p@h",
                          "http://h:0",
                          "http://h:65536",
                          "http://h:",
                          "http://h:8o",
                          "http://h:-1",
                          "http://[::1",
                          "http://[::1]x",
                          "http://[nonsense]",
                          "http://a b",
                          "http://h/a\r\nX: y",
                          "http://h/\t",
                          "http://::1/",
                          "http://h\\@x/",
                          "http://127.0.0.1:80:80/"}) {
    CAPTURE(url);
    CHECK_FALSE(parse_http_url(url).ok());
    CHECK_FALSE(is_loopback_url(url));
  }
}

TEST_CASE("loopback is decided by the text") {
  for (const char* url :
       {"http://localhost/", "http://LOCALHOST:1/", "http://127.0.0.1", "http://127.255.0.9:8080/x",
        "http://[::1]/", "http://[0:0:0:0:0:0:0:1]/", "https://localhost/"}) {
    CAPTURE(url);
    CHECK(is_loopback_url(url));
  }
  for (const char* url :
       {"http://localhost.example/", "http://localhost./", "http://a.localhost/",
        "http://128.0.0.1/", "http://0.0.0.0/", "http://127.1/", "http://2130706433/",
        "http://0177.0.0.1/", "http://127.0.0.1.nip.io/", "http://[::]/", "http://[::2]/",
        "http://127.0.0.1@evil/", "https://localhost.evil/", "ftp://localhost/"}) {
    CAPTURE(url);
    CHECK_FALSE(is_loopback_url(url));
  }
}

}  // namespace
}  // namespace lotusbox::net
