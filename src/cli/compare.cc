// lotusbox compare: how faithful is the simulator? Between a program and the sandbox of the vendor,
// or over a record of that.
#include <algorithm>

#include "cli/child_process.h"
#include "cli/commands.h"
#include "cli/compare_server.h"
#include "cli/report_files.h"
#include "cli/signals.h"
#include "cli/terminal.h"
#include "core/values/limits.h"
#include "examiner/comparison/comparer.h"
#include "examiner/comparison/results.h"
#include "net/http_server.h"
#include "net/url.h"
#include "sandbox/drivers.h"
#include "scenario/files.h"
#include "scenario/recording.h"
#include "scenario/reports.h"

namespace lotusbox::cli {

namespace {

using examiner::Compared;
using examiner::Comparer;
using examiner::Tape;

constexpr const char* kName = "compare";
constexpr int kDefaultPort = 5689;
constexpr std::chrono::milliseconds kLookEvery{3600000};

struct CompareFlags {
  std::string upstream, from, record, profile = "documented";
  int port = kDefaultPort;
  std::uint64_t tolerance = 120;
  bool fail = false, accept = false, skip_verify = false;
  std::string junit, tap, json, html;
  std::vector<std::string> words;
};

/// A sandbox with one twin in it.
struct Twin {
  std::unique_ptr<Sandbox> sandbox;
  std::unique_ptr<InProcessDriver> driver;
  std::unique_ptr<Comparer> comparer;
};

Result<Twin, std::string> make_twin(const std::string& profile, std::uint64_t tolerance) {
  SandboxOptions options;
  options.profile = profile;
  auto sandbox = Sandbox::make(options);
  if (!sandbox) return failure(sandbox.take_error());
  Twin twin;
  twin.sandbox = std::move(sandbox.value());
  twin.driver = std::make_unique<InProcessDriver>(*twin.sandbox);
  examiner::ComparerOptions wanted;
  wanted.profile = profile;
  wanted.tolerance.seconds = static_cast<std::int64_t>(tolerance);
  twin.comparer = std::make_unique<Comparer>(*twin.driver, wanted);
  return twin;
}

std::string scenario_path(const std::string& record) {
  const auto dot = record.rfind('.');
  const auto slash = record.rfind('/');
  const bool ends = dot != std::string::npos && (slash == std::string::npos || dot > slash);
  return (ends ? record.substr(0, dot) : record) + ".scn";
}

/// What the twin was asked, as a scenario: made from the record, which holds no secrets.
std::string scenario_of(const Tape& tape, std::string& problem) {
  auto twin = make_twin(tape.profile, 0);
  auto again = make_twin(tape.profile, 0);
  if (!twin || !again) {
    problem = twin ? again.error() : twin.error();
    return {};
  }
  for (const auto& exchange : tape.exchanges) twin->comparer->compare(exchange);
  scenario::Recording recording;
  recording.key = Comparer::key();
  recording.profile = tape.profile;
  recording.seed = examiner::ComparerOptions().seed;
  recording.start = instant_of(twin->comparer->start());
  for (const auto& asked : twin->comparer->asked()) {
    recording.calls.push_back({asked.request, instant_of(asked.now), asked.good, {}});
  }
  const auto script = scenario::script_of(recording, *again->driver);
  return script ? scenario::print_script(*script) : std::string();
}

std::string write_record(const std::string& file, const Tape& tape) {
  std::string problem = scenario::write_file(file, examiner::tape_json(tape));
  if (!problem.empty() || file == "-" || tape.exchanges.empty()) return problem;
  const std::string script = scenario_of(tape, problem);
  if (!problem.empty()) return problem;
  return scenario::write_file(scenario_path(file), script);
}

int write_reports(const CompareFlags& flags, const std::vector<Compared>& calls,
                  const std::vector<std::string>& known) {
  const auto runs = examiner::results_of(calls, known);
  return write_report_files(
      kName, {{flags.junit, [&] { return scenario::junit_report(runs); }},
              {flags.tap, [&] { return scenario::tap_report(runs); }},
              {flags.json, [&] { return examiner::comparison_json(calls, known); }},
              {flags.html, [&] { return examiner::comparison_page(calls, known); }}});
}

int conclude(const CompareFlags& flags, const std::vector<Compared>& calls,
             const std::vector<std::string>& known, bool must_agree) {
  const int written = write_reports(flags, calls, known);
  print_lines(examiner::comparison_report(calls, known));
  if (written != kFine) return written;
  const bool differs = examiner::unknown_differences(calls, known) > 0;
  return differs && must_agree ? kExpectationFailed : kFine;
}

/// The record, compared with today: in CI, without a network.
int repeat(const CompareFlags& flags) {
  const auto text = scenario::read_file(flags.from);
  if (!text) return complain(kName, text.error(), kUnreadableFile);
  auto tape = examiner::parse_tape(text.value());
  if (!tape) return complain(kName, flags.from + ": " + tape.error(), kUnreadableFile);
  auto twin = make_twin(tape->profile, flags.tolerance);
  if (!twin) return complain(kName, twin.error(), kRuntime);
  std::vector<Compared> calls;
  for (const auto& exchange : tape->exchanges) calls.push_back(twin->comparer->compare(exchange));
  if (!flags.accept) return conclude(flags, calls, tape->known, true);
  tape->known = examiner::difference_keys(calls);
  const std::string problem = scenario::write_file(flags.from, examiner::tape_json(tape.value()));
  if (!problem.empty()) return complain(kName, problem, kRuntime);
  print(std::to_string(tape->known.size()) +
        " differences are known now: read the diff, keep only what you understand\n");
  return kFine;
}

/// Until a signal comes, or the command has ended.
int wait(ChildProcess* child, const HeldSignals& signals) {
  int times_told = 0;
  for (;;) {
    if (child != nullptr) {
      if (const auto exit_code = child->ended()) return *exit_code;
    }
    const int signal = signals.wait(kLookEvery);
    if (child == nullptr && (signal == SIGINT || signal == SIGTERM)) return kSignalBase + signal;
    if (child != nullptr && signal != 0 && signal != SIGCHLD && signal != SIGTTOU) {
      child->pass_on(++times_told == 1 ? signal : SIGKILL);
    }
  }
}

Variables variables_of(const std::string& url) { return {{"LOTUSPAY_BASE_URL", url}}; }

int end(const CompareFlags& flags, int exit_code, const Tape& tape,
        const std::vector<Compared>& calls) {
  if (!flags.record.empty()) {
    const std::string problem = write_record(flags.record, tape);
    if (!problem.empty()) return complain(kName, problem, kRuntime);
  }
  const int concluded = conclude(flags, calls, {}, flags.fail);
  const bool stopped = exit_code == kSignalBase + SIGINT || exit_code == kSignalBase + SIGTERM;
  // A difference says more than that the run was stopped, which is how a server ends.
  if (concluded != kFine && (exit_code == kFine || stopped)) return concluded;
  return exit_code;
}

int forward(const CompareFlags& flags, const std::vector<std::string>& command) {
  stop_ignoring({SIGCHLD});
  const HeldSignals signals({SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGCHLD, SIGTTOU});
  auto twin = make_twin(flags.profile, flags.tolerance);
  if (!twin) return complain(kName, twin.error(), kRuntime);
  Tape tape{flags.upstream, flags.profile, {}, {}};
  std::vector<Compared> calls;
  ForwardingServer forwarding(
      flags.upstream, flags.skip_verify ? net::Trust::anybody : net::Trust::checked,
      [&](const examiner::Exchange& exchange) {
        calls.push_back(twin->comparer->compare(exchange));
        if (!flags.record.empty()) tape.exchanges.push_back(examiner::without_secrets(exchange));
        const std::size_t count = calls.back().differences.size();
        if (count == 0) return;
        say("lotusbox compare: " + calls.back().call + ": " + std::to_string(count) +
            (count == 1 ? " difference" : " differences"));
      });
  net::ServerOptions options;
  options.port = command.empty() ? flags.port : 0;
  options.body_bytes_max = limits::kUploadBytes;
  net::HttpServer server(options, forwarding);
  const auto port = server.listen();
  if (!port) return complain(kName, port.error(), kRuntime);
  const std::string url = "http://127.0.0.1:" + std::to_string(port.value());
  std::optional<ChildProcess> child;
  if (!command.empty()) {
    auto started = ChildProcess::start(command, variables_of(url), signals.before());
    if (!started) return complain(kName, started.error().text, started.error().exit_code);
    child.emplace(std::move(started.value()));
  } else {
    say("lotusbox compare: calls to " + url + " go to " + flags.upstream +
        "; SIGINT ends it and tells what differed");
  }
  stop_ignoring({SIGINT, SIGTERM, SIGQUIT});
  ::signal(SIGPIPE, SIG_IGN);
  const int exit_code = wait(child ? &*child : nullptr, signals);
  server.stop();
  return end(flags, exit_code, tape, calls);
}

int compare(const CompareFlags& flags, const std::vector<std::string>& command) {
  if (!flags.words.empty()) {
    return complain(kName, "put -- before the command: lotusbox compare --upstream URL -- npm test",
                    kUsage);
  }
  if (flags.upstream.empty() == flags.from.empty()) {
    return misused(kName, "give one of --upstream, to compare now, and --from, to repeat a record");
  }
  if (!flags.from.empty()) {
    if (!flags.record.empty() || !command.empty()) {
      return misused(kName, "--record and a command go with --upstream");
    }
    return repeat(flags);
  }
  if (flags.accept) return misused(kName, "--accept goes with --from");
  const std::string problem = problem_with_upstream(flags.upstream);
  if (!problem.empty()) return misused(kName, "--upstream: " + problem);
  return forward(flags, command);
}

constexpr const char* kExamples =
    "Each call goes to the sandbox of the vendor, whose answer your program gets, and to a twin\n"
    "in this process. Live keys and live hosts are refused. A record holds no keys, no secrets\n"
    "and nobody's data; beside it stands its scenario. Its differences can be accepted: the exit\n"
    "code of --from is 4 when others appear.\n"
    "\n"
    "Examples:\n"
    "  lotusbox compare --upstream https://api-test.lotuspay.com -- npm test\n"
    "  lotusbox compare --upstream https://api-test.lotuspay.com --record run.json\n"
    "  lotusbox compare --from run.json --report-junit junit.xml\n"
    "  lotusbox compare --from run.json --accept";

void add_flags(Command& command, CompareFlags& f) {
  const auto add_text = [&command](const char* name, const char* value, const char* help,
                                   std::string& into) {
    command.add({.name = name, .value = value, .help = help, .into = &into});
  };
  command.add({.name = "COMMAND",
               .value = "WORD",
               .help = "Runs with LOTUSPAY_BASE_URL; else it serves until a signal comes",
               .usage = "[-- COMMAND...]",
               .into = &f.words});
  add_text("--upstream", "URL", "The sandbox of the vendor, or another server like it", f.upstream);
  add_text("--from", "FILE", "Compare a record again, without a network", f.from);
  add_text("--record", "FILE", "Keep calls and answers, masked, and a scenario beside it",
           f.record);
  command.add(
      {.name = "--accept", .help = "Of --from: what differs now is known", .into = &f.accept});
  command.add({.name = "--fail-on-difference",
               .help = "Exit with 4 when something differed; --from always does",
               .into = &f.fail});
  command.add({.name = "--profile",
               .value = "documented|strict|lenient",
               .help = "How the twin reads the pages",
               .into = &f.profile,
               .shows_default = true});
  command.add({.name = "--tolerance",
               .value = "SECONDS",
               .help = "By which instants may differ",
               .into = &f.tolerance,
               .range = {{0, 86400}},
               .shows_default = true});
  command.add({.name = "--port",
               .value = "PORT",
               .help = "Port, when no command is run; 0 takes any free one",
               .into = &f.port,
               .range = kPorts,
               .shows_default = true});
  command.add({.name = "--skip-verify",
               .help = "Trust any certificate of the other server",
               .into = &f.skip_verify});
  add_text("--report-junit", "FILE", "Write a JUnit XML report", f.junit);
  add_text("--report-tap", "FILE", "Write a TAP report", f.tap);
  add_text("--report-json", "FILE", "Write a JSON report", f.json);
  add_text("--report-html", "FILE", "Write a page for people", f.html);
}

}  // namespace

Command compare_command(const Invocation& invocation) {
  auto flags = std::make_shared<CompareFlags>();
  Command command(kName, kRunning, "How the simulator differs from the sandbox of the vendor");
  add_flags(command, *flags);
  command.footer = kExamples;
  command.run = [flags, &invocation] { return compare(*flags, invocation.command); };
  return command;
}

}  // namespace lotusbox::cli
