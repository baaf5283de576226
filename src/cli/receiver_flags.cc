#include "cli/receiver_flags.h"

#include "cli/commands.h"
#include "cli/control_client.h"
#include "cli/report_files.h"
#include "cli/run_command.h"
#include "cli/terminal.h"
#include "core/values/limits.h"
#include "examiner/verdict_reports.h"
#include "scenario/files.h"
#include "scenario/state.h"

namespace lotusbox::cli {

namespace {

constexpr std::uint64_t kTimeoutMsMax = 600'000;

std::string url_problem(const char* name, std::vector<std::string>& urls) {
  for (std::string& url : urls) {
    url = with_scheme(url);
    const auto target = net::parse_http_url(url);
    if (!target) return std::string(name) + target.error();
  }
  return {};
}

std::string one_of(const std::vector<std::string>& urls, std::size_t index) {
  return urls.empty() ? std::string() : urls[index];
}

}  // namespace

void add_receiver_flags(Command& command, ReceiverFlags& flags) {
  command.add({.name = "--key",
               .value = "KEY",
               .help = "Key of webhooks that the receiver knows, 16 bytes",
               .environment = "LOTUSPAY_WEBHOOK_KEY",
               .into = &flags.key});
  command.add({.name = "--probe",
               .value = "URL",
               .help = "Asked by GET for the state of your application, as JSON",
               .into = &flags.probes});
  command.add({.name = "--probe-command",
               .value = "COMMAND",
               .help = "In its place a command, run by the shell, that prints the state",
               .into = &flags.probe_command});
  command.add({.name = "--pointer",
               .value = "POINTER",
               .help = "JSON pointer to the part of the state that counts, such as /mandates",
               .into = &flags.pointer});
  command.add({.name = "--reset",
               .value = "URL",
               .help = "Asked by POST to forget everything",
               .into = &flags.resets});
  command.add({.name = "--reset-command",
               .value = "COMMAND",
               .help = "In its place a command, run by the shell",
               .into = &flags.reset_command});
  command.add({.name = "--timeout",
               .value = "MS",
               .help = "Deadline of an answer, in milliseconds",
               .into = &flags.timeout_ms,
               .range = {{1, kTimeoutMsMax}},
               .shows_default = true});
  command.add({.name = "--port",
               .value = "PORT",
               .help = "Where the world listens that the receiver may ask; 0 takes any free port",
               .into = &flags.port,
               .range = kPorts,
               .shows_default = true});
  command.add({.name = "--report-junit",
               .value = "FILE",
               .help = "Write a JUnit report; - is stdout",
               .into = &flags.junit});
  command.add(
      {.name = "--report-tap", .value = "FILE", .help = "Write a TAP report", .into = &flags.tap});
  command.add({.name = "--report-json",
               .value = "FILE",
               .help = "Write a JSON report",
               .into = &flags.json});
  command.add({.name = "--report-html",
               .value = "FILE",
               .help = "Write a report as a web page",
               .into = &flags.html});
}

std::string flags_problem(ReceiverFlags& flags, std::vector<std::string>& urls) {
  const std::pair<const char*, std::vector<std::string>*> lists[] = {
      {"", &urls}, {"--probe: ", &flags.probes}, {"--reset: ", &flags.resets}};
  for (const auto& [name, list] : lists) {
    if (std::string problem = url_problem(name, *list); !problem.empty()) return problem;
    if (!list->empty() && list->size() != urls.size()) {
      return std::string(name) + "give one for each receiver: " + std::to_string(urls.size()) +
             ", not " + std::to_string(list->size());
    }
  }
  if (flags.key.empty()) {
    return "--key: say which key of webhooks the receiver knows, such as whk_0123456789ab";
  }
  if (flags.key.size() != limits::kWebhookKeyBytes) {
    return "--key has 16 bytes, not " + std::to_string(flags.key.size());
  }
  if (!flags.probes.empty() && !flags.probe_command.empty()) {
    return "--probe and --probe-command: give one of them";
  }
  if (!flags.resets.empty() && !flags.reset_command.empty()) {
    return "--reset and --reset-command: give one of them";
  }
  const std::string problem = scenario::pointer_problem(flags.pointer);
  return problem.empty() ? problem : "--pointer: " + problem;
}

LineOptions line_of(const ReceiverFlags& flags, const std::vector<std::string>& urls,
                    std::size_t index, const std::function<Variables()>& variables,
                    const std::function<bool()>& stop) {
  LineOptions line{.url = urls[index],
                   .probe_url = one_of(flags.probes, index),
                   .reset_url = one_of(flags.resets, index)};
  line.timeout = std::chrono::milliseconds(flags.timeout_ms);
  line.stop = stop;
  const auto all_variables = [variables, url = urls[index]] {
    Variables all = variables();
    all.emplace_back("LOTUSBOX_RECEIVER", url);
    return all;
  };
  const auto run = [all_variables, timeout = line.timeout](const std::string& command) {
    return run_command(command, all_variables(), timeout);
  };
  if (!flags.probe_command.empty()) {
    line.probe = [run, command = flags.probe_command] { return run(command); };
  }
  if (!flags.reset_command.empty()) {
    line.reset = [run, command = flags.reset_command] {
      auto output = run(command);
      return output ? std::string() : output.take_error();
    };
  }
  return line;
}

int write_reports(std::string_view command, const ReceiverFlags& flags,
                  const examiner::Report& report) {
  return write_report_files(command, {{flags.junit, [&] { return examiner::junit_report(report); }},
                                      {flags.tap, [&] { return examiner::tap_report(report); }},
                                      {flags.json, [&] { return examiner::json_report(report); }},
                                      {flags.html, [&] { return examiner::html_report(report); }}});
}

}  // namespace lotusbox::cli
