// Which web pages reach in, on every route, and what browsers are told about the answers.
#include <doctest/doctest.h>

#include <algorithm>

#include "api/api_support.h"
#include "api/browsers.h"

using namespace lotusbox;
using namespace lotusbox::api;

namespace {

/// A path that fits a pattern.
std::string path_of(std::string_view pattern) {
  std::string path;
  bool within = false;
  for (const char c : pattern) {
    if (c == '{') path += 'x';
    within = c == '{' || (within && c != '}');
    if (!within && c != '}') path += c;
  }
  return path;
}

bool is_juspay(std::string_view path) {
  return path.starts_with("/mandates") || path.starts_with("/customers");
}

/// A call with exactly these headers, and the key.
Reply ask(TestApi& api, std::string_view method, std::string_view target, Headers headers) {
  Request request;
  request.method = method;
  request.target = target;
  request.headers = std::move(headers);
  request.headers.emplace_back("Authorization", "Bearer " + api.key);
  return {api.server.handle(request)};
}

}  // namespace

TEST_CASE("no route answers under a name of a stranger, and none copies junk") {
  TestApi api;
  const std::string before = api.whole_world();
  for (const Route* route : all_routes()) {
    const std::string path = path_of(route->pattern);
    for (const std::string_view method : {route->method, std::string_view("OPTIONS")}) {
      CAPTURE(method);
      CAPTURE(path);
      const Reply unknown = ask(api, method, path, {{"Host", "evil.test:5688"}});
      CHECK(unknown.status() == 421);
      CHECK(unknown.rule() == "host.unknown");
      CHECK(unknown.holds("--allow-host evil.test"));
      const Reply junk = ask(api, method, path, {{"Host", "evil.com/x\"><script>"}});
      CHECK(junk.status() == 400);
      CHECK(junk.rule() == "host.malformed");
      CHECK_FALSE(junk.holds("script"));
      if (!is_juspay(path)) CHECK(unknown.at("error.code") == "misdirected_request");
    }
  }
  for (const std::string_view path :
       {"/nowhere", "/_mock/nowhere", "/v1/sources/a/b/c/d/e/f/g/h"}) {
    CHECK(ask(api, "GET", path, {{"Host", "evil.test"}}).status() == 421);
  }
  CHECK(api.whole_world() == before);
}

TEST_CASE("the control plane does nothing for a page of another origin, whatever it asks") {
  TestApi api;
  api.mandate();
  const std::string before = api.whole_world();
  for (const Route* route : all_routes()) {
    const std::string path = path_of(route->pattern);
    const bool control = path == "/" || path.starts_with("/_mock");
    CHECK((surface_of(route, path) == Surface::control) == control);
    if (!control) continue;
    CAPTURE(path);
    for (const std::string_view origin : {"http://evil.test", "null", "http://localhost:3000",
                                          "https://app.test", "http://box.test:1"}) {
      for (const std::string_view method : {route->method, std::string_view("OPTIONS")}) {
        const Reply reply = ask(api, method, path,
                                {{"Host", "box.test"},
                                 {"Origin", std::string(origin)},
                                 {"Access-Control-Request-Method", std::string(route->method)},
                                 {"Access-Control-Request-Private-Network", "true"},
                                 {"Content-Type", "text/plain"}});
        CHECK(reply.status() == 403);
        CHECK(reply.rule() == "origin.control");
        CHECK(reply.header("Access-Control-Allow-Origin").empty());
        CHECK(reply.header("Access-Control-Allow-Private-Network").empty());
      }
    }
    const Reply framed = ask(api, route->method, path,
                             {{"Host", "box.test"},
                              {"Sec-Fetch-Site", "cross-site"},
                              {"Sec-Fetch-Mode", "navigate"},
                              {"Sec-Fetch-Dest", "iframe"}});
    CHECK(framed.rule() == "site.control");
  }
  CHECK(ask(api, "POST", "//_mock//reset", {{"Host", "box.test"}, {"Origin", "null"}}).rule() ==
        "origin.control");
  CHECK(ask(api, "POST", "/_mock/nowhere", {{"Host", "box.test"}, {"Origin", "null"}}).rule() ==
        "origin.control");
  CHECK(api.whole_world() == before);
  // The page itself.
  CHECK(api.call("POST", "/_mock/reset", "", {{"Origin", "http://box.test"}}).status() == 200);
  CHECK(api.whole_world() != before);
}

TEST_CASE("the API of the vendors is shared with allowed origins, and with no others") {
  TestApi api;
  for (const Route* route : all_routes()) {
    if (route->access != Access::key) continue;
    const std::string path = path_of(route->pattern);
    CAPTURE(path);
    for (const std::string_view origin : {"http://localhost:3000", "https://app.test"}) {
      const Headers headers{{"Host", "box.test"}, {"Origin", std::string(origin)}};
      const Reply shared = ask(api, route->method, path, headers);
      CHECK(shared.header("Access-Control-Allow-Origin") == origin);
      CHECK(shared.header("Vary") == "Origin");
      CHECK(shared.status() != 403);
    }
    const Headers foreign{{"Host", "box.test"}, {"Origin", "http://evil.test"}};
    const Reply refused = ask(api, route->method, path, foreign);
    CHECK(refused.status() == 403);
    CHECK(refused.rule() == "origin.vendor");
    CHECK(refused.header("Access-Control-Allow-Origin").empty());
    if (!is_juspay(path)) CHECK(refused.holds("--allow-origin http://evil.test"));
    const Headers silent{
        {"Host", "box.test"}, {"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Mode", "no-cors"}};
    CHECK(ask(api, route->method, path, silent).rule() == "site.vendor");
    const Headers link{{"Host", "box.test"},
                       {"Sec-Fetch-Site", "cross-site"},
                       {"Sec-Fetch-Mode", "navigate"},
                       {"Sec-Fetch-Dest", "document"}};
    const bool reads = route->method == "GET" && route->journaled != Journaled::always;
    CHECK((ask(api, route->method, path, link).rule() == "site.vendor") == !reads);
  }
}

TEST_CASE("a preflight into a private network is answered for allowed origins alone") {
  TestApi api;
  const auto preflight = [&api](std::string_view origin, bool asks) {
    Headers headers{{"Host", "box.test"},
                    {"Origin", std::string(origin)},
                    {"Access-Control-Request-Method", "POST"}};
    if (asks) headers.emplace_back("Access-Control-Request-Private-Network", "true");
    return ask(api, "OPTIONS", "/v1/sources", headers);
  };
  const Reply good = preflight("https://app.test", true);
  CHECK(good.status() == 204);
  CHECK(good.header("Access-Control-Allow-Private-Network") == "true");
  CHECK(good.header("Access-Control-Allow-Origin") == "https://app.test");
  CHECK(preflight("https://app.test", false).header("Access-Control-Allow-Private-Network") == "");
  const Reply bad = preflight("https://evil.test", true);
  CHECK(bad.status() == 403);
  CHECK(bad.header("Access-Control-Allow-Private-Network").empty());
  CHECK(bad.header("Access-Control-Allow-Methods").empty());
  const Reply nobody = ask(api, "OPTIONS", "/v1/sources", {{"Host", "box.test"}});
  CHECK(nobody.status() == 204);
  CHECK(nobody.header("Access-Control-Allow-Origin").empty());
}

TEST_CASE("the pages of links open from other sites, and their own forms are taken") {
  TestApi api;
  const std::string link = api.link("pause", api.mandate());
  const Headers from_shop{{"Host", "box.test"},
                          {"Sec-Fetch-Site", "cross-site"},
                          {"Sec-Fetch-Mode", "navigate"},
                          {"Sec-Fetch-Dest", "document"}};
  const Reply page = ask(api, "GET", link, from_shop);
  CHECK(page.status() == 200);
  CHECK(page.header("Content-Security-Policy").find("img-src data:") != std::string::npos);
  CHECK(page.header("Referrer-Policy") == "no-referrer");
  const Reply stolen = api.call("POST", link, "outcome=accepted",
                                {{"Origin", "null"}, {"Sec-Fetch-Site", "cross-site"}});
  CHECK(stolen.rule() == "origin.vendor");
  const Reply own = api.call("POST", link, "outcome=accepted",
                             {{"Origin", "null"}, {"Sec-Fetch-Site", "same-origin"}});
  CHECK(own.status() == 303);
}

TEST_CASE("a journal is lived through again whoever asked then") {
  TestApi api;
  api.replays = true;
  CHECK(api.get("/v1/mandates", {{"Host", "evil.test"}}).status() == 200);
  CHECK(api.call("POST", "/_mock/reset", "", {{"Host", "evil.test"}}).status() == 200);
  api.replays = false;
  CHECK(api.get("/v1/mandates", {{"Host", "evil.test"}}).status() == 421);
}

TEST_CASE("what a fault has written never runs on the origin of the pages") {
  TestApi api;
  const std::string link = api.link("pause", api.mandate());
  const auto fault = [&](std::string_view more) {
    const std::string body = "{\"status\":200,\"body\":\"<script>x</script>\"" + std::string(more);
    return api.call("PUT", "/_mock/faults", body + "}");
  };
  for (const std::string_view type :
       {"", R"(,"content_type":"text/html")", R"(,"content_type":"Text/HTML; charset=x")",
        R"(,"content_type":"application/xhtml+xml")", R"(,"content_type":"image/svg+xml")",
        R"(,"content_type":"application/json")", R"(,"content_type":"text/javascript")"}) {
    CAPTURE(type);
    REQUIRE(fault(type).status() == 200);
    for (const std::string& target : {link, std::string("/v1/mandates")}) {
      const Reply reply = ask(api, "GET", target, {});
      CHECK(reply.holds("<script>"));
      CHECK(reply.header("Content-Security-Policy") == "sandbox; default-src 'none'");
      CHECK(reply.header("X-Content-Type-Options") == "nosniff");
      CHECK(reply.header("X-Frame-Options") == "DENY");
    }
  }
  for (const std::string_view type :
       {R"("text/html\r\nX: y")", R"("text/html\nX: y")", R"("text/html\u0000")",
        R"("text/html\u001b[2J")", R"("text/html\u007f")", R"("text/h\u00e4ml")",
        R"("text/html\u009b")", R"("text")", R"("/html")", R"("text/")"}) {
    CAPTURE(type);
    CHECK(fault(",\"content_type\":" + std::string(type)).rule() == "fault.content_type");
  }
  for (const std::string_view name :
       {"Access-Control-Allow-Origin", "access-control-allow-credentials",
        "Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options",
        "Referrer-Policy"}) {
    CAPTURE(name);
    CHECK(fault(",\"headers\":{\"" + std::string(name) + "\":\"*\"}").rule() == "fault.headers");
  }
  CHECK(fault(R"(,"headers":{"Retry-After":"1"})").status() == 200);
}

TEST_CASE("what callers sent, or chose, is given back where it cannot run") {
  TestApi api;
  const std::string reference = api.source(R"("variant":"physical")");
  Request upload{"POST", "/v1/physical_mandate_images", {}, {}};
  upload.headers = {{"Authorization", "Bearer " + api.key},
                    {"Content-Type", "multipart/form-data; boundary=b"}};
  upload.body = "--b\r\nContent-Disposition: form-data; name=\"reference1\"\r\n\r\n" + reference +
                "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n"
                "\r\n\xFF\xD8\xFF<script>x</script>\r\n--b--\r\n";
  const std::string image = api.send(upload).at("id");
  for (const std::string& target :
       {"/v1/physical_mandate_images/" + image + "/file", std::string("/_mock/session.scn"),
        std::string("/_mock/coverage?format=text")}) {
    CAPTURE(target);
    const Reply reply = api.get(target);
    CHECK(reply.status() == 200);
    CHECK(reply.header("Content-Security-Policy") == "sandbox; default-src 'none'");
    CHECK(reply.header("X-Content-Type-Options") == "nosniff");
  }
}
