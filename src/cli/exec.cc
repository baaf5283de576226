// lotusbox exec: one command with a sandbox of its own beside it, for as long as it runs.

#include "cli/call_log.h"
#include "cli/child_process.h"
#include "cli/commands.h"
#include "cli/coverage_summary.h"
#include "cli/red_run.h"
#include "cli/sandbox_flags.h"
#include "cli/signals.h"
#include "cli/terminal.h"
#include "scenario/files.h"

namespace lotusbox::cli {

namespace {

constexpr std::chrono::milliseconds kPace{200};  // clocks that follow wall time are moved so often

struct ExecFlags {
  int port = 0;
  std::string log;
  std::string coverage;  ///< empty: no report; else the threshold
  std::string report_coverage, coverage_of, coverage_ignore;
  bool coverage_details = false;
  std::string artifacts;
  std::vector<std::string> words;  ///< for the help only: see Invocation
  SandboxFlags sandbox;
};

std::string key_of(const ExecFlags& flags) {
  const auto& keys = flags.sandbox.sandbox.only_keys;
  return keys.empty() ? std::string(kExampleKey) : keys.front();
}

Variables variables_of(const ExecFlags& flags, Sandbox& sandbox, const std::string& url) {
  return {{"LOTUSPAY_BASE_URL", url},
          {"LOTUSPAY_API_KEY", key_of(flags)},
          {"LOTUSPAY_WEBHOOK_KEY", webhook_key_of(sandbox, key_of(flags))},
          {"LOTUSBOX_URL", url}};
}

/// Until the command ends. The first signal is its own to handle; the second one ends it.
int wait_for_child(Sandbox& sandbox, ChildProcess& child, const HeldSignals& signals) {
  int times_told = 0;
  for (;;) {
    if (const auto exit_code = child.ended()) return *exit_code;
    const int signal = signals.wait(kPace);
    if (signal != 0 && signal != SIGCHLD && signal != SIGTTOU) {
      child.pass_on(++times_told == 1 ? signal : SIGKILL);
    }
    sandbox.catch_up();
  }
}

/// What all worlds went through; the exit code if the command itself went well.
int report_coverage(Sandbox& sandbox, const ExecFlags& flags) {
  Request request;
  request.method = "GET";
  request.target = "/_mock/coverage?scope=all";
  request.headers = {{"Authorization", "Bearer " + key_of(flags)}};
  const Response answer = sandbox.handle(request);
  const auto filter = coverage_filter(flags.coverage_of, flags.coverage_ignore);
  if (!filter) return complain("exec", "--coverage-ignore: " + filter.error(), kUnreadableFile);
  const auto report = read_coverage(answer.body, filter.value());
  if (!report) return complain("exec", report.error(), kUsage);
  if (!flags.report_coverage.empty()) {
    const std::string problem = scenario::write_file(flags.report_coverage, answer.body + "\n");
    if (!problem.empty()) return complain("exec", problem, kRuntime);
  }
  if (flags.coverage.empty()) return kFine;
  std::string text = "lotusbox: " + to_text(report.value(), flags.coverage_details);
  text.pop_back();
  say(text);
  int exit_code = kFine;
  for (const std::string& missed : below(report.value(), *parse_thresholds(flags.coverage))) {
    exit_code = complain("exec", missed, kBelowThreshold);
  }
  return exit_code;
}

/// The journal of the run is one of its artifacts; that of an earlier run gives way.
std::string keep_journal(ExecFlags& flags) {
  if (flags.artifacts.empty() || !flags.sandbox.sandbox.data.empty()) return {};
  std::string problem = make_folder(flags.artifacts);
  if (!problem.empty()) return problem;
  flags.sandbox.sandbox.data = flags.artifacts + "/exec-journal.db";
  for (const char* ending : {"", "-wal", "-shm"}) {
    scenario::remove_file(flags.sandbox.sandbox.data + ending);
  }
  return {};
}

int exec(ExecFlags flags, const std::vector<std::string>& command) {
  if (!flags.coverage.empty() && !parse_thresholds(flags.coverage)) {
    return complain("exec",
                    "--coverage is a whole number from 0 to 100, or one for each machine such as "
                    "mandate:90,link:50",
                    kUsage);
  }
  stop_ignoring({SIGCHLD});  // or else the exit code would be lost
  const HeldSignals signals({SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGCHLD, SIGTTOU});
  if (const std::string problem = keep_journal(flags); !problem.empty()) {
    return complain("exec", "--artifacts: " + problem, kRuntime);
  }
  auto made = make_sandbox(flags.sandbox);
  if (!made) return complain("exec", made.error().text, made.error().exit_code);
  Sandbox& sandbox = *made.value();
  if (!flags.log.empty()) log_calls(sandbox, flags.log == "json");
  const auto port = sandbox.listen(flags.sandbox.host, flags.port);
  if (!port) return complain("exec", port.error(), kRuntime);
  const std::string url = local_url(flags.sandbox.host, port.value());
  auto child = ChildProcess::start(command, variables_of(flags, sandbox, url), signals.before());
  if (!child) return complain("exec", child.error().text, child.error().exit_code);
  // Only now: the command is to inherit what we did.
  stop_ignoring({SIGINT, SIGTERM, SIGQUIT});
  ::signal(SIGPIPE, SIG_IGN);
  const int exit_code = wait_for_child(sandbox, child.value(), signals);
  if (exit_code != kFine) {
    std::string text = red_run_text(sandbox);
    if (!text.empty()) {
      text.pop_back();
      say("lotusbox exec: the command ended with " + std::to_string(exit_code) +
          "; this is what the sandbox saw\n" + text);
    }
  }
  if (!flags.artifacts.empty()) {
    const std::string problem = write_artifacts(sandbox, flags.artifacts);
    if (!problem.empty()) complain("exec", "--artifacts: " + problem, kRuntime);
  }
  const bool reports = !flags.coverage.empty() || !flags.report_coverage.empty();
  const int reported = reports ? report_coverage(sandbox, flags) : kFine;
  sandbox.stop();
  return exit_code == kFine ? reported : exit_code;
}

}  // namespace

Command exec_command(const Invocation& invocation) {
  auto flags = std::make_shared<ExecFlags>();
  Command command("exec", kRunning, "Run one command with a sandbox of its own beside it");
  command.add({.name = "COMMAND",
               .value = "WORD",
               .help = "The command and its arguments",
               .usage = "COMMAND...",
               .into = &flags->words});
  command.add({.name = "--port",
               .value = "PORT",
               .help = "Port; 0 takes any free one",
               .into = &flags->port,
               .range = kPorts,
               .shows_default = true});
  add_sandbox_flags(command, flags->sandbox);
  command.add({.name = "--log",
               .value = "text|json",
               .help = "Log calls on stderr",
               .into = &flags->log,
               .if_bare = "text"});
  command.add({.name = "--coverage",
               .value = "PERCENT",
               .help = "Say what was exercised; exit with 5 below this percentage of transitions",
               .into = &flags->coverage,
               .if_bare = "0"});
  command.add({.name = "--coverage-of",
               .value = "MACHINES",
               .help = "Count these machines only, such as mandate,request,link",
               .into = &flags->coverage_of});
  command.add({.name = "--coverage-ignore",
               .value = "FILE",
               .help = "Do not count the transitions in this file, one a line",
               .into = &flags->coverage_ignore});
  command.add({.name = "--coverage-details",
               .help = "Also each machine, and what was never tried",
               .into = &flags->coverage_details});
  command.add({.name = "--report-coverage",
               .value = "FILE",
               .help = "Write the coverage of all worlds to this file, as JSON",
               .into = &flags->report_coverage});
  command.add({.name = "--artifacts",
               .value = "DIR",
               .help = "Keep journal, sessions, calls, deliveries and coverage in this folder",
               .into = &flags->artifacts});
  command.footer =
      "The command finds LOTUSPAY_BASE_URL, LOTUSPAY_API_KEY, LOTUSPAY_WEBHOOK_KEY and\n"
      "LOTUSBOX_URL in its environment, and a sandbox that answers already. Its exit code is\n"
      "ours; SIGINT and SIGTERM are passed on to it, and a second one kills it. When it fails,\n"
      "webhooks that did not arrive and the last refused calls are told on stderr.\n"
      "\n"
      "Examples:\n"
      "  lotusbox exec -- npm test\n"
      "  lotusbox exec --seed 7 --coverage=60 -- pytest -q\n"
      "  lotusbox exec -- sh -c \"lotusbox clock advance P7D && ./check\"";
  command.run = [flags, &invocation] {
    if (!flags->words.empty() || invocation.command.empty()) {
      return complain("exec", "put -- before the command: lotusbox exec -- npm test", kUsage);
    }
    return exec(*flags, invocation.command);
  };
  return command;
}

}  // namespace lotusbox::cli
