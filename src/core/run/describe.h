// The tables of the core as texts for people: machines, rules, couplings, readings. What is printed
// is what runs, because both are the same rows.
#pragma once

#include <string>
#include <vector>

#include "base/text_table.h"
#include "core/behaviour/transition.h"
#include "core/run/rule_sets.h"

namespace lotusbox {

[[nodiscard]] TextTable describe_machine(const MachineTable& machine);
[[nodiscard]] std::vector<TextTable> describe_machines();
[[nodiscard]] std::vector<TextTable> describe_rules(
    const RuleSets& sets);  ///< in order of precedence
[[nodiscard]] TextTable describe_couplings();
[[nodiscard]] TextTable describe_readings();
[[nodiscard]] TextTable describe_profiles();
[[nodiscard]] TextTable describe_mails();
[[nodiscard]] TextTable describe_switches();
[[nodiscard]] std::vector<TextTable> describe_bank();  ///< steps, moves, account numbers
TextTable describe_accounts();

/// The machines as a Graphviz drawing.
[[nodiscard]] std::string draw_machines();
/// The machines as state diagrams of Mermaid, each under a front matter with its name as the title.
[[nodiscard]] std::string draw_machines_in_mermaid();

}  // namespace lotusbox
