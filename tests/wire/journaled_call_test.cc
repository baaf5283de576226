// What a journal keeps of a call, and which call puts a world back.
#include "wire/journaled_call.h"

#include <doctest/doctest.h>

using namespace lotusbox;
using wire::journaled_request;

TEST_CASE("a call is kept without its key, and without headers that decide nothing") {
  Request request{"POST", "/v1/sources?a=b", {}, "{}"};
  request.headers = {{"Authorization", "Bearer sk_test_written"},
                     {"Content-Type", "x"},
                     {"User-Agent", "curl"},
                     {"Idempotency-Key", "k"}};
  const Request kept = journaled_request(request);
  CHECK(kept.method == "POST");
  CHECK(kept.target == "/v1/sources?a=b");
  CHECK(kept.body == "{}");
  CHECK(kept.headers == Headers{{"Content-Type", "x"}, {"Idempotency-Key", "k"}});
}

TEST_CASE("slashes too many are left out of what is written down") {
  CHECK(journaled_request({"POST", "//_mock///reset/?a=//b/", {}, {}}).target ==
        "/_mock/reset?a=//b/");
  CHECK(journaled_request({"GET", "/", {}, {}}).target == "/");
}

TEST_CASE("a POST to the path of reset asks for one, and no other call") {
  CHECK(wire::asks_for_reset({"POST", "/_mock/reset?seed=2", {}, {}}));
  CHECK_FALSE(wire::asks_for_reset({"GET", "/_mock/reset", {}, {}}));
  CHECK_FALSE(wire::asks_for_reset({"POST", "/_mock/resets", {}, {}}));
}
