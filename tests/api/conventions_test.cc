#include "api/conventions.h"

#include <doctest/doctest.h>

#include "api/api_support.h"
#include "api/pages/pages.h"

using namespace lotusbox;
using namespace lotusbox::api;

TEST_CASE("what an Accept header allows") {
  struct Row {
    std::string_view header;
    bool json, pdf;
  };
  const Row rows[] = {
      {"", true, true},
      {"  ", true, true},
      {"*/*", true, true},
      {"application/json", true, false},
      {"APPLICATION/JSON; charset=utf-8", true, false},
      {"application/*", true, true},
      {"application/pdf", false, true},
      {"text/html", false, false},
      {"text/html, */*;q=0.1", true, true},
      {"text/html,application/json;q=0.9", true, false},
      {"application/json;q=0", false, false},
      {"application/json;q=0.000", false, false},
      {"application/json; q=0.001", true, false},
      {"text/*, image/png", false, false},
      {"application/jsonp", false, false},
      {",,", false, false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.header);
    CHECK(accepts(row.header, "application/json") == row.json);
    CHECK(accepts(row.header, "application/pdf") == row.pdf);
  }
}

TEST_CASE("the page of a short link asks for the number, and says what was wrong") {
  MobilePage page;
  page.merchant = "A & B <script>";
  page.action_url = "/p/abc";
  page.now = "2026-01-10T10:00:00+05:30";
  const std::string asked = render_mobile(page);
  CHECK(asked.find("name=\"mobile\"") != std::string::npos);
  CHECK(asked.find("action=\"/p/abc\"") != std::string::npos);
  CHECK(asked.find("A &amp; B &lt;script&gt;") != std::string::npos);
  CHECK(asked.find("role=\"alert\"") == std::string::npos);
  CHECK(asked.find("aria-invalid") == std::string::npos);
  page.problem = "This is not the number";
  page.action_url = "javascript:alert(1)";
  const std::string wrong = render_mobile(page);
  CHECK(wrong.find("role=\"alert\"") != std::string::npos);
  CHECK(wrong.find("This is not the number") != std::string::npos);
  CHECK(wrong.find("aria-describedby=\"problem_text\"") != std::string::npos);
  CHECK(wrong.find("javascript:") == std::string::npos);
}

TEST_CASE("a call with another file is another call, whatever its fields say") {
  TestApi api;
  const auto sent = [&](std::string_view bytes) {
    const std::string body =
        "--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nRAVI\r\n"
        "--x\r\nContent-Disposition: form-data; name=\"file\"; "
        "filename=\"a.jpg\"\r\n\r\n" +
        std::string(bytes) + "\r\n--x--\r\n";
    return api.call(
        "POST", "/v1/customers", body,
        {{"Content-Type", "multipart/form-data; boundary=x"}, {"Idempotency-Key", "one"}});
  };
  const Reply first = sent("abc");
  REQUIRE(first.status() == 200);
  CHECK(sent("abc").body() == first.body());
  CHECK(sent("abd").rule() == "idempotency.key_reused");
}
