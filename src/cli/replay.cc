// lotusbox replay: runs scenario files, in process or against a server that is up.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>

#include "cli/commands.h"
#include "sandbox/drivers.h"
#include "scenario/completeness.h"
#include "scenario/files.h"
#include "scenario/reports.h"
#include "scenario/verbs.h"

namespace lotusbox::cli {

namespace {

using scenario::RunResult;
using scenario::Script;

struct ReplayOptions {
  std::vector<std::string> paths;
  std::string url;
  std::string junit, tap, json;
  bool accept = false;
  bool verbs = false;
  bool complete = false;
};

void say(std::string_view text) {
  std::fprintf(stderr, "%.*s\n", static_cast<int>(text.size()), text.data());
}

/// All scripts, or what keeps one from being read.
Result<std::vector<Script>, std::string> load(const std::vector<std::string>& paths) {
  auto files = scenario::find_scenarios(paths);
  if (!files) return failure(files.take_error());
  std::vector<Script> scripts;
  for (const std::string& file : files.value()) {
    const auto text = scenario::read_file(file);
    if (!text) return failure(std::string(text.error()));
    auto script = scenario::load_script(file, text.value());
    if (!script) return failure(scenario::to_text(script.error()));
    scripts.push_back(std::move(script.value()));
  }
  return scripts;
}

std::unique_ptr<scenario::Driver> make_driver(const ReplayOptions& options, Sandbox& sandbox) {
  if (options.url.empty()) return std::make_unique<InProcessDriver>(sandbox);
  return std::make_unique<HttpDriver>(options.url);
}

std::string coverage_of(const Script& script, scenario::Driver& driver) {
  return scenario::Session(driver, script.id).call("GET", "/_mock/coverage").raw.body;
}

void show_progress(std::size_t done, std::size_t all) {
  if (isatty(STDERR_FILENO) == 1) std::fprintf(stderr, "\r%zu of %zu", done, all);
}

/// Writes the reports that were asked for; says which one could not be written.
int write_reports(const ReplayOptions& options, const std::vector<RunResult>& results) {
  const std::pair<std::string, std::string> reports[] = {
      {options.junit, options.junit.empty() ? "" : scenario::junit_report(results)},
      {options.tap, options.tap.empty() ? "" : scenario::tap_report(results)},
      {options.json, options.json.empty() ? "" : scenario::json_report(results)}};
  for (const auto& [path, text] : reports) {
    if (path.empty()) continue;
    if (const std::string problem = scenario::write_file(path, text); !problem.empty()) {
      say("lotusbox replay: " + problem);
      return kRuntime;
    }
  }
  return kFine;
}

int accept_results(const std::vector<RunResult>& results) {
  int rewritten = 0;
  for (const RunResult& result : results) {
    if (result.passed()) continue;
    const Script accepted = scenario::accept(result.script, result);
    const std::string problem =
        scenario::write_file(result.script.file, scenario::print_script(accepted));
    if (!problem.empty()) {
      say("lotusbox replay: " + problem);
      return kRuntime;
    }
    ++rewritten;
  }
  std::printf("%d rewritten: read the diff, keep only what you understand\n", rewritten);
  return kFine;
}

std::string repeat_command(const ReplayOptions& options) {
  return options.url.empty() ? "lotusbox replay" : "lotusbox replay --url " + options.url;
}

int replay(const ReplayOptions& options) {
  if (options.verbs) {
    std::fputs(scenario::print_verbs().c_str(), stdout);
    return kFine;
  }
  auto scripts = load(options.paths);
  if (!scripts) {
    say("lotusbox replay: " + scripts.error());
    return kUnreadableFile;
  }
  auto sandbox = Sandbox::make({});
  if (!sandbox) {
    say("lotusbox replay: " + sandbox.error());
    return kRuntime;
  }
  std::vector<RunResult> results;
  std::string coverage;
  for (const Script& script : scripts.value()) {
    const auto driver = make_driver(options, *sandbox.value());
    const auto start = std::chrono::steady_clock::now();
    results.push_back(scenario::run(script, *driver));
    const auto took = std::chrono::steady_clock::now() - start;
    results.back().took_ms = std::chrono::duration_cast<std::chrono::milliseconds>(took).count();
    if (options.complete) {
      const std::string own = coverage_of(script, *driver);
      coverage = coverage.empty() ? own : scenario::add_coverage(coverage, own);
    }
    show_progress(results.size(), scripts->size());
  }
  if (isatty(STDERR_FILENO) == 1) std::fputs("\r", stderr);
  if (options.accept) return accept_results(results);
  bool complete = true;
  if (options.complete) {
    for (const std::string& gap : scenario::missing(coverage)) {
      std::printf("%s\n", gap.c_str());
      complete = false;
    }
  }
  std::fputs(scenario::text_report(results, repeat_command(options)).c_str(), stdout);
  if (const int written = write_reports(options, results); written != kFine) return written;
  if (scenario::count(results).failed > 0) return kExpectationFailed;
  return complete ? kFine : kBelowThreshold;
}

}  // namespace

void add_replay(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ReplayOptions>();
  CLI::App* command =
      app.add_subcommand("replay", "Run scenario files and compare what they print");
  ReplayOptions& o = *options;
  command->add_option("PATH", o.paths, "Scenario files, or folders of them");
  command->add_option("--url", o.url, "Run against a lotusbox that is up, not in process");
  command->add_flag("--accept", o.accept, "Rewrite expectations to what came out");
  command->add_flag("--verbs", o.verbs, "Print the verbs of the scenario language");
  command->add_flag("--complete", o.complete,
                    "Also fail when a row or rule is exercised by no scenario");
  command->add_option("--report-junit", o.junit, "Write a JUnit XML report to this file");
  command->add_option("--report-tap", o.tap, "Write a TAP report to this file");
  command->add_option("--report-json", o.json, "Write a JSON report to this file");
  command->callback([options, command, &exit_code] {
    if (options->paths.empty() && !options->verbs) throw CLI::RequiredError("PATH");
    exit_code = replay(*options);
    static_cast<void>(command);
  });
}

}  // namespace lotusbox::cli
