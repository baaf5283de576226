// The clock of the control plane, the headless customer, mandates made directly and settings.
#include <doctest/doctest.h>

#include <set>

#include "api/api_support.h"

using namespace lotusbox;
using namespace lotusbox::api;

namespace {

Reply move_clock(TestApi& api, std::string_view body) {
  return api.call("POST", "/_mock/clock/advance", body);
}

std::string now(TestApi& api) { return api.get("/_mock/clock").at("now"); }

std::string after(std::int64_t seconds) { return std::to_string(kStart + seconds); }

}  // namespace

TEST_CASE("what time it is, and how the clock goes") {
  TestApi api;
  const Reply clock = api.get("/_mock/clock");
  CHECK(json_keys(clock.body()) == std::vector<std::string>{"mode", "now", "now_ist"});
  CHECK(clock.at("mode") == "manual");
  CHECK(clock.at("now") == after(0));
  CHECK(clock.at("now_ist") == "2026-01-01T05:30:00+05:30");
  for (const std::string_view mode : {"real", "fast:1", "fast:1000000", "manual"}) {
    const Reply set = api.call("PUT", "/_mock/clock", "mode=" + std::string(mode));
    CHECK(set.status() == 200);
    CHECK(api.get("/_mock/clock").at("mode") == mode);
  }
  for (const std::string_view mode :
       {"MANUAL", "fast", "fast:", "fast:0", "fast:-1", "fast:1000001", "fast:1.5", "slow"}) {
    CAPTURE(mode);
    const Reply refused = api.call("PUT", "/_mock/clock", "mode=" + std::string(mode));
    CHECK(refused.status() == 400);
    CHECK(refused.at("error.param") == "mode");
    CHECK(api.get("/_mock/clock").at("mode") == "manual");
  }
}

TEST_CASE("the start of a world in which nothing has happened") {
  TestApi api;
  CHECK(api.call("PUT", "/_mock/clock", R"({"at":"2030-05-05"})").at("now_ist") ==
        "2030-05-05T00:00:00+05:30");
  CHECK(api.call("PUT", "/_mock/clock", R"({"at":"2026-01-10T10:00:00+05:30"})").status() == 200);
  for (const std::string_view at : {"yesterday", "2026-02-30", "2026-01-10T10:00:00", "0"}) {
    const std::string body = R"({"at":")" + std::string(at) + "\"}";
    CHECK(api.call("PUT", "/_mock/clock", body).at("error.param") == "at");
  }
  CHECK(api.get("/_mock/clock").at("now_ist") == "2026-01-10T10:00:00+05:30");
  api.mandate();
  CHECK(api.call("PUT", "/_mock/clock", R"({"at":"2026-02-01"})").status() == 400);
  CHECK(api.call("PUT", "/_mock/clock", R"({"at":"2026-01-10T10:00:00+05:30"})").status() == 200);
}

TEST_CASE("advance by, seconds or to, and exactly one of them") {
  TestApi api;
  CHECK(move_clock(api, R"({"by":"P7D"})").at("now") == after(7 * 86400));
  CHECK(move_clock(api, R"({"seconds":60})").at("now") == after(7 * 86400 + 60));
  CHECK(move_clock(api, "seconds=0").at("now") == after(7 * 86400 + 60));
  CHECK(move_clock(api, R"({"to":"2026-01-10T10:00:00+05:30"})").at("now_ist") ==
        "2026-01-10T10:00:00+05:30");
  CHECK(move_clock(api, "by=PT30M").at("now_ist") == "2026-01-10T10:30:00+05:30");
  CHECK(move_clock(api, R"({"to":"2026-01-10T05:00:00Z"})").at("now_ist") ==
        "2026-01-10T10:30:00+05:30");  // the same instant
  const std::string before = api.whole_world();
  for (const std::string_view body : {"",
                                      "{}",
                                      "by=",
                                      "by=7",
                                      "by=P",
                                      "by=PT",
                                      "by=-P1D",
                                      "by=P1.5D",
                                      "by=P99999999Y",
                                      "by=P99999999999999999999D",
                                      "by=P1D&seconds=1",
                                      "seconds=1&to=2030-01-01",
                                      "by=P1D&to=2030-01-01",
                                      "seconds=-1",
                                      "seconds=1.5",
                                      "seconds=1e3",
                                      "seconds=",
                                      "seconds=99999999999999999999",
                                      "to=",
                                      "to=tomorrow",
                                      "to=2026-13-01",
                                      R"({"by":"P1D","seconds":0})",
                                      R"({"seconds":253402300800000})"}) {
    CAPTURE(body);
    CHECK(move_clock(api, body).status() == 400);
  }
  for (const std::string_view to : {"2026-01-10T10:29:59%2B05:30", "2025-01-01", "1900-01-01"}) {
    CAPTURE(to);
    const Reply back = move_clock(api, "to=" + std::string(to));
    CHECK(back.status() == 400);
    CHECK(back.at("error.param") == "to");
    CHECK(back.at("error.message").find("2026-01-10T10:30:00+05:30") != std::string::npos);
  }
  CHECK(api.whole_world() == before);
}

TEST_CASE("an advance to the end of the calendar stays inside it") {
  TestApi api;
  const std::string end = std::to_string(unix_seconds(kLatestInstant));
  const std::string whole_way = std::to_string(unix_seconds(kLatestInstant) - kStart);
  CHECK(move_clock(api, "seconds=" + whole_way).at("now") == end);
  for (const std::string_view body : {"seconds=1", "seconds=253370764800", "by=P1D", "by=PT1S",
                                      "by=P1M", "to=9999-12-31", "to=9001-01-01"}) {
    CAPTURE(body);
    CHECK(move_clock(api, body).status() == 400);
  }
  CHECK(now(api) == end);
  // Calls that reckon from there do not leave it either.
  const std::string mandate = api.mandate();
  CHECK(api.call("PATCH", "/api/mandates/pause?mandate_id=" + mandate).status() == 200);
  api.call("PATCH", "/api/mandates/cancel?mandate_id=" + api.mandate());
  CHECK(api.call("POST", "/v1/sources", source_body()).status() == 400);  // begins in the past
  CHECK(move_clock(api, "seconds=0").at("now") == end);
}

TEST_CASE("an advance tells what fired, and waits for deliveries as long as it is told") {
  TestApi api;
  const std::string mandate = api.mandate();
  const std::string link = api.link("pause", mandate);
  const Reply one = move_clock(api, R"({"by":"P6D"})");
  CHECK(json_keys(one.body()) ==
        std::vector<std::string>{"now", "now_ist", "fired_count", "fired", "quiet"});
  CHECK(one.at("fired_count") == "0");
  const Reply two = move_clock(api, R"({"by":"P30D"})");
  CHECK(two.at("fired_count") == "1");
  CHECK(two.at("fired.0.rule") == "link.time_up");
  CHECK(two.at("fired.0.at") == after(7 * 86400));
  CHECK(two.at("fired.0.object").starts_with("AL00"));
  CHECK(two.at("fired.0.events.0.type") == "mandate.pause.failed");
  CHECK(two.at("fired.0.events.0.resource_id") == mandate);
  CHECK(two.at("quiet") == "true");
  CHECK(move_clock(api, R"({"seconds":0,"settle_ms":0})").status() == 200);
  CHECK(move_clock(api, R"({"seconds":0,"settle_ms":60000})").status() == 200);
  CHECK(api.settled == std::vector<int>{1000, 1000, 0, 60000});
  for (const std::string_view wait : {"60001", "-1", "x"}) {
    const std::string body = "seconds=1&settle_ms=" + std::string(wait);
    CHECK(move_clock(api, body).at("error.param") == "settle_ms");
  }
  CHECK(api.settled.size() == 4);
}

TEST_CASE("the headless customer answers by link, source or mandate") {
  TestApi api;
  const auto authorise = [&](std::string_view body) {
    return api.call("POST", "/_mock/authorise", body);
  };
  const std::string mandate = api.mandate();
  const auto status = [&] { return api.get("/v1/mandates/" + mandate).at("status"); };
  const std::string first = api.link("pause", mandate);
  CHECK(authorise("mandate=" + mandate + "&outcome=abandoned").at("status") == "FAILED");
  CHECK(status() == "pending");
  CHECK(authorise("mandate=" + mandate + "&auth_mode=debit_card").at("status") == "SUCCESS");
  CHECK(status() == "paused");
  CHECK(authorise("mandate=" + mandate).rule() == "authorise.mandate_waits");
  CHECK(authorise("link=" + first).rule() == "link.used");

  const std::string second = api.link("resume", mandate);
  const std::string id = second.substr(second.find('=') + 1);
  CHECK(authorise(R"({"link":")" + second +
                  R"(","outcome":"rejected","reason_code":"AP15",)"
                  R"("reject_by":"BANK"})")
            .at("status") == "FAILED");
  CHECK(status() == "paused");
  const std::string third = api.link("resume", mandate);
  CHECK(authorise(R"({"link":"http://any.host.test)" + third + "\"}").at("status") == "SUCCESS");
  CHECK(status() == "active");

  const std::string source = api.source(R"("debtor_mobile":"9876543210")");
  const std::string bare = api.source_link(source).substr(5, 14);
  CHECK(authorise("link=" + bare + "&outcome=rejected").at("status") == "FAILED");
  const std::string shorter = api.get("/v1/sources/" + source).at("redirect.short_url");
  CHECK(authorise("link=" + shorter + "&outcome=rejected").at("status") == "FAILED");
  CHECK(api.get("/v1/sources/" + source).at("redirect.auth_attempts") == "2");
  CHECK(authorise("source=" + source).at("status") == "SUCCESS");
  CHECK(authorise("source=" + source).rule() == "link.used");

  const std::string before = api.whole_world();
  for (const std::string_view body : {"", "{}", "link=", "source=&mandate="}) {
    CAPTURE(body);
    CHECK(authorise(body).rule() == "authorise.target");
    CHECK(authorise(body).status() == 400);
  }
  CHECK(authorise("source=SC1").rule() == "source.unknown");
  CHECK(authorise("mandate=MD1").rule() == "mandate.unknown");
  CHECK(authorise("link=x").rule() == "link.unknown");
  CHECK(authorise("link=x").status() == 404);
  CHECK(api.whole_world() == before);
}

TEST_CASE("mandates in every status they can rest in") {
  TestApi api;
  for (const std::string_view status :
       {"active", "paused", "acknowledged", "failed", "cancelled", "expired"}) {
    CAPTURE(status);
    const Reply made =
        api.call("POST", "/_mock/mandates", R"({"status":")" + std::string(status) + "\"}");
    CHECK(made.status() == 200);
    CHECK(made.at("status") == status);
    CHECK(made.at("object") == "mandate");
    CHECK(api.get("/v1/mandates/" + made.at("id")).body() == made.body());
    CHECK(api.get("/v1/mandates/umrn/" + made.at("umrn")).body() == made.body());
  }
  const std::string before = api.whole_world();
  for (const std::string_view status : {"pending", "Active", "happy"}) {
    const std::string body = R"({"status":")" + std::string(status) + "\"}";
    CHECK(api.call("POST", "/_mock/mandates", body).rule() == "make.status");
  }
  CHECK(api.whole_world() == before);
}

TEST_CASE("a mandate made directly has what it is given") {
  TestApi api;
  const Reply made = api.call(
      "POST", "/_mock/mandates",
      R"({"amount_collection":12500,"frequency":"YEAR","date_first_collection":"2025-02-01",)"
      R"("date_final_collection":"2030-01-31","umrn":"HDFC7010000000000001","reference1":"R1",)"
      R"("debtor_agent_code":"HDFC","date_responded":"none","metadata":{"a":"1"}})");
  CHECK(made.at("amount_collection") == "12500");
  CHECK(made.at("amount_maximum") == "null");
  CHECK(made.at("frequency") == "YEAR");
  CHECK(made.at("date_first_collection") == "2025-02-01");
  CHECK(made.at("date_final_collection") == "2030-01-31");
  CHECK(made.at("umrn") == "HDFC7010000000000001");
  CHECK(made.at("reference1") == "R1");
  CHECK(made.at("date_responded") == "null");
  CHECK(made.at("metadata.a") == "1");
  const std::string id = made.at("id");
  CHECK(api.call("PATCH", "/api/mandates/cancel?mandate_id=" + id).rule() == "cancel.responded");
  CHECK(api.call("POST", "/_mock/mandates", "umrn=HDFC7010000000000001").rule() == "make.umrn");
  const Reply same = api.call("POST", "/_mock/mandates", "customer=" + made.at("customer"));
  CHECK(same.at("customer") == made.at("customer"));
}
