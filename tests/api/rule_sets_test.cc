// All rules of lotusbox, those of the commands and of the api: named, explained and numbered.
#include "api/rules/sets.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "core/run/coverage.h"

using namespace lotusbox;
using namespace lotusbox::api;

namespace {

std::size_t rule_index(std::string_view id) {
  const auto rules = rule_sets().rules();
  std::size_t index = 0;
  while (index < rules.size() && rules[index]->id != id) ++index;
  REQUIRE(index < rules.size());
  return index;
}

std::size_t place_of(std::string_view subject) {
  const auto sets = rule_sets().sets();
  const auto at = std::find_if(sets.begin(), sets.end(),
                               [&](const RuleSet& set) { return set.subject == subject; });
  REQUIRE(at != sets.end());
  return static_cast<std::size_t>(at - sets.begin());
}

}  // namespace

TEST_CASE("the sets of the api stand where they say") {
  CHECK(place_of("access") == 0);
  for (const AskedRules* asked : {&kListRules, &kClockRules, &kAdvanceRules, &kNamedSnapshotRules,
                                  &kForkRules, &kFaultRules, &kAuthoriseRules, &kPageRules}) {
    CAPTURE(asked->subject);
    CHECK(place_of(asked->subject) == place_of(asked->after) + 1);
    CHECK(rule_sets().set_of(*asked) == place_of(asked->subject));
  }
}

TEST_CASE("rules are named once a set, speak for themselves and hold no apostrophe") {
  std::set<std::string_view> subjects;
  for (const RuleSet& set : rule_sets().sets()) {
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
  for (const Rule* rule : rule_sets().rules()) CHECK(ids.insert(rule->id).second);
  for (const RuleSet& set : rule_sets().sets()) {
    for (const Rule* rule : set.rules) {
      const Rule& known = *rule_sets().rules()[rule_index(rule->id)];
      CAPTURE(rule->id);
      CHECK(rule->code == known.code);
      CHECK(rule->evidence == known.evidence);
      CHECK(rule->demands == known.demands);
    }
  }
}

TEST_CASE("a rule is counted by itself under its id, whichever copy of it was asked") {
  Coverage coverage(rule_sets());
  for (const RuleSet& set : rule_sets().sets()) {
    for (const Rule* rule : set.rules) coverage.count_rule(*rule, false);
  }
  std::uint64_t copies = 0;
  for (const RuleSet& set : rule_sets().sets()) copies += set.rules.size();
  std::uint64_t counted = 0;
  for (std::size_t i = 0; i < rule_sets().rules().size(); ++i) {
    CHECK(coverage.refused(i) > 0);
    counted += coverage.refused(i);
  }
  CHECK(counted == copies);
}
