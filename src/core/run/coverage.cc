#include "core/run/coverage.h"

#include "base/check.h"

namespace lotusbox {

Coverage::Coverage(const RuleSets& sets)
    : sets_(&sets),
      rows_(row_count()),
      passed_(sets.rules().size()),
      refused_(sets.rules().size()) {}

void Coverage::count_command(const Command& command, const Rule* refused_by) {
  if (const auto set = sets_->set_of(command)) count_set(*set, refused_by);
  const auto* answer = std::get_if<SubmitOutcome>(&command);
  if (answer == nullptr || refused_by != nullptr) return;
  if (parse_outcome(answer->outcome.text) == Outcome::abandoned) ++abandoned_;
}

void Coverage::count_asked(const AskedRules& asked, const Rule* refused_by) {
  count_set(sets_->set_of(asked), refused_by);
}

void Coverage::count_set(std::size_t set, const Rule* refused_by) {
  const std::vector<const Rule*>& rules = sets_->sets()[set].rules;
  const auto ordinals = sets_->ordinals(set);
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (rules[i] == refused_by) {
      ++refused_[ordinals[i]];
      return;
    }
    ++passed_[ordinals[i]];
  }
}

void Coverage::count_rule(const Rule& rule, bool passed) {
  ++(passed ? passed_ : refused_)[sets_->ordinal_of(rule)];
}

void Coverage::add(const Coverage& other) {
  LOTUSBOX_CHECK(sets_ == other.sets_, "coverage of different rule sets");
  for (std::size_t i = 0; i < rows_.size(); ++i) rows_[i] += other.rows_[i];
  for (std::size_t i = 0; i < passed_.size(); ++i) {
    passed_[i] += other.passed_[i];
    refused_[i] += other.refused_[i];
  }
  abandoned_ += other.abandoned_;
}

}  // namespace lotusbox
