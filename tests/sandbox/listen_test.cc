// The box on real sockets: ports, several boxes at once, bodies that are too large.
#include <doctest/doctest.h>

#include <thread>

#include "sandbox/sandbox_support.h"

using namespace lotusbox;

TEST_CASE("a box listens on any free port and answers as it does in process") {
  ServedBox served;
  Client client = served.client();
  const Reply over_http = client.get("/v1/mandates");
  CHECK(over_http.status() == 200);
  Request request;
  request.method = "GET";
  request.target = "/v1/mandates";
  request.headers = {{"Authorization", "Bearer sk_test_lotusbox"}};
  CHECK(served.box->handle(request).body == over_http.response.body);
  CHECK(find_header(over_http.response.headers, "Lotusbox-Request-Id").has_value());
  CHECK(find_header(over_http.response.headers, "Lotusbox-Version") == version());
  const std::string source = client.raise();
  const Reply read = client.get("/v1/sources/" + source);
  CHECK(read.at("redirect.url").rfind(served.url + "/pay/AL", 0) == 0);
  // A link that was made without a Host leads here, too.
  request.target = "/v1/sources/" + source;
  CHECK(Reply{served.box->handle(request)}.at("redirect.url") == read.at("redirect.url"));
}

TEST_CASE("two boxes at once know nothing of each other") {
  ServedBox one;
  ServedBox two;
  CHECK(one.url != two.url);
  Client to_one = one.client();
  Client to_two = two.client();
  const std::string source = to_one.raise();
  CHECK(to_one.get("/v1/sources/" + source).status() == 200);
  CHECK(to_two.get("/v1/sources/" + source).status() == 404);
  CHECK(to_two.get("/_mock/events").at("total") == "0");
  one.box->stop();
  CHECK(to_two.get("/_mock/health").status() == 200);
}

TEST_CASE("a port that is taken is said so, and the box can listen on another") {
  ServedBox taken;
  const int port = std::stoi(taken.url.substr(taken.url.rfind(':') + 1));
  const auto box = make_box();
  const auto refused = box->listen("127.0.0.1", port);
  REQUIRE_FALSE(refused.ok());
  MESSAGE("the box says: " << refused.error());
  CHECK(refused.error().find(std::to_string(port)) != std::string::npos);
  CHECK(refused.error().find("in use") != std::string::npos);
  CHECK(Client(taken.url).get("/_mock/health").status() == 200);
  const auto other = box->listen("127.0.0.1", 0);
  REQUIRE(other.ok());
  CHECK(Client("http://127.0.0.1:" + std::to_string(*other)).get("/_mock/health").status() == 200);
  CHECK_FALSE(make_box()->listen("no.such.host.invalid", 0).ok());
  CHECK_FALSE(make_box()->listen("127.0.0.1", 99999).ok());
}

TEST_CASE("a stopped box lets go of its port, and stops twice") {
  int port = 0;
  {
    ServedBox served;
    port = std::stoi(served.url.substr(served.url.rfind(':') + 1));
    CHECK(served.client().get("/_mock/health").status() == 200);
    served.box->stop();
    served.box->stop();
    Request request;
    request.method = "GET";
    request.target = "/_mock/health";
    CHECK(served.box->handle(request).status == 200);  // without a socket it still answers
    net::HttpClient client;
    CHECK_FALSE(client.call(served.url, request, std::chrono::milliseconds(2000)).ok());
  }
  const auto again = make_box();
  CHECK(again->listen("127.0.0.1", port).ok());
}

TEST_CASE("a body of ten megabytes is refused with 413, and nothing has happened") {
  ServedBox served;
  Client client = served.client();
  const std::string body = R"({"type":")" + std::string(10 << 20, 'x') + "\"}";
  const Reply refused = client.call("POST", "/v1/sources", body);
  CHECK(refused.status() == 413);
  CHECK(find_header(refused.response.headers, "Lotusbox-Version") == version());
  // No page asked.
  CHECK_FALSE(find_header(refused.response.headers, "Access-Control-Allow-Origin").has_value());
  CHECK(client.get("/_mock/events").at("total") == "0");
  // Just within the bound it is read, and refused for what it says.
  const std::string large = R"({"type":")" + std::string((1 << 20) - 20, 'x') + "\"}";
  CHECK(client.call("POST", "/v1/sources", large).status() == 400);
}

TEST_CASE(
    "what is refused before it is a call has an id, a line in the log and a place in its world") {
  const auto box = make_box();
  std::vector<std::string> lines;
  SandboxInternals::on_call(*box, [&lines](const api::CallLine& line) {
    lines.push_back(std::to_string(line.status) + " " + std::string(line.rule) + " " +
                    std::string(line.world) + " " + std::string(line.request_id));
  });
  const auto port = box->listen();
  REQUIRE(port.ok());
  Client client("http://127.0.0.1:" + std::to_string(*port));
  client.get("/v1/mandates");
  const auto id_of = [](const Reply& reply) {
    return std::string(find_header(reply.response.headers, "Lotusbox-Request-Id").value_or(""));
  };
  const Reply large = client.call("POST", "/v1/sources", std::string(2 << 20, 'x'));
  CHECK(large.status() == 413);
  CHECK(large.at("error.code") == "body_too_large");
  REQUIRE_FALSE(id_of(large).empty());
  const std::size_t told = lines.size();
  REQUIRE(told >= 2);
  CHECK(lines.back() == "413 net.body_too_large sk_test_lotusbox " + id_of(large));
  const Reply kept = client.get("/_mock/requests/" + id_of(large));
  CHECK(kept.at("status") == "413");
  CHECK(kept.at("rule") == "net.body_too_large");
  CHECK(kept.at("path") == "/v1/sources");

  // Nothing tells whose this is, so it is in the log alone.
  Request request = make_request("GET", "/v1/mandates", "", "sk_test_lotusbox");
  request.headers.emplace_back("X-Long", std::string(40'000, 'x'));
  net::HttpClient stranger;
  const auto refused = stranger.call("http://127.0.0.1:" + std::to_string(*port), request, kSoon);
  REQUIRE(refused.ok());
  const Reply unread{*refused};
  CHECK(unread.status() == 431);
  CHECK(lines.back() == "431 net.headers_too_large  " + id_of(unread));
  CHECK_FALSE(id_of(unread).empty());
}

TEST_CASE("many clients, worlds and calls at once") {
  ServedBox served;
  std::vector<std::thread> threads;
  std::vector<std::string> totals(8);
  for (std::size_t t = 0; t < totals.size(); ++t) {
    threads.emplace_back([&, t] {
      // Two of them share a world.
      Client client = served.client("sk_test_world" + std::to_string(t / 2));
      for (int i = 0; i < 25; ++i) {
        const std::string source = client.raise();
        CHECK(client.get("/v1/sources/" + source).at("status") == "pending");
      }
      client.call("POST", "/_mock/clock/advance", R"({"by":"P1D"})");
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (std::size_t world = 0; world < totals.size() / 2; ++world) {
    Client client = served.client("sk_test_world" + std::to_string(world));
    CHECK(client.get("/_mock/events?brief=1").at("total") == "50");
    CHECK(client.get("/_mock/clock").at("now") == std::to_string(1767225600 + 2 * 86400));
  }
}
