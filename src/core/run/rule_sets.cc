#include "core/run/rule_sets.h"

#include <algorithm>
#include <functional>
#include <map>

#include "base/check.h"
#include "core/behaviour/source/paper.h"
#include "core/run/commands.h"

namespace lotusbox {

namespace {

constexpr AskedRules kFormRules{"form", "image", form_rule_list};
constexpr const AskedRules* kAsked[] = {&kFormRules};

/// A set, and what asks it.
struct OrderedSet {
  RuleSet set;
  std::size_t command = std::variant_size_v<Command>;  ///< none: past the end
  const AskedRules* asked = nullptr;
};

std::vector<OrderedSet> ordered_sets(std::span<const AskedRules* const> further) {
  std::vector<OrderedSet> all;
  for (const CommandRow& row : command_rows()) {
    for (const CommandRules& set : row.sets) {
      all.push_back({{set.subject, set.rules}, row.command, nullptr});
    }
  }
  for (const AskedRules* asked : further) {
    auto at = all.begin();
    if (!asked->after.empty()) {
      at = std::find_if(all.begin(), all.end(), [&](const OrderedSet& ordered) {
        return ordered.set.subject == asked->after;
      });
      LOTUSBOX_CHECK(at != all.end(), asked->after);
      ++at;
    }
    all.insert(at, {{asked->subject, asked->rules()}, std::variant_size_v<Command>, asked});
  }
  return all;
}

bool by_rule(const std::pair<const Rule*, std::uint16_t>& left,
             const std::pair<const Rule*, std::uint16_t>& right) {
  return std::less<>()(left.first, right.first);
}

}  // namespace

RuleSets::RuleSets(std::span<const AskedRules* const> further)
    : of_command_(std::variant_size_v<Command>) {
  std::map<std::string_view, std::uint16_t> numbers;
  for (OrderedSet& ordered : ordered_sets(further)) {
    const std::size_t index = sets_.size();
    if (ordered.asked != nullptr) {
      asked_.emplace_back(ordered.asked, index);
    } else {
      of_command_[ordered.command].push_back(index);
    }
    std::vector<std::uint16_t>& ordinals = ordinals_.emplace_back();
    for (const Rule* rule : ordered.set.rules) {
      const auto next = static_cast<std::uint16_t>(rules_.size());
      const auto [known, added] = numbers.try_emplace(rule->id, next);
      if (added) rules_.push_back(rule);
      ordinals.push_back(known->second);
      by_address_.emplace_back(rule, ordinals.back());
    }
    sets_.push_back(std::move(ordered.set));
  }
  std::sort(by_address_.begin(), by_address_.end(), by_rule);
}

std::optional<std::size_t> RuleSets::set_of(const Command& command) const {
  const CommandRow& row = row_of(command);
  for (std::size_t i = 0; i < row.sets.size(); ++i) {
    if (row.sets[i].asked(command)) return of_command_[row.command][i];
  }
  return std::nullopt;
}

std::size_t RuleSets::set_of(const AskedRules& asked) const {
  for (const auto& [known, index] : asked_) {
    if (known == &asked) return index;
  }
  LOTUSBOX_UNREACHABLE(asked.subject);
}

std::uint16_t RuleSets::ordinal_of(const Rule& rule) const {
  const auto found = std::lower_bound(by_address_.begin(), by_address_.end(),
                                      std::pair<const Rule*, std::uint16_t>{&rule, 0}, by_rule);
  LOTUSBOX_CHECK(found != by_address_.end() && found->first == &rule, rule.id);
  return found->second;
}

std::span<const AskedRules* const> core_asked_rules() { return kAsked; }

const RuleSets& core_rule_sets() {
  static const RuleSets kSets(kAsked);
  return kSets;
}

}  // namespace lotusbox
