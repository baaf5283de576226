// The settings of chaos, and what the control plane tells of it.
#include <doctest/doctest.h>

#include "api/api_support.h"

using namespace lotusbox;
using namespace lotusbox::api;

namespace {

std::string told(TestApi& api, std::string_view part) {
  return api.get("/_mock/deliveries").at("data.0." + std::string(part));
}

void furnish(TestApi& api, std::string_view chaos) {
  api.call("PUT", "/_mock/webhook", R"({"url":"http://127.0.0.1:9/hook"})");
  REQUIRE(api.call("PUT", "/_mock/chaos", chaos).status() == 200);
  api.source();
}

}  // namespace

TEST_CASE("settings are shown in one notation, whatever was sent") {
  TestApi api;
  CHECK(api.get("/_mock/chaos").at("on") == "false");
  CHECK(api.get("/_mock/chaos").at("seed") == "null");
  const Reply set = api.call("PUT", "/_mock/chaos",
                             R"({"seed":7,"duplicate":0.25,"delay":"10%","delay_up_to":"PT6H",)"
                             R"("reorder":"0.2","drop":"0.5%"})");
  CHECK(set.body() ==
        R"({"on":true,"seed":7,"duplicate":"25%","delay":"10%","delay_up_to":"PT21600S",)"
        R"("reorder":"20%","reorder_within":"PT60S","drop":"0.5%"})");
  CHECK(api.get("/_mock/chaos").body() == set.body());
  // What is not named stays.
  CHECK(api.call("PUT", "/_mock/chaos", "seed=8&drop=1").at("duplicate") == "25%");
  CHECK(api.get("/_mock/chaos").at("drop") == "100%");
  CHECK(api.call("DELETE", "/_mock/chaos").at("on") == "false");
}

TEST_CASE("a seed that we make is told, and does again what it did") {
  TestApi api;
  const std::string seed = api.call("PUT", "/_mock/chaos", R"({"drop":"1%"})").at("seed");
  CHECK(seed != "null");
  CHECK(api.call("PUT", "/_mock/chaos", R"({"drop":"2%"})").at("seed") == seed);
}

TEST_CASE("a refused setting leaves the old ones in force") {
  TestApi api;
  const std::string kept = api.call("PUT", "/_mock/chaos", R"({"seed":7,"drop":"5%"})").body();
  for (const std::string_view bad : {R"({"drop":"200%"})", R"({"dorp":"1%"})", R"({"seed":-1})",
                                     R"({"delay_up_to":"6 hours"})", "{"}) {
    CAPTURE(bad);
    CHECK(api.call("PUT", "/_mock/chaos", bad).status() == 400);
  }
  CHECK(api.get("/_mock/chaos").body() == kept);
}

TEST_CASE("deliveries say what chaos made of them") {
  for (const auto& row :
       std::vector<std::array<std::string, 3>>{{R"({"drop":"100%"})", "lost", "lost"},
                                               {R"({"delay":"100%"})", "waiting", "delayed"},
                                               {R"({"reorder":"100%"})", "held", "reordered"},
                                               {R"({"duplicate":"0%"})", "due", "null"}}) {
    CAPTURE(row[0]);
    TestApi api;
    furnish(api, row[0]);
    CHECK(told(api, "status") == row[1]);
    CHECK(told(api, "chaos") == row[2]);
  }
  TestApi api;
  furnish(api, R"({"duplicate":"100%"})");
  CHECK(told(api, "chaos") == "null");
  CHECK(api.get("/_mock/deliveries").at("data.1.chaos") == "duplicate");
  CHECK(api.get("/_mock/deliveries").at("data.1.event") == told(api, "event"));
}

TEST_CASE("an event whose delivery was lost was never sent, as the vendor's API tells it") {
  TestApi api;
  furnish(api, R"({"drop":"100%"})");
  const Reply event = api.get("/v1/events/" + told(api, "event"));
  CHECK(event.at("webhook_sent") == "false");
  CHECK(event.at("webhook_attempts") == "0");
}

TEST_CASE("chaos goes with a fork and a snapshot, and a reset clears it") {
  TestApi api;
  api.call("PUT", "/_mock/chaos", R"({"seed":7,"drop":"5%"})");
  api.call("POST", "/_mock/snapshots", R"({"name":"here"})");
  api.call("POST", "/_mock/fork", R"({"to":"sk_test_forked"})");
  api.call("DELETE", "/_mock/chaos");
  const Headers forked{{"Authorization", "Bearer sk_test_forked"}};
  CHECK(api.get("/_mock/chaos", forked).at("seed") == "7");
  api.call("POST", "/_mock/snapshots/here/restore");
  CHECK(api.get("/_mock/chaos").at("seed") == "7");
  api.call("POST", "/_mock/reset");
  CHECK(api.get("/_mock/chaos").at("on") == "false");
}
