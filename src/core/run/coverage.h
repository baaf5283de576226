// Which rows and rules have been exercised: plain counters, kept beside a world and not in it, so
// that going back in time does not forget what was tried.
#pragma once

#include <cstdint>
#include <vector>

#include "core/behaviour/registry.h"
#include "core/run/rule_sets.h"

namespace lotusbox {

class Coverage {
 public:
  Coverage() : Coverage(core_rule_sets()) {}
  explicit Coverage(const RuleSets& sets);  ///< which live as long as the program

  void count_row(std::uint16_t ordinal) { ++rows_[ordinal]; }
  /// Counts every rule that was asked: those before the refusing one passed.
  void count_command(const Command& command, const Rule* refused_by);
  void count_asked(const AskedRules& asked, const Rule* refused_by);
  /// Counts one rule that is asked by itself.
  void count_rule(const Rule& rule, bool passed);
  /// Both count the same sets.
  void add(const Coverage& other);

  [[nodiscard]] const RuleSets& sets() const { return *sets_; }
  [[nodiscard]] std::uint64_t row(std::uint16_t ordinal) const { return rows_[ordinal]; }
  [[nodiscard]] std::uint64_t passed(std::size_t rule) const { return passed_[rule]; }
  [[nodiscard]] std::uint64_t refused(std::size_t rule) const { return refused_[rule]; }
  /// How often a customer left without an answer, which no row tells of.
  [[nodiscard]] std::uint64_t abandoned() const { return abandoned_; }

 private:
  void count_set(std::size_t set, const Rule* refused_by);

  const RuleSets* sets_;
  std::vector<std::uint64_t> rows_, passed_, refused_;
  std::uint64_t abandoned_ = 0;
};

}  // namespace lotusbox
