// The rules that the api asks of a call: which refusal of a list wins, and when a key is free
// again.
#include <doctest/doctest.h>

#include "api/rules/calls.h"
#include "api/rules/paging.h"
#include "support/play.h"
#include "support/precedence.h"

using namespace lotusbox;
using namespace lotusbox::api;
using namespace lotusbox::test;

namespace {

struct Listing {
  std::string refusal() {
    const auto refused = refuse_list(claim);
    return refused ? std::string(refused->rule->id) : "accepted";
  }
  ListClaim claim;
};

}  // namespace

TEST_CASE("which refusal of a list wins") {
  const std::vector<Break<Listing>> rows = {
      {"list.limit", [](Listing& l) { l.claim.limit = text("101"); }},
      {"list.page", [](Listing& l) { l.claim.page = text("0"); }},
      {"list.filter", [](Listing& l) { l.claim.status = text("sleeping"); }},
  };
  CHECK(check_precedence(Listing{}, rows) == ids_of(list_rule_list()));
}

TEST_CASE("a key with other parameters passes when its call is forgotten") {
  RememberedCalls calls;
  auto before = std::make_shared<RememberedCall>();
  before->at = instant(test::kStart);
  before->fingerprint = 1;
  calls.keep("k", before);
  const auto refused = [&](Instant now) { return refuse_key({"k", calls.find("k", now), 2}); };
  REQUIRE(refused(before->at).has_value());
  const Instant passes_at = *refused(before->at)->finding.passes_at;
  CHECK(refused(passes_at - Seconds(1)).has_value());
  CHECK_FALSE(refused(passes_at).has_value());
}
