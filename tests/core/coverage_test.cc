#include "core/run/coverage.h"

#include <doctest/doctest.h>

#include "core/behaviour/source/rules.h"
#include "support/death.h"
#include "support/play.h"

using namespace lotusbox;
using namespace lotusbox::test;

namespace {

std::size_t rule_index(std::string_view id) {
  const auto rules = core_rule_sets().rules();
  std::size_t index = 0;
  while (index < rules.size() && rules[index]->id != id) ++index;
  REQUIRE(index < rules.size());
  return index;
}

std::uint64_t passed(const Coverage& coverage, std::string_view id) {
  return coverage.passed(rule_index(id));
}
std::uint64_t refused(const Coverage& coverage, std::string_view id) {
  return coverage.refused(rule_index(id));
}
std::uint64_t row(const Coverage& coverage, std::string_view id) {
  for (std::uint16_t i = 0; i < row_count(); ++i) {
    if (row_of_ordinal(i).id == id) return coverage.row(i);
  }
  return UINT64_MAX;
}

}  // namespace

TEST_CASE("rules before the one that refuses have passed, those after were not asked") {
  Play play;
  const MandateId id = play.mandate();
  play.coverage = {};
  ManageMandate command = good_request(play.world, Action::amend, id);
  command.maximum_amount = text("1");
  static_cast<void>(play.run(command));
  CHECK(passed(play.coverage, "request.mandate_named_once") == 1);
  CHECK(passed(play.coverage, "amend.amount_format") == 1);
  CHECK(refused(play.coverage, "amend.amount_range") == 1);
  CHECK(passed(play.coverage, "amend.amount_range") == 0);
  CHECK(passed(play.coverage, "amend.frequency_code") == 0);
  CHECK(row(play.coverage, "request.create") == 0);

  play.request(Action::amend, id);
  CHECK(passed(play.coverage, "amend.frequency_code") == 1);
  CHECK(passed(play.coverage, "request.mandate_named_once") == 2);
  CHECK(row(play.coverage, "request.create") == 1);
  CHECK(row(play.coverage, "link.issue") == 1);
  CHECK(row(play.coverage, "mandate.amend_requested") == 1);
  play.advance_by(limits::kLinkLife);
  CHECK(row(play.coverage, "link.time_up") == 1);
  CHECK(row(play.coverage, "mandate.amend_lapsed") == 1);
  // A timer asks no rules.
  CHECK(passed(play.coverage, "link.used") == 0);
}

TEST_CASE("every kind of command counts the rules of its own set") {
  Play play;
  const auto asks = [&](const Command& command, std::string_view first_rule) {
    play.coverage = {};
    static_cast<void>(play.run(command));
    CAPTURE(first_rule);
    return passed(play.coverage, first_rule) + refused(play.coverage, first_rule) == 1;
  };
  CHECK(asks(good_source(), "source.body_malformed"));
  CHECK(asks(WithdrawSource{"SC"}, "source.unknown"));
  CHECK(asks(good_mandate(), "make.body_malformed"));
  for (const Action action : kActions) {
    CHECK(asks(good_request(play.world, action, MandateId{9}), "request.mandate_named_once"));
  }
  CHECK(asks(answer(LinkId{0}, "abandoned"), "link.unknown"));
  CHECK(asks(good_webhook(), "webhook.url"));
  CHECK(asks(SetPolicy{}, "policy.body_malformed"));
  CHECK(asks(ResendEvent{"EV"}, "event.unknown"));
  CHECK(asks(CreateDebit{}, "ach_debit.body_malformed"));
  CHECK(asks(CancelDebit{"ND"}, "ach_debit.unknown"));
  CHECK(asks(AnswerDebit{}, "bank_debit.unknown"));
  CHECK(asks(SetDebitPolicy{}, "debit_policy.body_malformed"));
  CHECK(asks(CreateSubscription{}, "subscription.body_malformed"));
  CHECK(asks(UpdateSubscription{"SB", {}, {}, {}}, "subscription.unknown"));
  CHECK(asks(CancelSubscription{"SB"}, "subscription.unknown"));
}

TEST_CASE("coverage adds up, and a fresh one is empty") {
  Coverage sum;
  for (std::uint16_t i = 0; i < row_count(); ++i) CHECK(sum.row(i) == 0);
  Play play;
  play.authorised();
  sum.add(play.coverage);
  sum.add(play.coverage);
  CHECK(row(sum, "source.create") == 2 * row(play.coverage, "source.create"));
  CHECK(passed(sum, "source.type") == 2);
}

TEST_CASE("a set that no command asks is counted where it was asked") {
  static constexpr AskedRules kDoor{"door", "source", [] { return rules_of(withdraw_rules()); }};
  static const AskedRules kOwn = kDoor;
  static const AskedRules* const kAsked[] = {&kOwn};
  static const RuleSets kSets(kAsked);
  CHECK(kSets.sets()[1].subject == "door");
  Coverage coverage(kSets);
  const Rule& first = withdraw_rules()[0].rule;
  coverage.count_asked(kOwn, &first);
  coverage.count_asked(kOwn, nullptr);
  const std::uint16_t ordinal = kSets.ordinal_of(first);
  CHECK(coverage.refused(ordinal) == 1);
  CHECK(coverage.passed(ordinal) == 1);
  CHECK(test::aborts([&] { coverage.count_asked(kDoor, nullptr); }));
  CHECK(test::aborts([&] { coverage.add(Coverage()); }));
}
