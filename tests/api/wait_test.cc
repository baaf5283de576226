// Waiting: what counts, what wakes, what came closest, and that nobody is left asleep.
#include <doctest/doctest.h>

#include <future>
#include <thread>

#include "api/api_support.h"
#include "api/rules/waiting.h"

using namespace lotusbox;
using namespace lotusbox::api;

namespace {

std::string request_id(const Reply& reply) { return reply.header("Lotusbox-Request-Id"); }

/// By itself: a wait that is over in vain is neither good nor refused by a rule.
Reply wait(TestApi& api, const std::string& wanted) {
  const Request request{.method = "POST",
                        .target = "/_mock/wait",
                        .headers = {{"Authorization", "Bearer " + api.key}},
                        .body = wanted};
  return Reply{api.server.handle(request)};
}

/// A call that sleeps on a thread of its own; made when it does sleep.
struct Sleeper {
  std::future<Reply> reply;

  Sleeper(TestApi& api, const std::string& wanted, std::size_t sleepers = 1) {
    reply = std::async(std::launch::async, [&api, wanted] { return wait(api, wanted); });
    const auto slot = api.engine.open(api.key);
    while (api.engine.waiters.count() < sleepers) std::this_thread::yield();
    // Whoever gets the world now gets it after the sleeper has let go of it.
    api.engine.lock(slot);
  }
};

}  // namespace

TEST_CASE("what has happened already is not waited for") {
  TestApi api;
  const std::string mandate = api.mandate();
  api.link("pause", mandate);
  const Reply reply =
      wait(api, R"({"for":"event","type":"mandate.pending","resource":")" + mandate + "\"}");
  CHECK(reply.status() == 200);
  CHECK(reply.at("matched") == "true");
  CHECK(reply.at("data.0.type") == "mandate.pending");
  CHECK(reply.at("data.0.resource_id") == mandate);
  CHECK(reply.at("data.0.data.id") == mandate);
}

TEST_CASE("an event, a call and a moved clock wake who waits for them") {
  TestApi api;
  const std::string mandate = api.mandate();
  SUBCASE("an event") {
    Sleeper sleeper(api, R"({"for":"event","type":"mandate.pending","timeout_ms":60000})");
    api.link("pause", mandate);
    CHECK(sleeper.reply.get().status() == 200);
  }
  SUBCASE("a call") {
    Sleeper sleeper(api, R"({"for":"request","path":"/v1/mandates","timeout_ms":60000})");
    api.get("/v1/mandates");
    const Reply reply = sleeper.reply.get();
    CHECK(reply.status() == 200);
    CHECK(reply.at("data.0.path") == "/v1/mandates");
  }
  SUBCASE("the clock") {
    api.link("pause", mandate);
    Sleeper sleeper(api, R"({"for":"event","type":"mandate.pause.failed","timeout_ms":60000})");
    api.call("POST", "/_mock/clock/advance", R"({"by":"P8D"})");
    CHECK(sleeper.reply.get().status() == 200);
  }
  SUBCASE("a verdict of the receiver") {
    api.call("PUT", "/_mock/webhook", R"({"url":"http://127.0.0.1:9/hook"})");
    api.link("pause", mandate);
    Sleeper sleeper(api, R"({"for":"delivery","status":"delivered","timeout_ms":60000})");
    {
      Session session = api.engine.lock(api.engine.open(api.key));
      REQUIRE(session.submit(ReportDelivery{DeliveryId{0}, Verdict::answered, 200, 5}).ok());
    }
    const Reply reply = sleeper.reply.get();
    CHECK(reply.status() == 200);
    CHECK(reply.at("data.0.attempts.0.http_status") == "200");
  }
  SUBCASE("another world, after a reset") {
    api.link("pause", mandate);
    Sleeper sleeper(api,
                    R"({"for":"event","type":"mandate.pending","count":2,"timeout_ms":60000})");
    api.call("POST", "/_mock/reset");
    api.link("pause", api.mandate());
    api.link("pause", api.mandate());
    CHECK(sleeper.reply.get().status() == 200);
  }
}

TEST_CASE("many sleepers are woken by one change, each by its own") {
  TestApi api;
  const std::string mandate = api.mandate();
  std::vector<std::unique_ptr<Sleeper>> sleepers;
  for (std::size_t i = 1; i <= 8; ++i) {
    sleepers.push_back(std::make_unique<Sleeper>(
        api, R"({"for":"event","type":"mandate.pending","timeout_ms":60000})", i));
  }
  api.link("pause", mandate);
  for (auto& sleeper : sleepers) CHECK(sleeper->reply.get().status() == 200);
  CHECK(api.engine.waiters.count() == 0);
}

TEST_CASE("a wait begins where it is told to, so that nothing is missed between two calls") {
  TestApi api;
  const std::string mandate = api.mandate();
  const std::string link = api.link("pause", mandate);
  const Reply mark = api.get("/_mock/clock");
  const auto later = [&](const std::string& what) {
    return wait(api, "{\"for\":\"event\",\"type\":\"" + what + R"(","timeout_ms":0,"after":")" +
                         request_id(mark) + "\"}");
  };
  CHECK(later("mandate.pending").status() == 408);
  const Reply paused = api.call("POST", "/_mock/authorise", "link=" + link);
  REQUIRE(paused.status() == 200);
  const Reply found = later("mandate.pause.success");
  CHECK(found.status() == 200);
  // What a call did itself did not happen after it; the wait is a mark itself.
  CHECK(wait(api, R"({"for":"event","timeout_ms":0,"after":")" + request_id(paused) + "\"}")
            .status() == 408);
  CHECK(wait(api, R"({"for":"event","timeout_ms":0,"after":")" + request_id(found) + "\"}")
            .status() == 408);
  const std::string first = api.get("/_mock/events?brief=1").at("data.0.id");
  const Reply after_event =
      wait(api, R"({"for":"event","timeout_ms":0,"count":1,"after":")" + first + "\"}");
  CHECK(after_event.status() == 200);
  CHECK(after_event.at("data.0.id") != first);
}

TEST_CASE("deliveries begin after a call or an event, too") {
  TestApi api;
  api.call("PUT", "/_mock/webhook", R"({"url":"http://127.0.0.1:9/hook"})");
  const std::string one = api.mandate();
  api.link("pause", one);
  const Reply mark = api.get("/_mock/events?brief=1");
  const std::string event = mark.at("data.0.id");
  for (const std::string& after : {request_id(mark), event}) {
    const std::string wanted =
        R"({"for":"delivery","type":"mandate.pending","timeout_ms":0,"after":")" + after + "\"}";
    CAPTURE(after);
    const bool second = json_count(api.get("/_mock/deliveries").body(), "data") > 1;
    CHECK(wait(api, wanted).status() == (second ? 200 : 408));
    if (!second) api.link("pause", api.mandate());
    CHECK(wait(api, wanted).status() == 200);
  }
}

TEST_CASE("when the time is up the answer tells what came and what was closest") {
  TestApi api;
  const std::string one = api.mandate();
  const std::string other = api.mandate();
  api.link("pause", one);
  const Reply reply = wait(api, R"({"for":"event","type":"mandate.pending","timeout_ms":0,)"
                                R"("resource":")" +
                                    other + "\"}");
  CHECK(reply.status() == 408);
  CHECK(reply.rule() == "");
  CHECK(reply.at("matched") == "false");
  CHECK(reply.at("count") == "0");
  CHECK(reply.at("wanted") == "1");
  CHECK(reply.at("closest.0.differs") == R"(["resource"])");
  CHECK(reply.at("closest.0.item.resource_id") == one);
  CHECK(json_count(reply.body(), "arrived") ==
        json_count(api.get("/_mock/events?brief=1").body(), "data"));
  const Reply two =
      wait(api, R"({"for":"event","type":"mandate.pending","timeout_ms":1,"count":2})");
  CHECK(two.status() == 408);
  CHECK(two.at("count") == "1");
  CHECK(two.at("wanted") == "2");
  CHECK(two.at("data.0.resource_id") == one);
}

TEST_CASE("the closest of the control plane's own calls are none") {
  TestApi api;
  api.get("/_mock/clock");
  api.get("/v1/mandates");
  const Reply none = wait(api, R"({"for":"request","method":"POST","timeout_ms":0})");
  CHECK(json_count(none.body(), "arrived") == 1);
  CHECK(none.at("closest.0.item.path") == "/v1/mandates");
  CHECK(wait(api, R"({"for":"request","path":"/_mock/clock","timeout_ms":0})").status() == 200);
}

TEST_CASE("a stop wakes everybody, and nobody waits from then on") {
  TestApi api;
  const std::string wanted = R"({"for":"event","type":"mandate.active","timeout_ms":60000})";
  Sleeper one(api, wanted, 1);
  Sleeper other(api, wanted, 2);
  api.engine.waiters.stop();
  CHECK(one.reply.get().at("error.code") == "server_stopping");
  CHECK(other.reply.get().status() == 503);
  CHECK(wait(api, wanted).status() == 503);
}

TEST_CASE("no more calls wait than may, and others are answered meanwhile") {
  TestApi api;
  const std::string wanted = R"({"for":"event","type":"mandate.active","timeout_ms":60000})";
  const auto slot = api.engine.open(api.key);
  {
    Sleeper one(api, wanted);
    for (std::size_t i = 1; i < Waiters::kWaitersMax; ++i) REQUIRE(api.engine.waiters.enter(slot));
    const Reply full = wait(api, wanted);
    CHECK(full.status() == 503);
    CHECK(full.at("error.code") == "too_many_waiters");
    CHECK(api.get("/v1/mandates").status() == 200);
    for (std::size_t i = 1; i < Waiters::kWaitersMax; ++i) api.engine.waiters.leave(slot);
    api.engine.waiters.stop();
  }
}

TEST_CASE("a wait whose caller has gone ends at once and frees its place") {
  TestApi api;
  for (const std::string body : {R"({"for":"event","timeout_ms":60000})",
                                 R"({"for":"mail","count":3,"timeout_ms":60000})"}) {
    Caller caller;
    Request request;
    request.method = "POST";
    request.target = "/_mock/wait";
    request.headers = {{"Authorization", "Bearer " + api.key},
                       {"Content-Type", "application/json"}};
    request.body = body;
    auto answer =
        std::async(std::launch::async, [&] { return api.server.handle_for(request, caller); });
    while (api.engine.waiters.count() == 0) std::this_thread::yield();
    caller.leave();
    const Reply reply{answer.get()};
    CHECK(reply.status() == 503);
    CHECK(reply.rule() == "wait.over");
    CHECK(api.engine.waiters.count() == 0);
  }
}
