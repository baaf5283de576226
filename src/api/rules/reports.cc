#include "api/rules/reports.h"

#include <algorithm>

#include "base/text.h"

namespace lotusbox::api {

namespace {

using enum Evidence;
using enum RefusalCode;

constexpr int kPercentMax = 100;

Objection scope_known(const CoverageClaim& c) {
  return when(c.scope.given() && c.scope.text != "world" && c.scope.text != "all",
              "scope must be world or all");
}
Objection format_known(const CoverageClaim& c) {
  return when(c.format.given() && !parse_report_format(c.format.text),
              "format must be json, text or html");
}
Objection threshold_fits(const CoverageClaim& c) {
  return when(c.threshold.given() && !read_threshold(c.threshold),
              "threshold must be a number from 0 to 100");
}

constexpr RuleRow<CoverageClaim> kCoverageRules[] = {
    {{"coverage.scope", parameter_invalid, "scope", assumed, "control plane",
      "The report is about this world or about all"},
     scope_known},
    {{"coverage.format", parameter_invalid, "format", assumed, "control plane",
      "The report is JSON, text or HTML"},
     format_known},
    {{"coverage.threshold", parameter_invalid_integer, "threshold", assumed, "control plane",
      "The threshold is from 0 to 100 percent"},
     threshold_fits},
};

Objection links_named_once(const LinksClaim& c) {
  return when(c.mandate.given() == c.source.given(), "Name one of mandate and source");
}

constexpr RuleRow<LinksClaim> kLinksRules[] = {
    {{"links.named_once", parameter_missing, "mandate", assumed, "control plane",
      "Exactly one of mandate and source is named"},
     links_named_once},
};

}  // namespace

std::optional<Refusal> refuse_coverage(const CoverageClaim& claim) {
  return first_refusal(std::span<const RuleRow<CoverageClaim>>(kCoverageRules), claim);
}

std::optional<ReportFormat> parse_report_format(std::string_view text) {
  constexpr std::string_view kFormats[] = {"json", "text", "html"};
  const auto* found = std::find(std::begin(kFormats), std::end(kFormats), text);
  if (found == std::end(kFormats)) return std::nullopt;
  return static_cast<ReportFormat>(found - std::begin(kFormats));
}

std::optional<int> read_threshold(const Field& field) {
  const auto percent = parse_integer(field.text);
  if (!percent || *percent < 0 || *percent > kPercentMax) return std::nullopt;
  return static_cast<int>(*percent);
}

std::vector<const Rule*> coverage_rule_list() {
  return rules_of(std::span<const RuleRow<CoverageClaim>>(kCoverageRules));
}

std::optional<Refusal> refuse_links(const LinksClaim& claim) {
  return first_refusal(std::span<const RuleRow<LinksClaim>>(kLinksRules), claim);
}

std::vector<const Rule*> links_rule_list() {
  return rules_of(std::span<const RuleRow<LinksClaim>>(kLinksRules));
}

}  // namespace lotusbox::api
