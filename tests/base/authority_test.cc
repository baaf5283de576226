#include "base/authority.h"

#include <doctest/doctest.h>

#include <string>

using namespace lotusbox;

TEST_CASE("a host is a name or an address, with or without a port") {
  struct Row {
    std::string text, host;
    HostKind kind;
    int port;  // 0: none
    bool loopback;
  };
  using enum HostKind;
  const std::string longest = std::string(252, 'a') + "b";
  const Row rows[] = {
      {"localhost", "localhost", name, 0, true},
      {"LOCALHOST:1", "LOCALHOST", name, 1, true},
      {"localhost.:80", "localhost.", name, 80, true},
      {"app.localhost:65535", "app.localhost", name, 65535, true},
      {".localhost", "", name, 0, false},
      {"notlocalhost", "notlocalhost", name, 0, false},
      {"localhost.evil.test", "localhost.evil.test", name, 0, false},
      {"my_app-1:05688", "my_app-1", name, 5688, false},
      {longest, longest, name, 0, false},
      {longest + "c", "", name, 0, false},
      {"127.0.0.1", "127.0.0.1", ipv4, 0, true},
      {"127.255.255.255:5688", "127.255.255.255", ipv4, 5688, true},
      {"128.0.0.1", "128.0.0.1", ipv4, 0, false},
      {"126.255.255.255", "126.255.255.255", ipv4, 0, false},
      {"0.0.0.0", "0.0.0.0", ipv4, 0, false},
      // A name for us: other readers disagree on what address that is.
      {"127.0.0.01", "127.0.0.01", name, 0, false},
      {"127.0.0.256", "127.0.0.256", name, 0, false},
      {"127.1", "127.1", name, 0, false},
      {"2130706433", "2130706433", name, 0, false},
      {"0x7f000001", "0x7f000001", name, 0, false},
      {"[::1]", "::1", ipv6, 0, true},
      {"[0:0:0:0:0:0:0:1]:5688", "0:0:0:0:0:0:0:1", ipv6, 5688, true},
      {"[::0001]", "::0001", ipv6, 0, true},
      {"[::]", "::", ipv6, 0, false},
      {"[::2]", "::2", ipv6, 0, false},
      {"[1::1]", "1::1", ipv6, 0, false},
      {"[::ffff:127.0.0.1]", "::ffff:127.0.0.1", ipv6, 0, false},
      {"[FE80::a:b]:1", "FE80::a:b", ipv6, 1, false},
      {"[1:2:3:4:5:6:7::]", "1:2:3:4:5:6:7::", ipv6, 0, false},
      {"[1:2:3:4:5:6:1.2.3.4]", "1:2:3:4:5:6:1.2.3.4", ipv6, 0, false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto read = parse_authority(row.text);
    REQUIRE(read.has_value() == !row.host.empty());
    if (!read) continue;
    CHECK(read->host == row.host);
    CHECK(read->kind == row.kind);
    CHECK(read->port.value_or(0) == row.port);
    CHECK(read->is_loopback() == row.loopback);
  }
}

TEST_CASE("what is no host and port is refused whole") {
  for (const std::string& text : {std::string(),
                                  std::string("localhost:"),
                                  std::string("localhost:0"),
                                  std::string("localhost:65536"),
                                  std::string("evil.com:99999"),
                                  std::string("h:000080"),
                                  std::string("h:-1"),
                                  std::string("h:+1"),
                                  std::string("h:8x"),
                                  std::string("h:1:2"),
                                  std::string("user@evil.com"),
                                  std::string("localhost:1@evil.com"),
                                  std::string("evil.com/x\"><script>"),
                                  std::string("evil.com?x"),
                                  std::string("a b"),
                                  std::string("a\tb"),
                                  std::string(" localhost"),
                                  std::string("a\0b", 3),
                                  std::string("a,b"),
                                  std::string("a..b"),
                                  std::string("a%2eb"),
                                  std::string("\xC3\xA4.test"),
                                  std::string("::1"),
                                  std::string("[::1"),
                                  std::string("[::1]x"),
                                  std::string("[]"),
                                  std::string("[:]"),
                                  std::string("[:::]"),
                                  std::string("[1::2::3]"),
                                  std::string("[1:2:3:4:5:6:7]"),
                                  std::string("[1:2:3:4:5:6:7:8:9]"),
                                  std::string("[1:2:3:4:5:6:7:8::]"),
                                  std::string("[12345::]"),
                                  std::string("[g::]"),
                                  std::string("[1:]"),
                                  std::string("[:1]"),
                                  std::string("[127.0.0.1]"),
                                  std::string("[1.2.3.4::]"),
                                  std::string("[fe80::1%eth0]"),
                                  std::string("[1:2:3:4:5:6:7:1.2.3.4]")}) {
    CAPTURE(text);
    CHECK_FALSE(parse_authority(text).has_value());
  }
}

TEST_CASE("two names are one host whatever their letters and the dot at their end") {
  CHECK(parse_authority("Mock.Example.:80")->has_host("mock.example"));
  CHECK(parse_authority("mock.example")->has_host("MOCK.example."));
  CHECK_FALSE(parse_authority("mock.example")->has_host("a.mock.example"));
  CHECK_FALSE(parse_authority("[::1]")->has_host("::2"));
}

TEST_CASE("origins are the same when scheme, host and port are") {
  const auto same = [](std::string_view left, std::string_view right) {
    const auto one = parse_web_origin(left);
    const auto other = parse_web_origin(right);
    REQUIRE(one.has_value());
    REQUIRE(other.has_value());
    return same_origin(*one, *other);
  };
  CHECK(same("http://a.test", "HTTP://A.test:80"));
  CHECK(same("https://a.test:443", "https://a.test"));
  CHECK_FALSE(same("http://a.test", "https://a.test"));
  CHECK_FALSE(same("http://a.test:443", "https://a.test"));
  CHECK_FALSE(same("http://a.test", "http://a.test:81"));
  CHECK_FALSE(same("http://a.test", "http://b.test"));
  for (const std::string_view text : {"", "null", "a.test", "//a.test", "http://", "http:/a.test",
                                      "http://a.test/", "http://a.test?x", "http://u@a.test",
                                      "ftp://a.test", "file://", "http://a.test http://b.test"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_web_origin(text).has_value());
  }
}
