// Which refusal wins, as a table: rules in order of precedence, each with a way to break it. The
// rules are broken from the last to the first, one on top of the other, so that each must win over
// all that come after it.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "core/behaviour/rule.h"

namespace lotusbox::test {

template <class Situation>
struct Break {
  std::string_view rule;
  void (*apply)(Situation&);
};

inline std::vector<std::string_view> ids_of(const std::vector<const Rule*>& rules) {
  std::vector<std::string_view> ids;
  for (const Rule* rule : rules) ids.push_back(rule->id);
  return ids;
}

/// `situation.refusal()` must say "accepted" before anything is broken. Tells the rules of the
/// table, so that the caller can compare them with those of the product.
template <class Situation>
std::vector<std::string_view> check_precedence(Situation situation,
                                               const std::vector<Break<Situation>>& table) {
  std::vector<std::string_view> rules;
  for (const Break<Situation>& row : table) rules.push_back(row.rule);
  CHECK(Situation(situation).refusal() == "accepted");
  for (std::size_t i = table.size(); i-- > 0;) {
    table[i].apply(situation);
    CAPTURE(table[i].rule);
    CHECK(situation.refusal() == table[i].rule);
  }
  return rules;
}

}  // namespace lotusbox::test
