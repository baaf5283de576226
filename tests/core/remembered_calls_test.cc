#include "core/model/remembered_calls.h"

#include <doctest/doctest.h>

#include "core/values/ids.h"
#include "core/values/limits.h"

using namespace lotusbox;

namespace {

std::shared_ptr<const RememberedCall> call_at(std::int64_t seconds, int status = 200) {
  auto call = std::make_shared<RememberedCall>();
  call->at = instant_of(seconds);
  call->status = status;
  return call;
}

constexpr std::int64_t kDay = 86400;

}  // namespace

TEST_CASE("a call is remembered for a day, to the second") {
  RememberedCalls calls;
  calls.keep("a", call_at(1000));
  REQUIRE(calls.find("a", instant_of(1000)) != nullptr);
  CHECK(calls.find("a", instant_of(1000 + kDay - 1)) != nullptr);
  CHECK(calls.find("a", instant_of(1000 + kDay)) == nullptr);
  CHECK(calls.find("b", instant_of(1000)) == nullptr);
}

TEST_CASE("a key that is over may be kept anew") {
  RememberedCalls calls;
  calls.keep("a", call_at(1000, 200));
  calls.keep("b", call_at(2000, 200));
  calls.keep("a", call_at(1000 + kDay, 400));
  CHECK(calls.size() == 2);
  REQUIRE(calls.find("a", instant_of(1000 + kDay)) != nullptr);
  CHECK(calls.find("a", instant_of(1000 + kDay))->status == 400);
  CHECK(calls.find("b", instant_of(1000 + kDay)) != nullptr);
}

TEST_CASE("a key that is over may be kept anew behind one that is not") {
  // The clock of a world in which nothing has happened can be set back.
  RememberedCalls calls;
  calls.keep("later", call_at(1000 + 30 * kDay));
  calls.keep("a", call_at(1000, 200));
  calls.keep("a", call_at(1000 + 2 * kDay, 400));
  REQUIRE(calls.find("a", instant_of(1000 + 2 * kDay)) != nullptr);
  CHECK(calls.find("a", instant_of(1000 + 2 * kDay))->status == 400);
  // What stood in its old place goes alone.
  calls.keep("b", call_at(1000 + 31 * kDay + 1));
  CHECK(calls.find("later", instant_of(1000 + 31 * kDay + 1)) == nullptr);
  CHECK(calls.find("b", instant_of(1000 + 31 * kDay + 1)) != nullptr);
  CHECK(calls.size() == 1);
}

TEST_CASE("when it is full, the oldest is forgotten") {
  RememberedCalls calls;
  for (std::size_t i = 0; i < limits::kIdempotencyKeys; ++i) {
    calls.keep(std::to_string(i), call_at(1000));
  }
  CHECK(calls.find("0", instant_of(1000)) != nullptr);
  calls.keep("one more", call_at(1000));
  CHECK(calls.size() == limits::kIdempotencyKeys);
  CHECK(calls.find("0", instant_of(1000)) == nullptr);
  CHECK(calls.find("1", instant_of(1000)) != nullptr);
  CHECK(calls.find("one more", instant_of(1000)) != nullptr);
}

TEST_CASE("copies do not see what the other remembers") {
  RememberedCalls calls;
  calls.keep("a", call_at(1000));
  RememberedCalls copy = calls;
  copy.keep("b", call_at(1001));
  CHECK(calls.find("b", instant_of(1001)) == nullptr);
  CHECK(copy.find("a", instant_of(1001)) != nullptr);
}

TEST_CASE("tokens of ids lead back to their place, and nothing else does") {
  const IdScheme ids(7);
  const IdScheme others(8);
  for (const std::uint32_t index : {0U, 1U, 61U, 62U, 100000U, 4294967295U}) {
    CAPTURE(index);
    std::string token = ids.format_token("btok_", index);
    CHECK(token.size() == 29);
    CHECK(ids.parse_token("btok_", token) == index);
    CHECK_FALSE(others.parse_token("btok_", token));
    CHECK_FALSE(ids.parse_token("ctok_", token));
    token.back() = token.back() == 'a' ? 'b' : 'a';
    CHECK_FALSE(ids.parse_token("btok_", token));
  }
  CHECK_FALSE(ids.parse_token("btok_", "btok_"));
  CHECK_FALSE(ids.parse_token("btok_", "btok_cfO4Fnpk3WbzS8eZQFd2oo-3"));
}
