// All boundary tests, made anew by each call: the tables of generators, in the order in which the
// rules are printed; and the rules that have none, with the reason.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "examiner/edges/edge.h"

namespace lotusbox::examiner {

std::vector<Edge> all_edges();

/// Those of one rule, or of all whose id begins so: `amend.*`; with its id, one edge.
std::vector<Edge> edges_of(std::string_view wanted);

std::span<const NoEdge> rules_without_edges();

/// Rules that lack a case on one side and have no reason, and reasons of rules that need none; a
/// sentence each. Empty when the tables are whole.
std::vector<std::string> gaps_of(const std::vector<Edge>& edges);

/// Ids of all rules that have edges, and of all edges: what `edges_of` understands.
std::vector<std::string> edge_words(const std::vector<Edge>& edges);

}  // namespace lotusbox::examiner
