#include "scenario/runner.h"

#include <doctest/doctest.h>

#include "base/text.h"
#include "scenario/fake_driver.h"
#include "scenario/verbs.h"

using namespace lotusbox;
using namespace lotusbox::scenario;

namespace {

Script script_of(const std::string& blocks) {
  auto script = load_script("t.scn",
                            "# T-1  A test.\n"
                            "world at=2026-01-10T10:00:00+05:30 profile=documented seed=7\n"
                            "----\nok\n\n" +
                                blocks);
  REQUIRE_MESSAGE(script, to_text(script.error()));
  return std::move(*script);
}

constexpr const char* kMandate =
    R"({"id":"MD001","umrn":"ICIC7100000000000001","customer":"CU001","source":null,)"
    R"("status":"active","amount_maximum":500000,"amount_collection":null,"frequency":"ADHO",)"
    R"("date_final_collection":null})";

/// What every run asks at its beginning: a fresh world without events.
void begin(FakeDriver& driver) {
  driver.answer("POST /_mock/reset", {200, "{}"});
  driver.answer("GET /_mock/events?brief=1", {200, R"({"data":[]})"});
  driver.answer("GET /_mock/events?offset=0", {200, R"({"data":[]})"});
  driver.answer("POST /_mock/mandates", {200, kMandate});
}

std::string refusal_headers_body() {
  return R"({"error":{"code":"invalid_mandate_usage","message":"A request is already pending"}})";
}

}  // namespace

TEST_CASE("a link that is not used: events, reasons, assumptions and states") {
  FakeDriver driver;
  begin(driver);
  driver.answer("PATCH /api/mandates/amend?mandate_id=MD001",
                {200, R"({"auth_link":"http://x/v2/auth?request_id=r","expires_at":1768624200})"});
  // As the runner asks: after world, after mandate, after request, after advance.
  driver.answer("GET /_mock/events?offset=0", {200, R"({"data":[]})"});
  driver.answer("GET /_mock/events?offset=0",
                {200, R"({"data":[{"id":"EV1","type":"mandate.pending","resource_id":"MD001",)"
                      R"("row":"mandate.amend_requested","evidence":"documented","data":{}}]})"});
  driver.answer("POST /_mock/clock/advance", {200, R"({"quiet":true})"});
  driver.answer("GET /_mock/events?offset=1",
                {200, R"({"data":[{"id":"EV2","type":"mandate.amend.failed","resource_id":"MD001",)"
                      R"("row":"mandate.amend_lapsed","evidence":"assumed","data":{}}]})"});
  driver.answer("GET /v1/mandates/MD001", {200, kMandate});

  const Script script = script_of(
      "mandate as=m1 maximum=500000\n----\nm1 active maximum=Rs 5000.00\n\n"
      "request amend mandate=m1 maximum_amount=\"7500.00\" link=l1\n----\nmandate.pending m1\n"
      "l1 expires 2026-01-17T10:00:00+05:30\n\n"
      "advance by=P7D\n----\nmandate.amend.failed m1 link lapsed (assumed)\n"
      "m1 active maximum=Rs 5000.00\n");
  const RunResult result = run(script, driver);
  for (std::size_t i = 0; i < result.blocks.size(); ++i) {
    CHECK(result.blocks[i].actual == script.blocks[i].expected);
  }
  CHECK(result.passed());
  CHECK(driver.requests[0].target == "/_mock/reset");
  CHECK(driver.requests[0].body ==
        R"({"at":"2026-01-10T10:00:00+05:30","profile":"documented","seed":7})");
  CHECK(find_header(driver.requests[0].headers, "Authorization") ==
        "Basic " + base64_encode("sk_test_scn_t1:"));
  CHECK(driver.settled == 0);
}

TEST_CASE("a refusal is told with its reason, when it would pass, and how sure we are") {
  FakeDriver driver;
  begin(driver);
  const Headers headers = {{"Lotusbox-Rule", "request.none_pending"},
                           {"Lotusbox-Request-Id", "req_1"}};
  driver.answer("PATCH /api/mandates/pause?umrn=ICIC7100000000000001",
                {400, refusal_headers_body(), headers});
  driver.answer("GET /_mock/why/req_1",
                {200, R"({"rule":"request.none_pending","demands":"None waits","evidence":)"
                      R"("assumed","blocking":"amend waits","inputs":{"now":"{x}"},)"
                      R"("passes_at_ist":"2026-01-17T10:00:00+05:30"})"});
  const RunResult result =
      run(script_of("mandate as=m1\n----\n\nrequest pause mandate=m1 by=umrn\n----\n\nwhy\n----\n"),
          driver);
  CHECK(result.blocks[2].actual ==
        std::vector<std::string>{"refused request.none_pending: A request is already pending "
                                 "(passes at 2026-01-17T10:00:00+05:30) (assumed)"});
  CHECK(result.blocks[3].actual ==
        std::vector<std::string>{"rule request.none_pending (assumed)", "demands: None waits",
                                 "blocking: amend waits", "input now: {x}",
                                 "passes at 2026-01-17T10:00:00+05:30"});
  CHECK(!result.passed());
  CHECK(result.blocks[0].passed);
}

TEST_CASE("mandates and customers of a source get their names by themselves") {
  FakeDriver driver;
  begin(driver);
  driver.answer("POST /v1/sources",
                {200, R"({"id":"SC00AAAAAA","redirect":{"url":"http://x/pay/AL1?c=s"}})"});
  driver.answer("POST /pay/AL1?c=s",
                {303, "", {{"Location", "https://shop.example/?source_id=SC00AAAAAA"}}});
  driver.answer("GET /_mock/events?offset=0", {200, R"({"data":[]})"});
  driver.answer(
      "GET /_mock/events?offset=0",
      {200, R"({"data":[{"type":"mandate.active","resource_id":"MD00BBBBBB","row":"r",)"
            R"("evidence":"documented","data":{"id":"MD00BBBBBB","source":"SC00AAAAAA",)"
            R"("customer":"CU00CCCCCC"}},{"type":"customer.active","resource_id":"CU00CCCCCC",)"
            R"("row":"c","evidence":"documented","data":{}}]})"});
  driver.answer("GET /v1/mandates/MD00BBBBBB",
                {200, R"({"status":"active","amount_collection":150,"frequency":"MNTH",)"
                      R"("date_final_collection":"2030-01-31"})"});
  const RunResult result =
      run(script_of("source as=s1 link=l1\n----\n\nsubmit l1 outcome=accepted\n----\n"), driver);
  CHECK(result.blocks[2].actual ==
        std::vector<std::string>{"mandate.active m1", "customer.active customer of s1",
                                 "m1 active collection=Rs 1.50 frequency=MNTH final=2030-01-31",
                                 "returns to https://shop.example/?source_id={s1}"});
  CHECK(driver.requests.back().target == "/v1/mandates/MD00BBBBBB");
}

TEST_CASE("a raw call shows what is asked for and nothing else") {
  FakeDriver driver;
  begin(driver);
  driver.answer("PATCH /api/mandates/amend?mandate_id=MD001",
                {400,
                 R"({"error":{"code":"parameter_invalid","param":null}})",
                 {{"Lotusbox-Rule", "amend.amount_format"}}});
  const RunResult result = run(
      script_of("mandate as=m1\n----\n\n"
                "http PATCH /api/mandates/amend?mandate_id={m1} nokey show=error.code,error.param,"
                "error.x\n{\"maximum_amount\":5,\"by\":\"{m1}\"}\n----\n"),
      driver);
  CHECK(result.blocks[2].actual == std::vector<std::string>{"status 400",
                                                            "rule amend.amount_format",
                                                            "error.code parameter_invalid",
                                                            "error.param null", "error.x absent"});
  for (const Request& request : driver.requests) {
    if (request.method != "PATCH") continue;
    CHECK(request.body == R"({"maximum_amount":5,"by":"MD001"})");
    CHECK(!find_header(request.headers, "Authorization"));
  }
}

TEST_CASE("a receiver is opened, awaited, and its bodies are told once") {
  FakeDriver driver;
  begin(driver);
  driver.answer("PUT /_mock/webhook", {200, "{}"});
  driver.bodies = {R"({"type":"mandate.pending","data":{"id":"MD001"}})",
                   R"({"serialized_response":"abc"})"};
  const RunResult result =
      run(script_of("mandate as=m1\n----\n\nreceiver as=r1 answers=500,-1,200\n----\n\n"
                    "received\n----\n\nreceived\n----\n"),
          driver);
  CHECK(driver.receiver_answers == std::vector<int>{500, -1, 200});
  CHECK(result.blocks[3].actual == std::vector<std::string>{"mandate.pending m1", "encrypted"});
  CHECK(result.blocks[4].actual.empty());
  CHECK(driver.settled == 2);
}

TEST_CASE("accepting writes down what came out, and then it passes") {
  FakeDriver driver;
  begin(driver);
  const Script script = script_of("mandate as=m1\n----\nsomething else\n");
  const RunResult first = run(script, driver);
  CHECK(!first.passed());
  const Script accepted = accept(script, first);
  CHECK(accepted.blocks[1].expected == std::vector<std::string>{"m1 active maximum=Rs 5000.00"});
  CHECK(parse_script("t.scn", print_script(accepted)));
  FakeDriver again;
  begin(again);
  CHECK(run(accepted, again).passed());
}

TEST_CASE("a silent or broken server is a line of output, not an end") {
  FakeDriver driver;
  driver.answer("POST /_mock/reset", {0, "connection refused"});
  driver.answer("POST /_mock/mandates", {500, "<html>"});
  const RunResult result =
      run(script_of("mandate as=m1\n----\n\nrequest pause mandate=m9\n----\n"), driver);
  CHECK(result.blocks[0].actual ==
        std::vector<std::string>{"failed: no answer came: connection refused"});
  CHECK(result.blocks[1].actual == std::vector<std::string>{"failed: status 500: "});
  CHECK(result.blocks[2].actual == std::vector<std::string>{"unknown alias m9"});
}
