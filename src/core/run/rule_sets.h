// All rules that a program asks, set by set, and the numbers under which they are counted. The core
// brings the sets of its commands; a floor above adds those that it asks itself.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "core/behaviour/rule.h"
#include "core/model/command.h"

namespace lotusbox {

/// A rule set that is asked outside a command: who may call, which part of a list, and the like.
struct AskedRules {
  std::string_view subject;  ///< a word of the command line
  std::string_view after;    ///< the subject that the tables print before it; empty: the first
  std::vector<const Rule*> (*rules)();
};

class RuleSets {
 public:
  /// The sets of all commands and `further` ones, in the order in which `after` puts them.
  explicit RuleSets(std::span<const AskedRules* const> further);

  /// In the order in which they are printed.
  [[nodiscard]] std::span<const RuleSet> sets() const { return sets_; }
  /// Distinct rules of all sets, by first appearance. The index in this list is a rule's ordinal.
  [[nodiscard]] std::span<const Rule* const> rules() const { return rules_; }

  /// The set that a command is asked, as an index in sets(); none when it is asked no rules.
  [[nodiscard]] std::optional<std::size_t> set_of(const Command& command) const;
  /// It is a bug to ask for one that is not among `further`.
  [[nodiscard]] std::size_t set_of(const AskedRules& asked) const;
  /// The ordinals of a set's rules, in its order.
  [[nodiscard]] std::span<const std::uint16_t> ordinals(std::size_t set) const {
    return ordinals_[set];
  }
  /// Rules of one id share an ordinal. A rule that is in no set is a bug.
  [[nodiscard]] std::uint16_t ordinal_of(const Rule& rule) const;

 private:
  std::vector<RuleSet> sets_;
  std::vector<const Rule*> rules_;
  std::vector<std::vector<std::uint16_t>> ordinals_;
  std::vector<std::pair<const Rule*, std::uint16_t>> by_address_;
  std::vector<std::pair<const AskedRules*, std::size_t>> asked_;
  std::vector<std::vector<std::size_t>> of_command_;  ///< by the index in Command
};

/// Those that the core brings.
const RuleSets& core_rule_sets();
/// The sets of the core that no command is asked.
std::span<const AskedRules* const> core_asked_rules();

}  // namespace lotusbox
