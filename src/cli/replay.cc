// lotusbox replay: runs scenario files, in process or against a server that is up.
#include <unistd.h>

#include <cstdio>
#include <mutex>

#include "base/nearest.h"
#include "cli/commands.h"
#include "cli/replay_run.h"
#include "cli/report_files.h"
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
constexpr std::string_view kAllVerbs = "all";

struct ReplayFlags {
  std::vector<std::string> paths;
  std::string url;
  std::string junit, tap, json;
  std::uint64_t jobs = 1;
  bool fail_fast = false;
  bool accept = false;
  std::string verbs;
  bool complete = false;
};

/// What was read: scripts, or results of the files that cannot be read.
struct Loaded {
  std::vector<Script> scripts;
  std::vector<RunResult> unreadable;
};

std::string faults_of(Result<Script, scenario::ParseError>& script) {
  if (!script) return scenario::to_text(script.error());
  std::string all;
  for (const auto& fault : scenario::check_verbs(script.value())) {
    all += (all.empty() ? "" : "\n") + scenario::to_text(fault);
  }
  return all;
}

/// All files, also after one that cannot be read, so that all faults are told at once.
Result<Loaded, std::string> load(const std::vector<std::string>& paths,
                                 scenario::Expected expected) {
  auto files = scenario::find_scenarios(paths);
  if (!files) return failure(files.take_error());
  Loaded loaded;
  for (const std::string& file : files.value()) {
    const auto text = scenario::read_file(file);
    if (!text) return failure(std::string(text.error()));
    auto script = scenario::parse_script(file, text.value(), expected);
    std::string faults = faults_of(script);
    if (!faults.empty()) {
      loaded.unreadable.push_back(scenario::unreadable(file, std::move(faults)));
    } else {
      loaded.scripts.push_back(std::move(script.value()));
    }
  }
  return loaded;
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
  return write_report_files("replay",
                            {{flags.junit, [&] { return scenario::junit_report(results); }},
                             {flags.tap, [&] { return scenario::tap_report(results); }},
                             {flags.json, [&] { return scenario::json_report(results); }}});
}

/// Says all faults of the files that showed while they ran; false when there were none.
bool tell_faults(const std::vector<RunResult>& results) {
  bool any = false;
  for (const RunResult& result : results) {
    for (const scenario::ParseError& fault : result.faults()) {
      complain("replay", scenario::to_text(fault), kUnreadableFile);
      any = true;
    }
  }
  return any;
}

/// Nothing runs when a file cannot be read: the reports say of which, and that the others did not
/// run, so that no report of an earlier run stays in their place.
int tell_unreadable(const ReplayFlags& flags, Loaded loaded) {
  std::vector<RunResult> results = std::move(loaded.unreadable);
  for (const RunResult& result : results) complain("replay", result.unreadable, kUnreadableFile);
  for (const Script& script : loaded.scripts) {
    results.push_back(scenario::not_run(script, "not run: another file cannot be read"));
  }
  const int written = write_reports(flags, results);
  return written == kFine ? kUnreadableFile : written;
}

int accept_results(const std::vector<RunResult>& results) {
  // What a file with a fault printed is nothing to be kept.
  if (tell_faults(results)) return kUnreadableFile;
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
  const bool faulty = tell_faults(end.results);
  if (end.signal != 0) return kSignalBase + end.signal;
  if (written != kFine) return written;
  if (faulty) return kUnreadableFile;
  if (scenario::count(end.results).failed > 0) return kExpectationFailed;
  return complete ? kFine : kBelowThreshold;
}

int show_verbs(const std::string& which) {
  const std::string text = scenario::print_verbs(which);
  if (!text.empty()) return print(text) ? kFine : kRuntime;
  std::vector<std::string> names;
  for (const auto& verb : scenario::verb_table()) names.emplace_back(verb.name);
  return complain("replay", "there is no verb " + which + did_you_mean(which, names), kUsage);
}

int replay(const ReplayFlags& flags, const std::string& program) {
  if (!flags.verbs.empty()) {
    // `--verbs debit` names the verb as if it were a path.
    const bool named = flags.verbs == kAllVerbs && !flags.paths.empty();
    return show_verbs(named ? flags.paths.front() : flags.verbs == kAllVerbs ? "" : flags.verbs);
  }
  auto loaded = load(flags.paths, flags.accept ? scenario::Expected::may_be_missing
                                               : scenario::Expected::required);
  if (!loaded) return complain("replay", loaded.error(), kUnreadableFile);
  if (!loaded->unreadable.empty()) return tell_unreadable(flags, std::move(loaded.value()));
  stop_ignoring({SIGINT, SIGTERM});
  const HeldSignals signals({SIGINT, SIGTERM, SIGUSR1});
  auto sandbox = Sandbox::make({});
  if (!sandbox) return complain("replay", sandbox.error(), kRuntime);
  Exercised exercised;
  RunPlan plan{std::move(loaded->scripts), flags.jobs, flags.fail_fast, nullptr};
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
  command.add({.name = "--verbs",
               .value = "VERB",
               .help = "Print the verbs of the scenario language, or one of them",
               .into = &f.verbs,
               .if_bare = std::string(kAllVerbs)});
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
    if (flags->paths.empty() && flags->verbs.empty()) return misused("replay", "PATH is required");
    return replay(*flags, invocation.program);
  };
  return command;
}

}  // namespace lotusbox::cli
