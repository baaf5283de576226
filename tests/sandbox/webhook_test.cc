// Webhooks from end to end: a real receiver on another port, well-behaved and otherwise.
#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "sandbox/sandbox_support.h"
#include "webhook/envelope.h"

using namespace lotusbox;

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::string_view kKey = "sk_test_lotusbox";
constexpr int kSettleMs = 12000;

std::string plain_of(const Request& request, std::string_view key) {
  const std::string sealed =
      scenario::JsonValue::parse(request.body).at("serialized_response").text();
  return webhook::open_sealed(sealed, key).value_or("");
}

std::string at(std::string_view json, std::string_view path) {
  return scenario::JsonValue::parse(json).at(path).text();
}

}  // namespace

TEST_CASE("an event arrives encrypted and says what the API says") {
  Receiver receiver;
  ServedBox served;
  Client client = served.client();
  const std::string key = subscribe(client, receiver);
  const std::string source = client.raise();
  REQUIRE(receiver.wait_for(1));
  REQUIRE(served.box->settle(kKey, kSettleMs));
  const Request got = receiver.received().at(0);
  CHECK(got.method == "POST");
  CHECK(got.target == "/hook?from=box");
  CHECK(find_header(got.headers, "Content-Type") == "application/json");
  CHECK(find_header(got.headers, "User-Agent") == "lotusbox/" + std::string(version()));
  CHECK(scenario::JsonValue::parse(got.body).keys() ==
        std::vector<std::string>{"serialized_response"});
  const std::string plain = plain_of(got, key);
  CHECK(scenario::JsonValue::parse(plain).keys() ==
        std::vector<std::string>{"id", "object", "created", "livemode", "data", "type"});
  CHECK(at(plain, "type") == "source.pending");
  const Reply event = client.get("/v1/events/" + at(plain, "id"));
  CHECK(event.at("data") == at(plain, "data"));
  CHECK(at(plain, "data") == client.get("/v1/sources/" + source).response.body);
  CHECK(event.at("webhook_sent") == "true");
  CHECK(event.at("webhook_attempts") == "1");
  CHECK(client.get("/_mock/deliveries").at("data.0.payload") == plain);
  CHECK(client.get("/_mock/deliveries/1").at("body") == got.body);
}

TEST_CASE("the body of the last attempt can be read, bit for bit") {
  Receiver receiver([&](const Request&) { return with_status(500); });
  ServedBox served;
  Client client = served.client();
  subscribe(client, receiver);
  client.raise();
  client.call("POST", "/_mock/clock/advance", R"({"seconds":5,"settle_ms":12000})");
  REQUIRE(served.box->settle(kKey, kSettleMs));
  const auto got = receiver.received();
  REQUIRE(got.size() == 2);
  CHECK(got.at(0).body != got.at(1).body);  // each attempt has an IV of its own
  CHECK(client.get("/_mock/deliveries/1").at("body") == got.at(1).body);
}

TEST_CASE("a receiver that fails gets another chance when the clock is moved") {
  std::atomic<int> asked{0};
  Receiver receiver([&](const Request&) { return with_status(++asked == 1 ? 500 : 200); });
  ServedBox served;
  Client client = served.client();
  subscribe(client, receiver, "plain");
  client.raise();
  REQUIRE(served.box->settle(kKey, kSettleMs));
  const Reply once = client.get("/_mock/deliveries");
  CHECK(once.at("data.0.status") == "waiting");
  CHECK(once.at("data.0.attempts.0.verdict") == "answered");
  CHECK(once.at("data.0.attempts.0.http_status") == "500");
  CHECK(asked == 1);
  CHECK(client.call("POST", "/_mock/clock/advance", R"({"seconds":4})").at("fired_count") == "0");
  CHECK(asked == 1);
  const Reply moved =
      client.call("POST", "/_mock/clock/advance", R"({"seconds":1,"settle_ms":12000})");
  CHECK(moved.at("fired_count") == "1");
  CHECK(moved.at("quiet") == "true");
  CHECK(asked == 2);
  const Reply twice = client.get("/_mock/deliveries");
  CHECK(twice.at("data.0.status") == "delivered");
  CHECK(twice.count("data.0.attempts") == 2);
  CHECK(twice.at("data.0.attempts.1.http_status") == "200");
  const auto got = receiver.received();
  CHECK(got.at(0).body == got.at(1).body);
}

TEST_CASE("redirects are not followed, and nobody at the port is a failed attempt") {
  Receiver target;
  Receiver moved([&](const Request&) {
    Response response = with_status(302);
    response.headers = {{"Location", target.url()}};
    return response;
  });
  ServedBox served;
  Client client = served.client();
  subscribe(client, moved, "plain");
  client.raise();
  REQUIRE(served.box->settle(kKey, kSettleMs));
  CHECK(client.get("/_mock/deliveries").at("data.0.attempts.0.http_status") == "302");
  CHECK(target.received().empty());
  std::string gone;
  {
    Receiver passing;
    gone = passing.url();
  }
  client.call("PUT", "/_mock/webhook", R"({"url":")" + gone + "\"}");
  client.raise();
  REQUIRE(served.box->settle(kKey, kSettleMs));
  const Reply deliveries = client.get("/_mock/deliveries");
  CHECK(deliveries.at("data.1.status") == "waiting");
  CHECK(deliveries.at("data.1.attempts.0.verdict") == "unreachable");
  CHECK(deliveries.at("data.1.attempts.0.http_status") == "");
  CHECK(deliveries.at("data.1.attempts.0.reason") == "refused: nothing listens there");
  CHECK(deliveries.at("data.0.attempts.0.reason") == "");
}

TEST_CASE("a receiver that hangs never slows a call") {
  Receiver receiver;
  receiver.hold();
  ServedBox served;
  Client client = served.client();
  subscribe(client, receiver);
  client.raise();
  REQUIRE(receiver.wait_for(1));
  // Every kind of call comes back while the receiver still holds the delivery.
  const std::string source = client.raise();
  CHECK(client.get("/v1/sources/" + source).status() == 200);
  CHECK(client.call("POST", "/_mock/authorise", R"({"source":")" + source + "\"}").status() == 200);
  const Reply advanced =
      client.call("POST", "/_mock/clock/advance", R"({"seconds":0,"settle_ms":0})");
  CHECK(advanced.status() == 200);
  CHECK(advanced.at("quiet") == "false");
  Client elsewhere = served.client("sk_test_elsewhere");
  elsewhere.raise();
  const Reply deliveries = client.get("/_mock/deliveries");
  CHECK(deliveries.at("data.0.status") == "due");
  CHECK(deliveries.count("data.0.attempts") == 0);
  CHECK(receiver.held() >= 1);
  CHECK_FALSE(served.box->settle(kKey, 1));
  receiver.release();
  CHECK(served.box->settle(kKey, kSettleMs));
  CHECK(client.get("/_mock/deliveries").at("data.0.status") == "delivered");
}

TEST_CASE("a box stops at once although its receiver hangs") {
  Receiver receiver;
  receiver.hold();
  ServedBox served;
  Client client = served.client();
  subscribe(client, receiver);
  for (int i = 0; i < 3; ++i) client.raise();
  REQUIRE(receiver.wait_for(1));
  const auto begin = Clock::now();
  served.box->stop();
  CHECK(Clock::now() - begin < kSoon);
  CHECK(receiver.held() >= 1);
  served.box.reset();
  CHECK(receiver.held() >= 1);
}

TEST_CASE("a box stops at once although an advance waits for a receiver that hangs") {
  Receiver receiver;
  receiver.hold();
  ServedBox served;
  Client client = served.client();
  subscribe(client, receiver);
  client.raise();
  REQUIRE(receiver.wait_for(1));
  std::thread waits([&] {
    Client other = served.client();
    net::HttpClient raw;
    Request request;
    request.method = "POST";
    request.target = "/_mock/clock/advance";
    request.headers = {{"Authorization", "Bearer " + std::string(kKey)}};
    request.body = R"({"seconds":1,"settle_ms":60000})";
    (void)raw.call(served.url, request, std::chrono::milliseconds(60000));
  });
  // The clock has moved: the advance is where it waits.
  const auto deadline = Clock::now() + kSoon;
  while (client.get("/_mock/clock").at("now") != "1767225601" && Clock::now() < deadline) {
    std::this_thread::yield();
  }
  const auto begin = Clock::now();
  served.box->stop();
  CHECK(Clock::now() - begin < kSoon);
  CHECK(receiver.held() >= 1);
  waits.join();
}

TEST_CASE("a receiver that calls the API while it handles a webhook") {
  std::string url;
  std::atomic<int> good{0};
  Receiver receiver([&](const Request& request) {
    Client back(url);
    const std::string id = at(request.body, "data.id");
    const std::string path = at(request.body, "data.object") == "source" ? "/v1/sources/" : "";
    if (!path.empty() && back.get(path + id).at("id") == id) ++good;
    if (good == 1) back.raise();  // and asks for more
    back.call("POST", "/_mock/clock/advance", R"({"seconds":1,"settle_ms":0})");
    return with_status(200);
  });
  ServedBox served;
  url = served.url;
  Client client = served.client();
  subscribe(client, receiver, "plain");
  client.raise();
  REQUIRE(receiver.wait_for(2));
  REQUIRE(served.box->settle(kKey, kSettleMs));
  CHECK(good == 2);
  CHECK(client.get("/_mock/deliveries?status=delivered").count("data") == 2);
}

TEST_CASE("events of one world arrive in their order, and worlds do not mix") {
  Receiver first;
  Receiver second;
  ServedBox served;
  Client one = served.client("sk_test_one");
  Client two = served.client("sk_test_two");
  subscribe(one, first, "plain");
  subscribe(two, second, "plain");
  std::vector<std::string> sources;
  for (int i = 0; i < 20; ++i) {
    sources.push_back(one.raise());
    two.raise();
  }
  REQUIRE(served.box->settle("sk_test_one", kSettleMs));
  REQUIRE(served.box->settle("sk_test_two", kSettleMs));
  const auto got = first.received();
  REQUIRE(got.size() == sources.size());
  for (std::size_t i = 0; i < got.size(); ++i) CHECK(at(got[i].body, "data.id") == sources[i]);
  CHECK(second.received().size() == sources.size());
}

TEST_CASE("a world that is reset while its delivery hangs") {
  Receiver receiver;
  receiver.hold();
  ServedBox served;
  Client client = served.client();
  subscribe(client, receiver, "plain");
  client.raise();
  REQUIRE(receiver.wait_for(1));
  CHECK(client.call("POST", "/_mock/reset").status() == 200);
  CHECK(client.get("/_mock/deliveries").count("data") == 0);
  receiver.release();
  REQUIRE(served.box->settle(kKey, kSettleMs));
  CHECK(client.get("/_mock/deliveries").count("data") == 0);
  CHECK(client.get("/_mock/webhook").at("url") == "");
}

TEST_CASE("the log of deliveries has its lines") {
  Receiver receiver;
  auto box = make_box();
  std::atomic<int> begun{0};
  std::atomic<int> ended{0};
  SandboxInternals::on_delivery(
      *box, [&](const webhook::DeliveryLine& line) { ++(line.report == nullptr ? begun : ended); });
  const auto port = box->listen("127.0.0.1", 0);
  REQUIRE(port.ok());
  Client client("http://127.0.0.1:" + std::to_string(*port));
  subscribe(client, receiver);
  client.raise();
  REQUIRE(box->settle(kKey, kSettleMs));
  CHECK(begun == 1);
  CHECK(ended == 1);
}
