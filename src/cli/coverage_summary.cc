#include "cli/coverage_summary.h"

#include "base/text.h"
#include "scenario/json_value.h"

namespace lotusbox::cli {

namespace {

using scenario::JsonValue;

std::string share_text(const Share& share) {
  return std::to_string(share.percent()) + "% (" + std::to_string(share.exercised) + " of " +
         std::to_string(share.all) + ")";
}

/// `source` of `source.create`.
std::string_view machine_of(std::string_view row) { return row.substr(0, row.find('.')); }

}  // namespace

std::optional<CoverageSummary> read_coverage(std::string_view json) {
  const JsonValue answer = JsonValue::parse(json);
  if (!answer.at("rows").exists() || !answer.at("rules").exists()) return std::nullopt;
  CoverageSummary report;
  for (const JsonValue& row : answer.at("rows").items()) {
    ++report.rows.all;
    if (row.at("count").number().value_or(0) > 0) {
      ++report.rows.exercised;
    } else {
      report.never_tried.push_back(row.at("id").text());
    }
  }
  for (const JsonValue& rule : answer.at("rules").items()) {
    ++report.refusals.all;
    if (rule.at("refused").number().value_or(0) > 0) ++report.refusals.exercised;
  }
  return report;
}

std::string to_text(const CoverageSummary& report, bool gaps) {
  std::string text = "transitions taken   " + share_text(report.rows) + "\nrefusals seen       " +
                     share_text(report.refusals) + "\n";
  if (!gaps || report.never_tried.empty()) return text;
  text += "never tried:";
  std::string_view machine;
  std::size_t column = 0;
  constexpr std::size_t kColumns = 96;
  for (const std::string& row : report.never_tried) {
    if (machine_of(row) != machine || column + row.size() + 2 > kColumns) {
      machine = machine_of(row);
      text += "\n ";
      column = 1;
    }
    text += " " + row;
    column += 1 + row.size();
  }
  return text + "\n";
}

std::optional<std::size_t> parse_percent(std::string_view text) {
  if (text.ends_with('%')) text.remove_suffix(1);
  const auto number = all_digits(text) ? parse_integer(text) : std::nullopt;
  if (!number || *number > 100) return std::nullopt;
  return static_cast<std::size_t>(*number);
}

}  // namespace lotusbox::cli
