// Rules of what the control plane shows of a world as a whole: its coverage, and links.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/behaviour/rule.h"
#include "core/model/field.h"

namespace lotusbox::api {

/// `GET /_mock/coverage`.
struct CoverageClaim {
  Field scope, format, threshold;
};

enum class ReportFormat : std::uint8_t { json, text, html };

std::optional<Refusal> refuse_coverage(const CoverageClaim& claim);
std::optional<ReportFormat> parse_report_format(std::string_view text);
/// A whole number from 0 to 100; nothing for any other.
std::optional<int> read_threshold(const Field& field);
std::vector<const Rule*> coverage_rule_list();

/// `GET /_mock/links`.
struct LinksClaim {
  Field mandate, source;
};
std::optional<Refusal> refuse_links(const LinksClaim& claim);

std::vector<const Rule*> links_rule_list();

}  // namespace lotusbox::api
