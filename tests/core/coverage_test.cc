#include "core/run/coverage.h"

#include <doctest/doctest.h>

#include <set>

#include "core/behaviour/access.h"
#include "support/play.h"

using namespace lotusbox;
using namespace lotusbox::test;

namespace {

std::size_t rule_index(std::string_view id) {
  const auto rules = all_rules();
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

TEST_CASE("rules are named once a set, speak for themselves and hold no apostrophe") {
  std::set<std::string_view> subjects;
  for (const RuleSet& set : all_rule_sets()) {
    CHECK(subjects.insert(set.subject).second);
    std::set<std::string_view> ids;
    for (const Rule* rule : set.rules) {
      CAPTURE(rule->id);
      CHECK(ids.insert(rule->id).second);
      CHECK(rule->id.find('.') != std::string_view::npos);
      CHECK_FALSE(rule->demands.empty());
      CHECK_FALSE(rule->source.empty());
      CHECK(rule->demands.find('\'') == std::string_view::npos);
    }
  }
}

TEST_CASE("rules of one id are one rule in the count, and alike in what they say") {
  std::set<std::string_view> ids;
  for (const Rule* rule : all_rules()) CHECK(ids.insert(rule->id).second);
  for (const RuleSet& set : all_rule_sets()) {
    for (const Rule* rule : set.rules) {
      const Rule& known = *all_rules()[rule_index(rule->id)];
      CAPTURE(rule->id);
      CHECK(rule->code == known.code);
      CHECK(rule->evidence == known.evidence);
      CHECK(rule->demands == known.demands);
    }
  }
}

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
  const auto refusal = refuse_access({"", false, false});
  sum.count_asked(Asked::access, refusal->rule);
  sum.count_asked(Asked::access, nullptr);
  CHECK(refused(sum, "auth.key_missing") == 1);
  CHECK(passed(sum, "auth.key_missing") == 1);
  CHECK(passed(sum, "auth.key_unknown") == 1);
}

TEST_CASE("a rule is counted by itself under its id, whichever copy of it was asked") {
  Coverage coverage;
  for (const RuleSet& set : all_rule_sets()) {
    for (const Rule* rule : set.rules) coverage.count_rule(*rule, false);
  }
  std::uint64_t copies = 0;
  for (const RuleSet& set : all_rule_sets()) copies += set.rules.size();
  std::uint64_t counted = 0;
  for (std::size_t i = 0; i < all_rules().size(); ++i) {
    CHECK(coverage.refused(i) > 0);
    counted += coverage.refused(i);
  }
  CHECK(counted == copies);
}
