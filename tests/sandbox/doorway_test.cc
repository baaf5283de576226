// A port that is open before its sandbox is: who calls is told how far that is, and is answered on
// the same connection afterwards.
#include "sandbox/doorway.h"

#include <doctest/doctest.h>

#include "sandbox/sandbox_support.h"

using namespace lotusbox;

TEST_CASE("a port that is open before its sandbox tells how far that is") {
  auto opened = Doorway::open("127.0.0.1", 0, {});
  REQUIRE(opened.ok());
  Doorway& door = *opened.value();
  Client client("http://127.0.0.1:" + std::to_string(door.port()));
  for (const std::string_view target :
       {"/_mock/ready", "/v1/sources", "/_mock/clock", "/nowhere"}) {
    CAPTURE(target);
    const Reply reply = client.get(target);
    CHECK(reply.status() == 503);
    CHECK(reply.at("ready") == "false");
    CHECK(reply.at("error.code") == "not_ready");
    CHECK(find_header(reply.response.headers, "Lotusbox-Rule") == "server.ready");
    CHECK(find_header(reply.response.headers, "Retry-After") == "1");
  }
  CHECK(client.call("POST", "/_mock/reset").status() == 503);
  CHECK(client.get("/_mock/health").status() == 200);
  CHECK(client.get("/_mock/ready").at("replayed") == "");

  door.tell(5000, 200000);
  const Reply halfway = client.get("/_mock/ready");
  CHECK(halfway.at("replayed") == "5000");
  CHECK(halfway.at("of") == "200000");
  CHECK(halfway.at("error.message").find("5000 of 200000 entries") != std::string::npos);

  const auto box = make_box();
  const int port = door.port();
  CHECK(SandboxInternals::move_in(*box, std::move(opened.value())).value() == port);
  const Reply ready = client.get("/_mock/ready");
  CHECK(ready.status() == 200);
  CHECK(ready.at("ready") == "true");
  CHECK(client.raise().starts_with("SC"));
  box->stop();
}

TEST_CASE("a port that is taken is said to be") {
  auto first = Doorway::open("127.0.0.1", 0, {});
  REQUIRE(first.ok());
  const auto second = Doorway::open("127.0.0.1", first.value()->port(), {});
  REQUIRE_FALSE(second.ok());
  CHECK(second.error().find("in use") != std::string::npos);
}
