#include "api/rules/access.h"

#include <doctest/doctest.h>

#include <string>

#include "api/rules/lookup.h"
#include "api/rules/paging.h"
#include "support/builders.h"

using namespace lotusbox;
using namespace lotusbox::api;

namespace {

std::string asked(std::string_view key, bool list_closed = false, bool on_list = false) {
  const auto refusal = refuse_access({key, list_closed, on_list});
  return refusal ? std::string(refusal->rule->id) : "accepted";
}

}  // namespace

TEST_CASE("test keys are let in, live keys never, and nobody without one") {
  const std::string longest = "sk_test_" + std::string(56, 'a');
  for (const std::string& key :
       {std::string("sk_test_lotusbox"), std::string("sk_test_61qHQDna831cNNoooonG1eAiD"),
        std::string("sk_test_a-b_C9"), std::string("sk_test_0"), longest}) {
    CAPTURE(key);
    CHECK(asked(key) == "accepted");
    CHECK(asked(key, true, true) == "accepted");
    CHECK(asked(key, true, false) == "auth.key_unknown");
  }
  CHECK(asked("") == "auth.key_missing");
  CHECK(asked("", true, false) == "auth.key_missing");
  for (const std::string_view key : {"sk_live", "sk_live_", "sk_live_abc", "sk_liveXYZ"}) {
    CAPTURE(key);
    CHECK(asked(key) == "auth.live_key");
    CHECK(asked(key, true, true) == "auth.live_key");
  }
  for (const std::string& key :
       {std::string("sk_test_"), std::string("sk_test"), std::string("SK_TEST_a"),
        std::string("pk_test_a"), std::string(" sk_test_a"), std::string("sk_test_a b"),
        std::string("sk_test_a:"), std::string("sk_test_\xC3\xA4"), std::string("sk_test_a\0b", 11),
        longest + "a", std::string(100000, 'a')}) {
    CHECK(asked(key) == "auth.key_unknown");
  }
}

TEST_CASE("a body that cannot be made plain is refused before the key is looked at") {
  AccessClaim claim{{}, false, false};
  claim.too_large = true;
  CHECK(refuse_access(claim)->rule->id == "request.inflated_size");
  claim.damaged = true;
  CHECK(refuse_access(claim)->rule->id == "request.inflates");
  claim.encoding = "br";
  CHECK(refuse_access(claim)->rule->id == "request.encoding");
}

TEST_CASE("a refusal explains itself without an apostrophe") {
  for (const Rule* rule : access_rule_list()) {
    CHECK(rule->demands.find('\'') == std::string_view::npos);
  }
  const auto live = refuse_access({"sk_live_x", false, false});
  REQUIRE(live.has_value());
  CHECK(live->finding.message.find("live key") != std::string::npos);
}

TEST_CASE("what is missing is named") {
  CHECK(refuse_missing(Lookup::source).rule->id == "source.unknown");
  CHECK(refuse_missing(Lookup::mandate).rule->id == "mandate.unknown");
  CHECK(refuse_missing(Lookup::event).rule->id == "event.unknown");
  CHECK(refuse_missing(Lookup::request).rule->id == "why.unknown");
  CHECK(refuse_missing(Lookup::mandate).finding.message == "No such mandate");
}

TEST_CASE("lists are asked for within bounds") {
  using test::text;
  const auto refused = [](const ListClaim& claim) {
    const auto refusal = refuse_list(claim);
    return refusal ? std::string(refusal->rule->id) : "accepted";
  };
  ListClaim claim;
  CHECK(refused(claim) == "accepted");
  CHECK(read_bounds(claim).limit == 100);
  CHECK(read_bounds(claim).page == 1);
  for (const char* good : {"1", "50", "100"}) {
    claim.limit = text(good);
    CHECK(refused(claim) == "accepted");
    CHECK(std::to_string(read_bounds(claim).limit) == good);
  }
  for (const char* bad : {"0", "101", "-1", "ten", "", "1.5", "99999999999999999999"}) {
    CAPTURE(bad);
    ListClaim limited;
    limited.limit = text(bad);
    CHECK(refused(limited) == "list.limit");
  }
  for (const char* bad : {"0", "-1", "x", "1000000001", "99999999999999999999"}) {
    CAPTURE(bad);
    ListClaim paged;
    paged.page = text(bad);
    CHECK(refused(paged) == "list.page");
  }
  ListClaim filtered;
  filtered.status = text("active");
  filtered.variant = text("physical");
  CHECK(refused(filtered) == "accepted");
  CHECK(read_bounds(filtered).status == MandateStatus::active);
  CHECK(read_bounds(filtered).variant == Variant::physical);
  filtered.variant = text("paper");
  CHECK(refused(filtered) == "list.filter");
  CHECK(refuse_list(filtered)->param() == "variant");
}
