// Chaos and faults end to end: what a real receiver gets, and what a real client meets.
#include <doctest/doctest.h>

#include "sandbox/sandbox_support.h"

using namespace lotusbox;

namespace {

constexpr std::string_view kKey = "sk_test_lotusbox";
constexpr int kSettleMs = 12000;

/// The ids of the events as a receiver gets them from a box of its own, in order of arrival. The
/// clock is moved between, so that all that was delayed leaves, too.
std::vector<std::string> arrivals(std::string_view chaos_seed) {
  Receiver receiver;
  ServedBox served;
  Client client = served.client();
  subscribe(client, receiver, "plain");
  const Reply set =
      client.call("PUT", "/_mock/chaos",
                  R"({"seed":)" + std::string(chaos_seed) +
                      R"(,"duplicate":"30%","delay":"20%","delay_up_to":"PT2H","reorder":"40%",)"
                      R"("drop":"10%"})");
  REQUIRE(set.status() == 200);
  CHECK(set.at("seed") == chaos_seed);
  for (int i = 0; i < 30; ++i) {
    client.raise();
    client.call("POST", "/_mock/clock/advance", R"({"by":"PT10M","settle_ms":12000})");
  }
  client.call("POST", "/_mock/clock/advance", R"({"by":"PT3H","settle_ms":12000})");
  CHECK(served.box->settle(kKey, kSettleMs));
  std::vector<std::string> ids;
  for (const Request& got : receiver.received()) {
    ids.push_back(scenario::JsonValue::parse(got.body).at("id").text());
  }
  return ids;
}

}  // namespace

TEST_CASE("the same chaos seed brings the same deliveries in the same order, another does not") {
  const std::vector<std::string> seven = arrivals("7");
  CHECK(arrivals("7") == seven);
  CHECK(arrivals("8") != seven);
  CHECK(seven.size() > 20);
}

TEST_CASE("a fault is met over a socket, and the next call is served") {
  ServedBox served;
  Client client = served.client();
  const auto set = [&](std::string_view body) {
    REQUIRE(client.call("PUT", "/_mock/faults", body).status() == 200);
  };
  net::HttpClient raw;
  const auto ask = [&] {
    Request request;
    request.method = "GET";
    request.target = "/v1/mandates";
    request.headers = {{"Authorization", "Bearer " + std::string(kKey)}};
    return raw.call(served.url, request, kSoon);
  };
  set(R"({"drop":true,"times":1})");
  CHECK_FALSE(ask().ok());
  CHECK(ask()->status == 200);
  set(R"({"truncate":4,"times":1})");
  CHECK_FALSE(ask().ok());
  CHECK(ask()->status == 200);
  set(R"({"latency_ms":1,"times":1,"name":"slow"})");
  CHECK(find_header(ask()->headers, "Lotusbox-Fault") == "slow");
  CHECK(client.get("/_mock/faults").at("faults.0.struck") == "1");
}

TEST_CASE("a call that is delayed holds neither its world nor the server") {
  ServedBox served;
  Client client = served.client();
  client.call("PUT", "/_mock/faults", R"({"latency_ms":60000,"match":{"method":"POST"}})");
  Request request;
  request.method = "POST";
  request.target = "/v1/customers";
  request.body = R"({"name":"RAVI"})";
  request.headers = {{"Authorization", "Bearer " + std::string(kKey)},
                     {"Content-Type", "application/json"}};
  // The call gives up long before its answer would come; the world has done what was asked.
  net::HttpClient impatient;
  CHECK_FALSE(impatient.call(served.url, request, std::chrono::milliseconds(200)).ok());
  CHECK(client.get("/_mock/events").count("data") == 1);
  CHECK(client.get("/_mock/faults").at("faults.0.struck") == "1");
}
