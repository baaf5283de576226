// lotusbox replay: runs scenario files, in process or against a server that is up.
#include <unistd.h>

#include <cstdio>
#include <mutex>

#include "cli/commands.h"
#include "cli/replay_run.h"
#include "cli/terminal.h"
#include "sandbox/drivers.h"
#include "scenario/completeness.h"
#include "scenario/files.h"
#include "scenario/reports.h"
#include "scenario/verbs.h"

namespace lotusbox::cli {

namespace {

using scenario::RunResult;
using scenario::Script;

constexpr std::size_t kJobsMax = 64;

struct ReplayFlags {
  std::vector<std::string> paths;
  std::string url;
  std::string junit, tap, json;
  std::uint64_t jobs = 1;
  bool fail_fast = false;
  bool accept = false;
  bool verbs = false;
  bool complete = false;
};

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

std::unique_ptr<scenario::Driver> make_driver(const ReplayFlags& flags, Sandbox& sandbox) {
  if (flags.url.empty()) return std::make_unique<InProcessDriver>(sandbox);
  return std::make_unique<HttpDriver>(flags.url);
}

/// What all scripts together exercised; filled by several threads.
struct Exercised {
  std::mutex mutex;
  std::string coverage;

  void add(const Script& script, scenario::Driver& driver) {
    const std::string own =
        scenario::Execution(driver, script.id).call("GET", "/_mock/coverage").raw.body;
    const std::lock_guard lock(mutex);
    coverage = coverage.empty() ? own : scenario::add_coverage(coverage, own);
  }
};

/// Writes the reports that were asked for; says which one could not be written.
int write_reports(const ReplayFlags& flags, const std::vector<RunResult>& results) {
  const std::pair<std::string, std::string> reports[] = {
      {flags.junit, flags.junit.empty() ? "" : scenario::junit_report(results)},
      {flags.tap, flags.tap.empty() ? "" : scenario::tap_report(results)},
      {flags.json, flags.json.empty() ? "" : scenario::json_report(results)}};
  int exit_code = kFine;
  for (const auto& [path, text] : reports) {
    if (path.empty()) continue;
    if (const std::string problem = scenario::write_file(path, text); !problem.empty()) {
      exit_code = complain("replay", problem, kRuntime);
    }
  }
  return exit_code;
}

int accept_results(const std::vector<RunResult>& results) {
  int rewritten = 0;
  for (const RunResult& result : results) {
    if (result.passed() || result.skipped()) continue;
    const Script accepted = scenario::accept(result.script, result);
    const std::string problem =
        scenario::write_file(result.script.file, scenario::print_script(accepted));
    if (!problem.empty()) return complain("replay", problem, kRuntime);
    ++rewritten;
  }
  print(std::to_string(rewritten) + " rewritten: read the diff, keep only what you understand\n");
  return kFine;
}

std::string repeat_command(const ReplayFlags& flags, const std::string& program) {
  const std::string command = scenario::shell_word(program) + " replay";
  return flags.url.empty() ? command : command + " --url " + scenario::shell_word(flags.url);
}

bool print_gaps(const std::string& coverage) {
  const auto gaps = scenario::missing(coverage);
  for (const std::string& gap : gaps) print(gap + "\n");
  return gaps.empty();
}

/// All that is to be said and written at the end of a run, also of one that was broken off.
int conclude(const ReplayFlags& flags, const std::string& program, const RunEnd& end,
             const std::string& coverage) {
  if (flags.accept && end.signal == 0) return accept_results(end.results);
  const int written = write_reports(flags, end.results);  // first: the reader may have gone
  const bool complete = !flags.complete || end.signal != 0 || print_gaps(coverage);
  print_lines(scenario::text_report(end.results, repeat_command(flags, program)));
  if (end.signal != 0) return kSignalBase + end.signal;
  if (written != kFine) return written;
  if (scenario::count(end.results).failed > 0) return kExpectationFailed;
  return complete ? kFine : kBelowThreshold;
}

int replay(const ReplayFlags& flags, const std::string& program) {
  if (flags.verbs) return print(scenario::print_verbs()) ? kFine : kRuntime;
  auto scripts = load(flags.paths);
  if (!scripts) return complain("replay", scripts.error(), kUnreadableFile);
  stop_ignoring({SIGINT, SIGTERM});
  const HeldSignals signals({SIGINT, SIGTERM, SIGUSR1});
  auto sandbox = Sandbox::make({});
  if (!sandbox) return complain("replay", sandbox.error(), kRuntime);
  Exercised exercised;
  RunPlan plan{std::move(scripts.value()), flags.jobs, flags.fail_fast, nullptr};
  plan.run = [&](const Script& script) {
    const auto driver = make_driver(flags, *sandbox.value());
    RunResult result = scenario::run(script, *driver);
    if (flags.complete) exercised.add(script, *driver);
    return result;
  };
  const RunEnd end = run_all(std::move(plan), signals);
  if (end.threads_left) {  // they use what would be destroyed below
    const int exit_code = conclude(flags, program, end, {});
    std::fflush(nullptr);
    _exit(exit_code);
  }
  return conclude(flags, program, end, exercised.coverage);
}

}  // namespace

Command replay_command(const Invocation& invocation) {
  auto flags = std::make_shared<ReplayFlags>();
  Command command("replay", kRunning, "Run scenario files and compare what they print");
  ReplayFlags& f = *flags;
  command.add({.name = "PATH",
               .value = "PATH",
               .help = "Scenario files, or folders of them",
               .into = &f.paths});
  command.add({.name = "--url",
               .value = "URL",
               .help = "Run against a lotusbox that is up, not in process",
               .into = &f.url});
  command.add({.name = "--jobs",
               .value = "N",
               .help = "How many run at the same time, each in its own world",
               .into = &f.jobs,
               .range = {{1, kJobsMax}},
               .shows_default = true});
  const auto add_flag = [&command](const char* name, const char* help, bool& into) {
    command.add({.name = name, .help = help, .into = &into});
  };
  add_flag("--fail-fast", "Begin no other after one that fails", f.fail_fast);
  add_flag("--accept", "Rewrite expectations to what came out", f.accept);
  add_flag("--verbs", "Print the verbs of the scenario language", f.verbs);
  add_flag("--complete", "Also fail when a row or rule is exercised by no scenario", f.complete);
  const auto add_file = [&command](const char* name, const char* help, std::string& into) {
    command.add({.name = name, .value = "FILE", .help = help, .into = &into});
  };
  add_file("--report-junit", "Write a JUnit XML report", f.junit);
  add_file("--report-tap", "Write a TAP report", f.tap);
  add_file("--report-json", "Write a JSON report", f.json);
  command.footer =
      "Reports are written even when SIGINT or SIGTERM ends the run; what was not run is\n"
      "reported as skipped. Every failure names the command that repeats it.\n"
      "\n"
      "Examples:\n"
      "  lotusbox replay scenarios --report-junit junit.xml --report-tap out.tap\n"
      "  lotusbox replay --url http://127.0.0.1:5688 scenarios/amend\n"
      "  lotusbox replay --accept my.scn";
  command.run = [flags, &invocation] {
    if (flags->paths.empty() && !flags->verbs) return misused("replay", "PATH is required");
    return replay(*flags, invocation.program);
  };
  return command;
}

}  // namespace lotusbox::cli
