// Boundary tests for other test frameworks: as JSON, and as suites that are ready to run.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "examiner/edges/edge.h"

namespace lotusbox::examiner {

/// `{"edges":[…],"without_edges":[…]}`, one edge a line.
std::string edges_json(std::span<const Edge> edges);

struct SuiteFile {
  std::string name;
  std::string text;
};

/// The kinds of suites: pytest, node, phpunit.
std::vector<std::string> suite_kinds();
/// The files of a suite; none when there is no such kind.
std::vector<SuiteFile> suite_files(std::string_view kind, std::span<const Edge> edges);

}  // namespace lotusbox::examiner
