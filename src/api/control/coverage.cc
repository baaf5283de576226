#include "api/control/coverage.h"

#include <algorithm>

#include "api/control/rows.h"
#include "api/conventions.h"
#include "api/pages/html.h"
#include "api/rules/reports.h"
#include "api/rules/sets.h"
#include "base/text.h"
#include "core/behaviour/link/machine.h"

namespace lotusbox::api {

namespace {

using wire::kMembers;
using wire::Member;
using wire::OrNull;
using wire::rows;
using wire::write_object;

/// How a link can come to its end without a row, by the rule that says so.
struct RuleOutcome {
  std::string_view rule, outcome;
};
constexpr RuleOutcome kRuleOutcomes[] = {
    {"link.used", "used"},
    {"link.expired", "expired"},
    {"link.closed", "closed"},
    {"link.unknown", "unknown"},
};

/// The item of that name, made when there is none yet.
Tried& item(CoverageGroup& group, std::string_view id) {
  for (Tried& known : group.items) {
    if (known.id == id) return known;
  }
  return group.items.emplace_back(Tried{.id = id, .part = group.name});
}

CoverageGroup rows_group(const Coverage& coverage) {
  CoverageGroup group{"rows", "Transitions", {}};
  std::uint16_t ordinal = 0;
  for (const MachineTable* table : all_machines()) {
    for (const Row& row : table->rows) {
      const auto word = [&](std::uint8_t state) {
        return state >= kBack ? std::string_view() : table->states[state];
      };
      group.items.push_back({row.id, table->name, coverage.row(ordinal++), row.evidence,
                             row.events_evidence(), word(row.from), word(row.to)});
    }
  }
  return group;
}

CoverageGroup rules_group(const Coverage& coverage) {
  CoverageGroup group{"rules", "Rules that refused", {}};
  const auto rules = coverage.sets().rules();
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const std::string_view id = rules[i]->id;
    Tried tried{id, id.substr(0, id.find('.')), coverage.refused(i), rules[i]->evidence};
    tried.of_control_plane = rules[i]->source == "control plane";
    group.items.push_back(tried);
  }
  return group;
}

CoverageGroup codes_group(const Coverage& coverage) {
  CoverageGroup group{"codes", "Error codes", {}};
  const auto rules = coverage.sets().rules();
  for (std::size_t i = 0; i < rules.size(); ++i) {
    item(group, to_text(rules[i]->code)).count += coverage.refused(i);
  }
  return group;
}

CoverageGroup events_group(const Coverage& coverage) {
  CoverageGroup group{"event_types", "Event types", {}};
  for (std::uint16_t ordinal = 0; ordinal < row_count(); ++ordinal) {
    const Row& row = row_of_ordinal(ordinal);
    for (std::uint8_t i = 0; i < row.raises.count; ++i) {
      item(group, to_text(row.raises.types[i])).count += coverage.row(ordinal);
    }
  }
  return group;
}

CoverageGroup links_group(const Coverage& coverage) {
  CoverageGroup group{"link_outcomes", "What became of links", {}};
  for (const Row& row : kLinkMachine.rows) {
    if (row.on == LinkTrigger::issue) continue;
    item(group, to_text(row.on)).count += coverage.row(row_ordinal(row));
  }
  item(group, "abandoned").count = coverage.abandoned();
  const auto rules = coverage.sets().rules();
  for (std::size_t i = 0; i < rules.size(); ++i) {
    for (const RuleOutcome& known : kRuleOutcomes) {
      if (known.rule == rules[i]->id) item(group, known.outcome).count = coverage.refused(i);
    }
  }
  return group;
}

struct ItemView {
  const Tried& tried;
  std::uint64_t passed = 0;  ///< of a rule
};

constexpr auto kId = [](const ItemView& v) { return v.tried.id; };
constexpr auto kCount = [](const ItemView& v) { return v.tried.count; };
constexpr auto kEvidence = [](const ItemView& v) { return v.tried.evidence; };
constexpr auto kTried = rows<ItemView>({{"id", kId}, {"count", kCount}});
constexpr auto kRow = rows<ItemView>({
    {"id", kId},
    {"machine", [](const auto& v) { return v.tried.part; }},
    {"from", [](const auto& v) { return OrNull{v.tried.from}; }},
    {"to", [](const auto& v) { return OrNull{v.tried.to}; }},
    {"count", kCount},
    {"evidence", kEvidences, kEvidence},
    {"event_evidence", "'documented'|'observed'|'assumed'?",
     [](const auto& v) { return v.tried.event_evidence; }},
});
constexpr auto kRule = rows<ItemView>({
    {"id", kId},
    {"passed", [](const auto& v) { return v.passed; }},
    {"refused", kCount},
    {"evidence", kEvidences, kEvidence},
    {"control_plane", [](const auto& v) { return v.tried.of_control_plane; }},
});
constexpr auto kShare = rows<CoverageGroup>({
    {"covered", [](const auto& group) { return group.covered(); }},
    {"total", [](const auto& group) { return group.items.size(); }},
    {"percent", [](const auto& group) { return group.percent(); }},
});
constexpr std::string_view kGroups[] = {"rows", "rules", "codes", "event_types", "link_outcomes"};

/// One member for each group.
constexpr auto for_groups(std::string_view rows_type, std::string_view rules_type,
                          std::string_view type) {
  std::array<Member, std::size(kGroups)> all{};
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i] = {kGroups[i], i == 0 ? rows_type : i == 1 ? rules_type : type};
  return all;
}
constexpr auto kShares = for_groups("@Share", "@Share", "@Share");
constexpr auto kNeverTried = for_groups("[text]", "[text]", "[text]");
constexpr auto kLists = for_groups("[@RowCoverage]", "[@RuleCoverage]", "[@Tried]");
constexpr Member kScope[] = {{"scope", "'world'|'all'"}};
constexpr Member kSums[] = {{"summary", "@Shares"},
                            {"threshold", "int", true},
                            {"below", "bool", true},
                            {"never_tried", "@NeverTried", true}};
constexpr auto kReport = wire::joined(std::to_array(kScope), kLists, std::to_array(kSums));
constexpr wire::Schema kSchemas[] = {
    {"Tried", kMembers<kTried>},
    {"RowCoverage", kMembers<kRow>},
    {"RuleCoverage", kMembers<kRule>},
    {"Share", kMembers<kShare>},
    {"Shares", kShares},
    {"NeverTried", kNeverTried},
    {"Coverage", kReport},
};

/// The items of one group; `passed` is that of each rule, or empty.
template <class Table>
void write_items(JsonWriter& out, const Table& table, const CoverageGroup& group,
                 const std::vector<std::uint64_t>& passed = {}) {
  out.key(group.name).begin_array();
  for (std::size_t i = 0; i < group.items.size(); ++i) {
    write_object(out, table, ItemView{group.items[i], passed.empty() ? 0 : passed[i]});
  }
  out.end_array();
}

void write_summary(JsonWriter& out, const CoverageReport& report) {
  out.key("summary").begin_object();
  for (const CoverageGroup& group : report.groups) {
    out.key(group.name);
    write_object(out, kShare, group);
  }
  out.end_object();
}

void write_threshold(JsonWriter& out, const CoverageReport& report) {
  if (!report.threshold) return;
  out.field("threshold", *report.threshold).field("below", report.below());
  out.key("never_tried").begin_object();
  for (const CoverageGroup& group : report.groups) {
    out.key(group.name).begin_array();
    for (const Tried& tried : group.items) {
      if (tried.count == 0) out.text(tried.id);
    }
    out.end_array();
  }
  out.end_object();
}

std::string share(std::size_t covered, std::size_t total) {
  return std::to_string(covered) + " of " + std::to_string(total);
}

ReportFormat format_of(const Call& call, const CoverageClaim& claim) {
  if (const auto named = parse_report_format(claim.format.text)) return *named;
  const std::string accept = to_lower(find_header(call.request.headers, "Accept").value_or(""));
  if (accept.find("text/html") != std::string::npos) return ReportFormat::html;
  const bool json = accept.find("json") != std::string::npos;
  return !json && accept.find("text/plain") != std::string::npos ? ReportFormat::text
                                                                 : ReportFormat::json;
}

Coverage coverage_of_world(Call& call) {
  Coverage coverage = call.session->slot().coverage;
  coverage.add(call.engine.access_coverage());
  return coverage;
}

/// Each world is locked in its turn, and nothing else meanwhile.
Coverage coverage_of_all(Call& call) {
  const auto slot = call.session->shared_slot();
  call.end_session();
  Coverage coverage = call.engine.whole_coverage();
  call.session.emplace(call.engine.lock(slot));
  return coverage;
}

}  // namespace

wire::SchemaList control_coverage_schemas() { return kSchemas; }

std::size_t CoverageGroup::covered() const {
  return static_cast<std::size_t>(std::count_if(
      items.begin(), items.end(), [](const Tried& tried) { return tried.count > 0; }));
}

int CoverageGroup::percent() const {
  return items.empty() ? 0 : static_cast<int>(covered() * 100 / items.size());
}

bool CoverageReport::below() const { return threshold && groups.front().percent() < *threshold; }

CoverageReport make_report(const Coverage& coverage) {
  CoverageReport report;
  report.groups = {rows_group(coverage), rules_group(coverage), codes_group(coverage),
                   events_group(coverage), links_group(coverage)};
  const std::size_t rules = coverage.sets().rules().size();
  for (std::size_t i = 0; i < rules; ++i) report.passed.push_back(coverage.passed(i));
  return report;
}

std::vector<CoveragePart> parts_of(const CoverageGroup& group) {
  std::vector<CoveragePart> parts;
  for (const Tried& tried : group.items) {
    auto part = std::find_if(parts.begin(), parts.end(),
                             [&](const CoveragePart& known) { return known.name == tried.part; });
    if (part == parts.end()) part = parts.insert(part, {tried.part, {}, 0});
    part->items.push_back(&tried);
    if (tried.count > 0) ++part->covered;
  }
  for (CoveragePart& part : parts) {
    std::stable_partition(part.items.begin(), part.items.end(),
                          [](const Tried* tried) { return tried->count == 0; });
  }
  return parts;
}

std::string coverage_json(const CoverageReport& report) {
  JsonWriter out;
  out.begin_object().field("scope", report.of_all_worlds ? "all" : "world");
  write_items(out, kRow, report.groups[0]);
  write_items(out, kRule, report.groups[1], report.passed);
  for (std::size_t i = 2; i < report.groups.size(); ++i) write_items(out, kTried, report.groups[i]);
  write_summary(out, report);
  write_threshold(out, report);
  out.end_object();
  return out.take();
}

std::string coverage_text(const CoverageReport& report) {
  std::string out =
      report.of_all_worlds ? "Tried so far, in all worlds\n\n" : "Tried so far, in this world\n\n";
  for (const CoverageGroup& group : report.groups) {
    std::string line = "  " + std::string(group.title);
    line.resize(26, ' ');
    out += line + share(group.covered(), group.items.size()) + " (" +
           std::to_string(group.percent()) + "%)\n";
  }
  if (report.threshold) {
    out += "\n  " + std::string(report.below() ? "Below" : "Not below") + " the threshold of " +
           std::to_string(*report.threshold) + "% of the transitions\n";
  }
  for (const CoverageGroup& group : report.groups) {
    out += "\n" + std::string(group.title) + "\n";
    for (const CoveragePart& part : parts_of(group)) {
      out += "\n  " + std::string(part.name) + ": " + share(part.covered, part.items.size()) + "\n";
      for (const Tried* tried : part.items) {
        const std::string count = tried->count == 0 ? "never" : std::to_string(tried->count);
        out += std::string(count.size() < 8 ? 8 - count.size() : 0, ' ') + count + "  " +
               std::string(tried->id) + "\n";
      }
    }
  }
  return out;
}

Answer control_coverage(Call& call) {
  const CoverageClaim claim{call.query.field("scope"), call.query.field("format"),
                            call.query.field("threshold")};
  const bool all = claim.scope.text == "all";
  // To lock world after world may take a while.
  if (all && !call.may_wait) return {.not_now = true};
  if (auto no = asked(call, kCoverageRules, refuse_coverage(claim))) return std::move(*no);
  CoverageReport report = make_report(all ? coverage_of_all(call) : coverage_of_world(call));
  report.of_all_worlds = all;
  report.threshold = read_threshold(claim.threshold);
  Answer answer;
  switch (format_of(call, claim)) {
    case ReportFormat::json: return json_answer(coverage_json(report));
    case ReportFormat::text:
      answer.body = coverage_text(report);
      answer.content_type = "text/plain; charset=utf-8";
      break;
    case ReportFormat::html:
      return html_answer(render_coverage(report, format_ist(call.world().now)));
  }
  return answer;
}

}  // namespace lotusbox::api
