// Where the customer goes after an answer: the parameters of reading R9 on the merchant's address.
#include <doctest/doctest.h>

#include "api/api_support.h"

using namespace lotusbox;
using namespace lotusbox::api;

namespace {

std::string returned(TestApi& api, std::string_view link, std::string_view outcome) {
  const Reply reply = api.call("POST", link, "outcome=" + std::string(outcome));
  REQUIRE(reply.status() == 303);
  return reply.header("Location");
}

std::string in_redirect(std::string_view url) {
  return R"({"return_url":")" + std::string(url) + "\"}";
}

struct ReturnRow {
  std::string_view url, before, after;  ///< the address, and what surrounds the parameters
};

constexpr ReturnRow kRows[] = {
    {"http://shop.test", "http://shop.test?", ""},
    {"http://shop.test/", "http://shop.test/?", ""},
    {"https://shop.test/back?order=7", "https://shop.test/back?order=7&", ""},
    {"http://shop.test/#/done", "http://shop.test/?", "#/done"},
    {"http://shop.test/?a=1&b=2#top", "http://shop.test/?a=1&b=2&", "#top"},
    {"http://shop.test/#x?y=1", "http://shop.test/?", "#x?y=1"},
    {"http://shop.test/?", "http://shop.test/?", ""},
    {"http://shop.test/?status=open&a=1&%73tatus=2", "http://shop.test/?a=1&", ""},
    {"myapp://return?x=1&status=", "myapp://return?x=1&", ""},
    {"http://shop.test:8080/%41?q=%26", "http://shop.test:8080/%41?q=%26&", ""},
};

}  // namespace

TEST_CASE("a customer comes back from a management request") {
  for (const ReturnRow& row : kRows) {
    CAPTURE(row.url);
    TestApi api;
    const std::string mandate = api.mandate();
    const std::string umrn = api.get("/v1/mandates/" + mandate).at("umrn");
    const std::string known = "mandate_id=" + mandate + "&umrn=" + umrn + "&action=";
    const std::string body = R"({"redirect":)" + in_redirect(row.url) + "}";
    CHECK(returned(api, api.link("pause", mandate, body), "accepted") ==
          std::string(row.before) + known + "pause&status=SUCCESS" + std::string(row.after));
    CHECK(returned(api, api.link("resume", mandate, body), "rejected") ==
          std::string(row.before) + known + "resume&status=FAILED" + std::string(row.after));
  }
}

TEST_CASE("a customer comes back from a source") {
  for (const ReturnRow& row : kRows) {
    CAPTURE(row.url);
    TestApi api;
    const std::string source = api.source("", in_redirect(row.url));
    CHECK(api.get("/v1/sources/" + source).at("redirect.return_url") == row.url);
    const std::string link = api.source_link(source);
    const std::string known = std::string(row.before) + "source_id=" + source + "&status=";
    CHECK(returned(api, link, "rejected") == known + "FAILED" + std::string(row.after));
    CHECK(returned(api, link, "accepted") == known + "SUCCESS" + std::string(row.after));
  }
}

TEST_CASE("the headless customer is told the same address") {
  TestApi api;
  const std::string url = "http://shop.test/back?x=1";
  const std::string source = api.source("", in_redirect(url));
  const Reply no = api.call("POST", "/_mock/authorise",
                            R"({"source":")" + source + R"(","outcome":"rejected"})");
  CHECK(json_keys(no.body()) == std::vector<std::string>{"status", "return_to"});
  CHECK(no.at("status") == "FAILED");
  CHECK(no.at("return_to") == url + "&source_id=" + source + "&status=FAILED");
  const Reply left = api.call("POST", "/_mock/authorise",
                              R"({"source":")" + source + R"(","outcome":"abandoned"})");
  CHECK(left.at("status") == "FAILED");
  CHECK(left.at("return_to") == "null");
  const Reply yes = api.call("POST", "/_mock/authorise", "source=" + source);
  CHECK(yes.at("return_to") == url + "&source_id=" + source + "&status=SUCCESS");
  const std::string bare = api.source();
  CHECK(api.call("POST", "/_mock/authorise", "source=" + bare).at("return_to") == "null");
}

TEST_CASE("without a return address the customer ends on the page with the variable str") {
  TestApi api;
  const std::string link = api.source_link(api.source());
  const std::string no = returned(api, link, "rejected");
  CHECK(no.starts_with(
      "/npci_onmags_response?kind=create&status=FAILED&code=&message=The%20customer%20refused"));
  const Reply page = api.get(no);
  CHECK(page.status() == 200);
  CHECK(page.holds(R"(var str = '{"code":400,"message":"The customer refused)"));
  const std::string yes = returned(api, link, "accepted");
  CHECK(yes == "/npci_onmags_response?kind=create&status=SUCCESS");
  CHECK(api.get(yes).holds(R"(var str = '{"code":200,)"));
  // The page takes nothing from the address but texts, which it escapes.
  const Reply hostile = api.get(
      "/npci_onmags_response?status=FAILED&kind=%3Cb%3E&code=%3C/script%3E&message=%22%3Cimg%3E");
  CHECK_FALSE(hostile.holds("<b>"));
  CHECK_FALSE(hostile.holds("<img>"));
  CHECK_FALSE(hostile.holds("\"</script>"));
  CHECK(api.get("/npci_onmags_response?status=%zz").status() == 200);
}
