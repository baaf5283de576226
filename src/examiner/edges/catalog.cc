#include "examiner/edges/catalog.h"

#include <algorithm>
#include <map>

#include "api/rules/sets.h"
#include "base/check.h"
#include "examiner/edges/rows.h"

namespace lotusbox::examiner {

namespace {

constexpr NoEdge kNone[] = {
    {"request.inflated_size",
     "its boundary is a body of a megabyte once it is inflated, which no text file should hold; "
     "scenarios/control/compressed-bodies.scn stands on both sides"},
    {"image.size",
     "its boundary is a file of two megabytes, which no text file should hold; "
     "scenarios/paper/what-an-image-needs.scn stands on both sides"},
};

using Makers = std::map<std::string_view, void (*)(EdgeMaker&)>;

/// It is a bug to have two rows for a rule.
Makers makers() {
  Makers all;
  for (const std::span<const EdgeRow> rows :
       {source_edges(), paper_edges(), mandate_edges(), management_edges(), link_edges(),
        customer_edges(), debit_edges(), bank_edges(), juspay_edges(), call_edges(),
        control_edges(), setting_edges()}) {
    for (const EdgeRow& row : rows) {
      const bool added = all.emplace(row.rule, row.make).second;
      LOTUSBOX_CHECK(added, row.rule);
    }
  }
  return all;
}

void number(std::vector<Edge>& edges, std::size_t from) {
  for (std::size_t i = from; i < edges.size(); ++i) {
    edges[i].id = edge_id(edges[i].rule->id) + "-" + std::to_string(i - from + 1);
  }
}

bool is_wanted(std::string_view wanted, std::string_view rule) {
  if (wanted.ends_with('*')) return rule.starts_with(wanted.substr(0, wanted.size() - 1));
  return wanted == rule;
}

}  // namespace

std::vector<Edge> all_edges() {
  std::vector<Edge> edges;
  Makers left = makers();
  for (const Rule* rule : api::rule_sets().rules()) {
    const auto make = left.find(rule->id);
    if (make == left.end()) continue;
    const std::size_t from = edges.size();
    EdgeMaker maker(*rule, edges);
    make->second(maker);
    number(edges, from);
    left.erase(make);
  }
  LOTUSBOX_CHECK(left.empty(), left.empty() ? "" : left.begin()->first);
  return edges;
}

std::vector<Edge> edges_of(std::string_view wanted) {
  std::vector<Edge> edges = all_edges();
  std::erase_if(edges, [&](const Edge& edge) {
    return !is_wanted(wanted, edge.rule->id) && edge.id != wanted;
  });
  return edges;
}

std::span<const NoEdge> rules_without_edges() { return kNone; }

std::vector<std::string> gaps_of(const std::vector<Edge>& edges) {
  std::map<std::string_view, std::pair<bool, bool>> sides;  // passes, refused
  for (const Edge& edge : edges) {
    auto& [pass, fail] = sides[edge.rule->id];
    (edge.passes ? pass : fail) = true;
  }
  std::map<std::string_view, std::string_view> reasons;
  for (const NoEdge& none : kNone) reasons.emplace(none.rule, none.why);
  std::vector<std::string> gaps;
  for (const Rule* rule : api::rule_sets().rules()) {
    const auto [pass, fail] = sides[rule->id];
    const bool whole = pass && fail;
    const bool excused = reasons.erase(rule->id) > 0;
    if (whole && excused) gaps.push_back(std::string(rule->id) + " has cases and a reason");
    if (whole || excused) continue;
    gaps.push_back(std::string(rule->id) + (pass   ? " has no case that is refused"
                                            : fail ? " has no case that passes"
                                                   : " has neither cases nor a reason"));
  }
  for (const auto& [rule, why] : reasons) gaps.push_back(std::string(rule) + " is no rule");
  return gaps;
}

std::vector<std::string> edge_words(const std::vector<Edge>& edges) {
  std::vector<std::string> words;
  for (const Edge& edge : edges) {
    if (words.empty() || words.back() != edge.rule->id) words.emplace_back(edge.rule->id);
  }
  for (const Edge& edge : edges) words.push_back(edge.id);
  return words;
}

}  // namespace lotusbox::examiner
