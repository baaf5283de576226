// What a name means: a term of the glossary, or a switch of the policy.
#include <algorithm>
#include <array>

#include "core/model/switches.h"
#include "wire/glossary.h"

namespace lotusbox::wire {

namespace {

/// The switches of the policy explain themselves.
const Term* find_switch(std::string_view name) {
  static const auto kSwitchTerms = [] {
    std::array<Term, kSwitchCount> terms;
    for (std::size_t i = 0; i < kSwitchCount; ++i) {
      terms[i] = {kSwitches[i].key, kSwitches[i].meaning};
    }
    return terms;
  }();
  const auto* found = std::find_if(kSwitchTerms.begin(), kSwitchTerms.end(),
                                   [&](const Term& term) { return term.name == name; });
  return found == kSwitchTerms.end() ? nullptr : found;
}

}  // namespace

const Term* find_term(std::string_view name) {
  const std::span<const Term> terms = glossary();
  const auto found = std::lower_bound(
      terms.begin(), terms.end(), name,
      [](const Term& term, std::string_view wanted) { return term.name < wanted; });
  return found != terms.end() && found->name == name ? &*found : find_switch(name);
}

}  // namespace lotusbox::wire
