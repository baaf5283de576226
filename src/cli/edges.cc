// lotusbox edges: boundary tests made from the rules; run here, or written out for others to run.
#include <algorithm>
#include <filesystem>

#include "base/nearest.h"
#include "cli/commands.h"
#include "cli/report_files.h"
#include "cli/terminal.h"
#include "examiner/edges/catalog.h"
#include "examiner/edges/check.h"
#include "examiner/edges/data.h"
#include "sandbox/drivers.h"
#include "scenario/files.h"
#include "scenario/reports.h"

namespace lotusbox::cli {

namespace {

using examiner::Edge;
using examiner::EdgeResult;

constexpr const char* kName = "edges";

struct EdgesFlags {
  std::vector<std::string> rules;
  bool list = false;
  std::string scn, json, suite, folder;
  std::string url;
  std::string junit, tap, report_json, html;

  [[nodiscard]] int wishes() const {
    return int(list) + int(!scn.empty()) + int(!json.empty()) + int(!suite.empty());
  }
  [[nodiscard]] bool reports() const {
    return !junit.empty() || !tap.empty() || !report_json.empty() || !html.empty();
  }
};

int no_such_rule(const std::string& wanted) {
  const auto all = examiner::all_edges();
  for (const auto& none : examiner::rules_without_edges()) {
    if (none.rule != wanted) continue;
    return complain(kName, wanted + " has no cases: " + std::string(none.why), kUsage);
  }
  return complain(
      kName,
      "there is no rule, and no edge, " + wanted + did_you_mean(wanted, examiner::edge_words(all)),
      kUsage);
}

/// A file below a folder, which is made where it is missing.
std::string write_below(const std::string& folder, const std::string& name,
                        const std::string& text) {
  const std::filesystem::path path = std::filesystem::path(folder) / name;
  std::error_code error;
  std::filesystem::create_directories(path.parent_path(), error);
  if (error) return path.parent_path().string() + ": " + error.message();
  return scenario::write_file(path.string(), text);
}

int write_suite(const EdgesFlags& flags, const std::vector<Edge>& edges) {
  int written = 0;
  for (const auto& file : examiner::suite_files(flags.suite, edges)) {
    std::error_code error;
    const auto path = std::filesystem::path(flags.folder) / file.name;
    const bool own = file.name.find("lient") != std::string::npos;  // what its user may change
    if (own && std::filesystem::exists(path, error)) {
      say("lotusbox: " + path.string() + " is there already, and stays as it is");
      continue;
    }
    const std::string problem = write_below(flags.folder, file.name, file.text);
    if (!problem.empty()) return complain(kName, problem, kRuntime);
    ++written;
  }
  print(std::to_string(written) + " files in " + flags.folder + " with " +
        std::to_string(edges.size()) + " cases\n");
  return kFine;
}

std::vector<EdgeResult> check_all(const std::vector<Edge>& edges, const std::string& url,
                                  Sandbox& sandbox) {
  std::vector<EdgeResult> results;
  results.reserve(edges.size());
  for (const Edge& edge : edges) {
    std::unique_ptr<scenario::Driver> driver;
    if (url.empty()) {
      driver = std::make_unique<InProcessDriver>(sandbox);
    } else {
      driver = std::make_unique<HttpDriver>(url);
    }
    results.push_back(examiner::check_edge(edge, *driver));
  }
  return results;
}

bool all_agree(const std::vector<EdgeResult>& results) {
  return std::all_of(results.begin(), results.end(),
                     [](const EdgeResult& result) { return result.agrees(); });
}

std::string command_of(const EdgesFlags& flags) {
  return flags.url.empty() ? "lotusbox edges"
                           : "lotusbox edges --url " + scenario::shell_word(flags.url);
}

int write_scenarios(const EdgesFlags& flags, const std::vector<EdgeResult>& results) {
  for (const EdgeResult& result : results) {
    const std::string problem =
        write_below(flags.scn, result.run.script.file, scenario::print_script(result.run.script));
    if (!problem.empty()) return complain(kName, problem, kRuntime);
  }
  print(std::to_string(results.size()) + " scenarios in " + flags.scn + "\n");
  if (all_agree(results)) return kFine;
  say(examiner::edges_report(results, command_of(flags)));
  return kExpectationFailed;
}

int write_reports(const EdgesFlags& flags, const std::vector<Edge>& edges,
                  const std::vector<EdgeResult>& results) {
  std::vector<scenario::RunResult> runs;
  if (flags.reports()) {
    for (const EdgeResult& result : results) runs.push_back(result.run);
  }
  return write_report_files(kName,
                            {{flags.junit, [&] { return scenario::junit_report(runs); }},
                             {flags.tap, [&] { return scenario::tap_report(runs); }},
                             {flags.report_json, [&] { return scenario::json_report(runs); }},
                             {flags.html, [&] { return examiner::edges_page(edges, results); }}});
}

int run_edges(const EdgesFlags& flags, const std::vector<Edge>& edges) {
  auto sandbox = Sandbox::make({});
  if (!sandbox) return complain(kName, sandbox.error(), kRuntime);
  const auto results = check_all(edges, flags.url, *sandbox.value());
  if (!flags.scn.empty()) return write_scenarios(flags, results);
  const int written = write_reports(flags, edges, results);
  print_lines(examiner::edges_report(results, command_of(flags)));
  if (written != kFine) return written;
  return all_agree(results) ? kFine : kExpectationFailed;
}

int edges(const EdgesFlags& flags) {
  if (flags.wishes() > 1) {
    return misused(kName, "--list, --scn, --json and --suite exclude each other");
  }
  if (flags.suite.empty() != flags.folder.empty()) {
    return misused(kName, flags.suite.empty() ? "DIR is for --suite: pytest, node or phpunit"
                                              : "--suite needs DIR, where it is to be written");
  }
  const bool runs = flags.wishes() == 0;
  if (!runs && flags.reports()) {
    return misused(kName, "reports are of a run: leave out --list, --scn, --json and --suite");
  }
  if (!flags.url.empty() && !runs) return misused(kName, "--url is for a run");
  std::vector<Edge> wanted;
  if (flags.rules.empty()) wanted = examiner::all_edges();
  for (const std::string& rule : flags.rules) {
    auto some = examiner::edges_of(rule);
    if (some.empty()) return no_such_rule(rule);
    wanted.insert(wanted.end(), some.begin(), some.end());
  }
  if (flags.list) return print_lines(examiner::edges_list(wanted)) ? kFine : kRuntime;
  if (!flags.json.empty()) {
    const std::string problem = scenario::write_file(flags.json, examiner::edges_json(wanted));
    return problem.empty() ? kFine : complain(kName, problem, kRuntime);
  }
  if (!flags.suite.empty()) return write_suite(flags, wanted);
  return run_edges(flags, wanted);
}

constexpr const char* kExamples =
    "Without --list, --scn, --json and --suite the cases are run, and what does not agree with\n"
    "its rule is told; the exit code is then 4. A suite runs under lotusbox exec.\n"
    "\n"
    "Examples:\n"
    "  lotusbox edges\n"
    "  lotusbox edges --list --rule amend.amount_range\n"
    "  lotusbox edges --scn edges --rule \"cancel.*\"\n"
    "  lotusbox edges --suite pytest tests/edges && lotusbox exec -- pytest tests/edges\n"
    "  lotusbox edges --json - --rule source.frequency";

}  // namespace

Command edges_command() {
  auto flags = std::make_shared<EdgesFlags>();
  EdgesFlags& f = *flags;
  Command command(kName, kRunning, "Boundary tests made from the rules: run them, or write them");
  command.add({.name = "DIR",
               .value = "PATH",
               .help = "Where --suite writes; a client that is there already stays",
               .into = &f.folder});
  command.add({.name = "--rule",
               .value = "ID",
               .help = "Only the cases of this rule, of rules such as amend.*, or one case",
               .into = &f.rules});
  command.add({.name = "--list", .help = "Say what the cases are", .into = &f.list});
  const auto add_file = [&command](const char* name, const char* value, const char* help,
                                   std::string& into) {
    command.add({.name = name, .value = value, .help = help, .into = &into});
  };
  add_file("--scn", "PATH", "Write them as scenarios into this folder", f.scn);
  add_file("--json", "FILE", "Write them as data: world, call, and what is expected", f.json);
  add_file("--suite", "pytest|node|phpunit", "Write a suite that is ready to run into DIR",
           f.suite);
  add_file("--url", "URL", "Run them against a lotusbox that is up, not in process", f.url);
  add_file("--report-junit", "FILE", "Write a JUnit XML report", f.junit);
  add_file("--report-tap", "FILE", "Write a TAP report", f.tap);
  add_file("--report-json", "FILE", "Write a JSON report", f.report_json);
  add_file("--report-html", "FILE", "Write a page for people", f.html);
  command.footer = kExamples;
  command.run = [flags] { return edges(*flags); };
  return command;
}

}  // namespace lotusbox::cli
