#include "cli/coverage_summary.h"

#include <algorithm>

#include "base/columns.h"
#include "base/nearest.h"
#include "base/text.h"
#include "scenario/files.h"
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

bool contains(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool fits(std::string_view pattern, std::string_view id) {
  if (!pattern.ends_with('*')) return pattern == id;
  return id.starts_with(pattern.substr(0, pattern.size() - 1));
}

bool fits_any(const std::vector<std::string>& patterns, std::string_view id) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return fits(pattern, id); });
}

/// Which word of the filter names nothing in the answer.
std::string unknown_of(const JsonValue& answer, const CoverageFilter& filter) {
  std::vector<std::string> ids, machines;
  for (const JsonValue& row : answer.at("rows").items()) {
    ids.push_back(row.at("id").text());
    const std::string machine = row.at("machine").text();
    if (!contains(machines, machine)) machines.push_back(machine);
  }
  for (const std::string& machine : filter.machines) {
    if (contains(machines, machine)) continue;
    return "there is no machine " + machine + did_you_mean(machine, machines);
  }
  for (const std::string& pattern : filter.ignored) {
    const auto named = [&](const std::string& id) { return fits(pattern, id); };
    if (std::any_of(ids.begin(), ids.end(), named)) continue;
    return "there is no transition " + pattern + did_you_mean(pattern, ids);
  }
  return {};
}

Share& share_of(std::vector<MachineShare>& machines, const std::string& machine) {
  for (MachineShare& known : machines) {
    if (known.machine == machine) return known.rows;
  }
  return machines.emplace_back(MachineShare{machine, {}}).rows;
}

std::optional<std::size_t> parse_percent(std::string_view text) {
  if (text.ends_with('%')) text.remove_suffix(1);
  const auto number = all_digits(text) ? parse_integer(text) : std::nullopt;
  if (!number || *number > 100) return std::nullopt;
  return static_cast<std::size_t>(*number);
}

}  // namespace

Result<CoverageSummary, std::string> read_coverage(std::string_view json,
                                                   const CoverageFilter& filter) {
  const JsonValue answer = JsonValue::parse(json);
  if (!answer.at("rows").exists() || !answer.at("rules").exists()) {
    return failure(std::string("what answered is no coverage"));
  }
  if (std::string unknown = unknown_of(answer, filter); !unknown.empty()) {
    return failure(std::move(unknown));
  }
  CoverageSummary report;
  for (const JsonValue& row : answer.at("rows").items()) {
    const std::string machine = row.at("machine").text();
    const std::string id = row.at("id").text();
    if (!filter.machines.empty() && !contains(filter.machines, machine)) continue;
    if (fits_any(filter.ignored, id)) continue;
    Share& own = share_of(report.machines, machine);
    const bool taken = row.at("count").number().value_or(0) > 0;
    for (Share* share : {&report.rows, &own}) {
      ++share->all;
      if (taken) ++share->exercised;
    }
    if (!taken) report.never_tried.push_back(id);
  }
  for (const JsonValue& rule : answer.at("rules").items()) {
    if (rule.at("control_plane").text() == "true") continue;
    ++report.refusals.all;
    if (rule.at("refused").number().value_or(0) > 0) ++report.refusals.exercised;
  }
  return report;
}

Result<std::vector<std::string>, std::string> read_ignore_file(const std::string& path) {
  const auto text = scenario::read_file(path);
  if (!text) return failure(std::string(text.error()));
  std::vector<std::string> ids;
  for (const std::string_view line : split(text.value(), '\n')) {
    const std::string_view id = trim(line.substr(0, line.find('#')));
    if (!id.empty()) ids.emplace_back(id);
  }
  return ids;
}

Result<CoverageFilter, std::string> coverage_filter(std::string_view machines,
                                                    const std::string& ignore_file) {
  CoverageFilter filter;
  for (const std::string_view machine : split(machines, ',')) {
    if (!trim(machine).empty()) filter.machines.emplace_back(trim(machine));
  }
  if (ignore_file.empty()) return filter;
  auto ignored = read_ignore_file(ignore_file);
  if (!ignored) return failure(ignored.take_error());
  filter.ignored = std::move(ignored.value());
  return filter;
}

std::string to_text(const CoverageSummary& report, bool details) {
  std::string text = "transitions taken   " + share_text(report.rows) + ", refusals seen " +
                     share_text(report.refusals) + "\n";
  if (!details) return text;
  for (const MachineShare& machine : report.machines) {
    text += ColumnLine().add("  " + machine.machine, 22).add(share_text(machine.rows)).end();
  }
  if (report.never_tried.empty()) return text;
  text += "never tried:\n";
  constexpr std::size_t kRight = 96;
  for (std::size_t i = 0; i < report.never_tried.size();) {
    const std::string_view machine = machine_of(report.never_tried[i]);
    std::string rows;
    for (; i < report.never_tried.size() && machine_of(report.never_tried[i]) == machine; ++i) {
      rows += (rows.empty() ? "" : " ") + report.never_tried[i];
    }
    text += filled("", rows, 2, kRight);
  }
  return text;
}

std::optional<Thresholds> parse_thresholds(std::string_view text) {
  Thresholds thresholds;
  for (const std::string_view part : split(text, ',')) {
    const auto colon = part.find(':');
    const auto percent = parse_percent(colon == part.npos ? part : part.substr(colon + 1));
    if (!percent || colon == 0) return std::nullopt;
    if (colon == part.npos) {
      thresholds.all = percent;
    } else {
      thresholds.machines.emplace_back(part.substr(0, colon), *percent);
    }
  }
  return thresholds;
}

std::vector<std::string> below(const CoverageSummary& report, const Thresholds& thresholds) {
  std::vector<std::string> missed;
  if (thresholds.all && report.rows.percent() < *thresholds.all) {
    missed.push_back("below the threshold of " + std::to_string(*thresholds.all) + "%");
  }
  std::vector<std::string> names;
  for (const MachineShare& machine : report.machines) names.push_back(machine.machine);
  for (const auto& [name, percent] : thresholds.machines) {
    const auto found = std::find_if(report.machines.begin(), report.machines.end(),
                                    [&](const MachineShare& one) { return one.machine == name; });
    if (found == report.machines.end()) {
      missed.push_back("there is no machine " + name + did_you_mean(name, names));
    } else if (found->rows.percent() < percent) {
      missed.push_back(name + " " + share_text(found->rows) + ", below its threshold of " +
                       std::to_string(percent) + "%");
    }
  }
  return missed;
}

}  // namespace lotusbox::cli
