// Which rows and rules have been exercised: plain counters, kept beside a world and not in it, so
// that going back in time does not forget what was tried.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/behaviour/rule.h"
#include "core/behaviour/transition.h"
#include "core/model/command.h"

namespace lotusbox {

/// The rules a command is asked, in order; the subjects are the words of the command line.
std::span<const RuleSet> all_rule_sets();

/// Distinct rules of all sets, by first appearance. The place in this list is a rule's ordinal.
std::span<const Rule* const> all_rules();

/// Rules that are asked outside a command: who may call, which part of a list, and what the control
/// plane is asked to do with a world as a whole.
enum class Asked : std::uint8_t {
  access,
  list,
  clock,
  advance,
  reset,
  snapshot,
  named_snapshot,
  fork,
  wait,
  coverage,
  faults,
  links,
  outbox,
  authorise,
  page
};

class Coverage {
 public:
  Coverage();

  void count_row(std::uint16_t ordinal) { ++rows_[ordinal]; }
  /// Counts every rule that was asked: those before the refusing one passed.
  void count_command(const Command& command, const Rule* refused_by);
  void count_asked(Asked what, const Rule* refused_by);
  /// Counts one rule that is asked by itself.
  void count_rule(const Rule& rule, bool passed);
  void add(const Coverage& other);

  [[nodiscard]] std::uint64_t row(std::uint16_t ordinal) const { return rows_[ordinal]; }
  [[nodiscard]] std::uint64_t passed(std::size_t rule) const { return passed_[rule]; }
  [[nodiscard]] std::uint64_t refused(std::size_t rule) const { return refused_[rule]; }
  /// How often a customer left without an answer, which no row tells of.
  [[nodiscard]] std::uint64_t abandoned() const { return abandoned_; }

 private:
  void count_set(std::size_t set, const Rule* refused_by);

  std::vector<std::uint64_t> rows_, passed_, refused_;
  std::uint64_t abandoned_ = 0;
};

}  // namespace lotusbox
