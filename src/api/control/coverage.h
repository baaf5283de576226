// What has been tried so far, as a report that can be written as JSON, as text for a terminal, or
// as a page. Everything in it follows from the counts of rows and rules.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/call.h"

namespace lotusbox::api {

Answer control_coverage(Call& call);

/// One thing that can be tried.
struct Tried {
  std::string_view id;
  std::string_view part;    ///< what it belongs to: the machine of a row, the subject of a rule
  std::uint64_t count = 0;  ///< how often a row was taken, a rule refused, …
  Evidence evidence = Evidence::documented;
  std::optional<Evidence> event_evidence = std::nullopt;  ///< of the events of a row
  std::string_view from = {}, to = {};  ///< states of a row; empty: before it exists, or back
  bool of_control_plane = false;        ///< a rule that no call to a vendor's API is asked
};

struct CoverageGroup {
  std::string_view name;   ///< `event_types`
  std::string_view title;  ///< `Event types`
  std::vector<Tried> items;

  [[nodiscard]] std::size_t covered() const;
  /// Rounded down, so that 100 means all.
  [[nodiscard]] int percent() const;
};

struct CoverageReport {
  bool of_all_worlds = false;
  std::optional<int> threshold;       ///< percent of the rows
  std::vector<CoverageGroup> groups;  ///< rows, rules, codes, event_types, link_outcomes
  std::vector<std::uint64_t> passed;  ///< of each rule

  [[nodiscard]] bool below() const;
};

[[nodiscard]] CoverageReport make_report(const Coverage& coverage);
[[nodiscard]] std::string coverage_json(const CoverageReport& report);
/// Grouped by machine and subject; what was never tried comes first.
[[nodiscard]] std::string coverage_text(const CoverageReport& report);
/// pages/coverage_page.cc
[[nodiscard]] std::string render_coverage(const CoverageReport& report, std::string_view now);

/// The items of a group by what they belong to, those that were never tried first.
struct CoveragePart {
  std::string_view name;
  std::vector<const Tried*> items;
  std::size_t covered = 0;
};
[[nodiscard]] std::vector<CoveragePart> parts_of(const CoverageGroup& group);

}  // namespace lotusbox::api
