// The tables of the core as texts for people: machines, rules, couplings, readings. What is printed
// is what runs, because both are the same rows.
#pragma once

#include <string>
#include <vector>

#include "base/grid.h"
#include "core/behaviour/transition.h"
#include "core/run/rule_sets.h"

namespace lotusbox {

[[nodiscard]] Grid describe_machine(const MachineTable& machine);
[[nodiscard]] std::vector<Grid> describe_machines();
[[nodiscard]] std::vector<Grid> describe_rules(const RuleSets& sets);  ///< in order of precedence
[[nodiscard]] Grid describe_couplings();
[[nodiscard]] Grid describe_readings();
[[nodiscard]] Grid describe_profiles();
[[nodiscard]] Grid describe_mails();
[[nodiscard]] Grid describe_switches();
[[nodiscard]] std::vector<Grid> describe_bank();  ///< steps, moves, account numbers
Grid describe_accounts();

/// The machines as a Graphviz drawing.
[[nodiscard]] std::string draw_machines();
/// The machines as state diagrams of Mermaid, each under a front matter with its name as the title.
[[nodiscard]] std::string draw_machines_in_mermaid();

}  // namespace lotusbox
