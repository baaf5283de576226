#include "api/rules/web.h"

#include <doctest/doctest.h>

#include <string>

using namespace lotusbox;
using namespace lotusbox::api;

namespace {

const WebPolicy kPolicy{{"mock.example"},
                        {"https://app.example", "capacitor://localhost"},
                        "https://public.example/box"};

std::string host_rule(std::string_view host, const WebPolicy& policy = kPolicy) {
  AskedBy by;
  by.host = host;
  const auto refusal = refuse_host(by, policy);
  return refusal ? std::string(refusal->rule->id) : "";
}

/// How a page asks; the host is localhost:5688.
struct Ask {
  std::string_view origin, site;
  Surface surface = Surface::vendor;
  bool reads = false;
  std::string_view mode = {}, dest = {};
  std::string_view host = "localhost:5688";
  bool preflight = false;
};

std::string page_rule(const Ask& ask) {
  const AskedBy by{ask.host, ask.origin, ask.site, ask.mode, ask.dest};
  const auto refusal = refuse_page({by, kPolicy, ask.surface, ask.reads, ask.preflight});
  return refusal ? std::string(refusal->rule->id) : "";
}

bool is_shared(const Ask& ask) {
  const AskedBy by{ask.host, ask.origin, ask.site, ask.mode, ask.dest};
  return may_read_answer({by, kPolicy, ask.surface, ask.reads, ask.preflight});
}

}  // namespace

TEST_CASE("the server answers under names that no stranger can point at it") {
  for (const std::string_view host :
       {"", "127.0.0.1:5688", "10.1.2.3", "[::1]:5688", "[2001:db8::1]", "localhost", "LocalHost:1",
        "a.b.localhost:80", "lotusbox:5688", "host.docker.internal:5688", "mock.example",
        "MOCK.example.:8080", "public.example"}) {
    CAPTURE(host);
    CHECK(host_rule(host) == "");
  }
  for (const std::string_view host :
       {"evil.test", "127.0.0.1.nip.io", "localhost.evil.test", "a.mock.example", "xmock.example",
        "mock.example.evil.test", "lotusbox.", "127.1", "docker.internal", "local.host"}) {
    CAPTURE(host);
    CHECK(host_rule(host) == "host.unknown");
  }
  for (const std::string_view host :
       {"evil.com:99999", "localhost:0", "localhost:", "user@evil.com", "user@localhost",
        "evil.com/x\"><script>", "a\tb", "mock.example:x", "[::1", "[::1]]"}) {
    CAPTURE(host);
    CHECK(host_rule(host) == "host.malformed");
  }
  CHECK(host_rule("mock.example", {}) == "host.unknown");
  CHECK(host_rule("public.example", {}) == "host.unknown");
}

TEST_CASE("a name that is refused is told with the option that allows it") {
  AskedBy by;
  by.host = "evil.test:5688";
  const auto refusal = refuse_host(by, kPolicy);
  REQUIRE(refusal.has_value());
  CHECK(refusal->finding.message.find("--allow-host evil.test ") != std::string::npos);
  by.host = "x\"><script>";
  CHECK(refuse_host(by, kPolicy)->finding.message.find("script") == std::string::npos);
}

TEST_CASE("the vendors are called by pages of this machine and of allowed origins") {
  for (const std::string_view origin :
       {"http://localhost:3000", "https://localhost", "http://app.localhost:8080",
        "http://127.0.0.1:1", "http://127.9.9.9", "http://[::1]:3000", "https://app.example",
        "https://app.example:443", "capacitor://localhost", "http://localhost:5688",
        "https://public.example"}) {
    CAPTURE(origin);
    for (const Surface surface : {Surface::vendor, Surface::link}) {
      CHECK(page_rule({origin, "cross-site", surface}) == "");
      CHECK(is_shared({origin, "cross-site", surface}));
      CHECK(page_rule({.origin = origin, .site = "", .surface = surface, .preflight = true}) == "");
    }
  }
  for (const std::string_view origin :
       {"null", "http://evil.test", "https://evil.test:3000", "http://localhost.evil.test",
        "http://app.example", "https://app.example:444", "https://a.app.example", "http://10.1.2.3",
        "http://[::ffff:127.0.0.1]", "http://lotusbox", "file://", "chrome-extension://abc",
        "http://localhost:3000/x", "http://localhost:99999", "http://u@localhost", "junk"}) {
    CAPTURE(origin);
    CHECK(page_rule({origin, ""}) == "origin.vendor");
    CHECK(page_rule({.origin = origin, .site = "", .reads = true}) == "origin.vendor");
    CHECK_FALSE(is_shared({origin, ""}));
    CHECK(page_rule({.origin = origin,
                     .site = "",
                     .surface = Surface::link,
                     .reads = true,
                     .preflight = true}) == "origin.vendor");
  }
}

TEST_CASE("a page of another site says which it is, or follows a link to what only looks") {
  CHECK(page_rule({"", "cross-site"}) == "site.vendor");
  CHECK(page_rule({.origin = "", .site = "cross-site", .reads = true}) == "site.vendor");
  CHECK(page_rule({"", "same-site"}) == "");
  CHECK(page_rule({"", "none"}) == "");
  Ask link{
      .origin = "", .site = "cross-site", .reads = true, .mode = "navigate", .dest = "document"};
  CHECK(page_rule(link) == "");
  link.reads = false;
  CHECK(page_rule(link) == "site.vendor");
}

TEST_CASE("the control plane is asked by its own page, or by no page") {
  const auto asked = [](std::string_view origin, std::string_view site, bool reads = false) {
    return page_rule({origin, site, Surface::control, reads});
  };
  CHECK(asked("", "") == "");
  CHECK(asked("", "none") == "");
  CHECK(asked("", "same-origin") == "");
  CHECK(asked("http://localhost:5688", "same-origin") == "");
  CHECK(asked("http://localhost:5688", "") == "");
  // A proxy that speaks TLS for us; what it is told says so.
  CHECK(asked("https://public.example", "same-origin") == "");
  for (const std::string_view origin :
       {"null", "http://evil.test", "http://localhost:3000", "http://127.0.0.1:5688",
        "http://app.localhost:5688", "https://app.example", "capacitor://localhost", "junk"}) {
    CAPTURE(origin);
    for (const bool reads : {false, true}) {
      CHECK(asked(origin, "", reads) == "origin.control");
      CHECK(asked(origin, "same-origin", reads) == "origin.control");
      CHECK_FALSE(is_shared({origin, "", Surface::control, reads}));
    }
  }
  CHECK_FALSE(is_shared({"http://localhost:5688", "same-origin", Surface::control}));
  for (const std::string_view site : {"cross-site", "same-site", "later-word"}) {
    CHECK(asked("", site) == "site.control");
    CHECK(asked("", site, true) == "site.control");
    CHECK(asked("http://localhost:5688", site) == "site.control");
  }
}

TEST_CASE("a link to the control plane is followed where nothing changes, and not into a frame") {
  Ask link{.origin = "",
           .site = "cross-site",
           .surface = Surface::control,
           .reads = true,
           .mode = "navigate",
           .dest = "document"};
  CHECK(page_rule(link) == "");
  for (const std::string_view dest :
       {"iframe", "frame", "embed", "object", "image", "script", ""}) {
    Ask framed = link;
    framed.dest = dest;
    CHECK(page_rule(framed) == "site.control");
  }
  Ask fetched = link;
  fetched.mode = "no-cors";
  CHECK(page_rule(fetched) == "site.control");
  Ask changing = link;
  changing.reads = false;
  CHECK(page_rule(changing) == "site.control");
  Ask posted = link;
  posted.origin = "http://evil.test";
  CHECK(page_rule(posted) == "origin.control");
}

TEST_CASE("the own origin is that of the name which was called, with its port") {
  const auto own = [](std::string_view host, std::string_view origin) {
    return page_rule({.origin = origin, .site = "", .surface = Surface::control, .host = host}) ==
           "";
  };
  CHECK(own("lotusbox:5688", "http://lotusbox:5688"));
  CHECK(own("mock.example", "http://mock.example"));
  CHECK(own("mock.example", "https://mock.example"));
  CHECK(own("mock.example:80", "http://mock.example"));
  CHECK(own("[::1]:5688", "http://[::1]:5688"));
  CHECK_FALSE(own("mock.example:5688", "http://mock.example"));
  CHECK_FALSE(own("mock.example", "http://mock.example:5688"));
  CHECK_FALSE(own("", "http://localhost"));
}

TEST_CASE("links are opened from any site, and their forms are sent by themselves alone") {
  const auto asked = [](std::string_view origin, std::string_view site, bool reads) {
    return page_rule({origin, site, Surface::link, reads});
  };
  for (const std::string_view site : {"", "cross-site", "same-site", "none", "same-origin"}) {
    CHECK(asked("", site, true) == "");
    CHECK(asked("http://evil.test", site, true) == "");
    CHECK(asked("null", site, true) == "");
    CHECK(asked("http://evil.test", site, false) == "origin.vendor");
  }
  // A form of a page without referrers is of no origin.
  CHECK(asked("null", "same-origin", false) == "");
  CHECK(asked("null", "", false) == "");
  CHECK(asked("null", "cross-site", false) == "origin.vendor");
  CHECK(asked("null", "same-site", false) == "origin.vendor");
  CHECK_FALSE(is_shared({"http://evil.test", "", Surface::link, true}));
  CHECK_FALSE(is_shared({"null", "", Surface::link, true}));
}

TEST_CASE("only names are allowed as hosts, and only origins as origins") {
  for (const std::string_view host : {"mock.example", "a", "MOCK.Example"}) {
    CHECK(problem_with_allowed_host(host) == "");
  }
  for (const std::string_view host :
       {"", "*", "*.example", "mock.example:80", "http://mock.example", "mock.example/x", "[::1]",
        "a b", "a\x1b[2J"}) {
    CAPTURE(host);
    const std::string problem = problem_with_allowed_host(host);
    CHECK(problem.starts_with("--allow-host "));
    CHECK(problem.find('\x1b') == std::string::npos);
  }
  for (const std::string_view origin : {"https://app.example", "http://app.example:8080",
                                        "capacitor://localhost", "chrome-extension://abcdef"}) {
    CAPTURE(origin);
    CHECK(problem_with_allowed_origin(origin) == "");
  }
  for (const std::string_view origin :
       {"", "*", "null", "app.example", "https://", "://x", "https://app.example/",
        "https://*.example", "https://u@app.example", "https://app.example:0", "file:///x",
        "https://a b", "https://a\x1b[2J"}) {
    CAPTURE(origin);
    CHECK(problem_with_allowed_origin(origin).starts_with("--allow-origin "));
  }
}

TEST_CASE("what a request says is read whatever the letters of its headers, the first of two") {
  const Headers headers{{"host", "localhost"},   {"ORIGIN", "http://a.test"},
                        {"Sec-Fetch-Site", "x"}, {"sec-fetch-mode", "y"},
                        {"Sec-Fetch-Dest", "z"}, {"Origin", "second"}};
  const AskedBy by = AskedBy::read(headers);
  CHECK(by.host == "localhost");
  CHECK(by.origin == "http://a.test");
  CHECK(by.site == "x");
  CHECK(by.mode == "y");
  CHECK(by.dest == "z");
}
