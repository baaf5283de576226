// Runs boundary tests through a driver, and turns them into scenarios: what is expected of the call
// at the boundary is the verdict of the rule, whatever the product says.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "examiner/edges/edge.h"
#include "scenario/driver.h"
#include "scenario/runner.h"

namespace lotusbox::examiner {

/// What came of one edge. The script says what it ran; its last block is the call at the boundary.
struct EdgeResult {
  scenario::RunResult run;
  std::vector<std::string> told;  ///< what the call printed about itself, where it should not have

  [[nodiscard]] bool agrees() const { return run.passed(); }
  [[nodiscard]] const std::string& id() const { return run.script.id; }
};

/// Each in a world of its own.
EdgeResult check_edge(const Edge& edge, scenario::Driver& driver);

/// A line for each that does not agree, and how many do.
std::string edges_report(const std::vector<EdgeResult>& results, std::string_view command);
/// Ids, verdicts and what each is about, a line each.
std::string edges_list(std::span<const Edge> edges);
/// A page for people: the rules, and what came of their edges.
std::string edges_page(std::span<const Edge> edges, const std::vector<EdgeResult>& results);

/// `amend/frequency_code-3.scn`
std::string file_of(const Edge& edge);

}  // namespace lotusbox::examiner
