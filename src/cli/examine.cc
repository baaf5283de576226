// lotusbox examine: whether a receiver of webhooks is right, examination by examination.
#include <unistd.h>

#include <atomic>
#include <cstdio>

#include "base/example_key.h"
#include "base/printable.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/receiver_flags.h"
#include "cli/signals.h"
#include "cli/terminal.h"
#include "core/values/limits.h"
#include "examiner/receiver/catalogue.h"
#include "examiner/verdict_reports.h"
#include "sandbox/examining.h"

namespace lotusbox::cli {

namespace {

struct ExamineFlags {
  std::string url;
  ReceiverFlags receiver;
  std::string next_key;
  std::vector<std::string> only, skip;
  bool list = false;
};

void show_progress(std::size_t done, std::size_t total, std::string_view id) {
  if (isatty(STDERR_FILENO) == 0) return;
  const std::string line = done == total ? "\r\x1b[K"
                                         : "\r\x1b[K" + std::to_string(done + 1) + " of " +
                                               std::to_string(total) + ": " + std::string(id);
  std::fwrite(line.data(), 1, line.size(), stderr);
}

/// Names with commas between them; the first that is none is told.
std::string read_names(const char* option, std::vector<std::string>& names) {
  std::vector<std::string> read;
  for (const std::string& list : names) {
    for (const std::string_view piece : split(list, ',')) {
      const std::string problem = examiner::name_problem(trim(piece));
      if (!problem.empty()) return std::string(option) + ": " + problem;
      read.emplace_back(trim(piece));
    }
  }
  names = std::move(read);
  return {};
}

std::string problem_of(ExamineFlags& flags, std::vector<std::string>& urls) {
  if (flags.url.empty()) return "say which URL is to be examined";
  for (const auto& [option, names] : {std::pair{"--only", &flags.only}, {"--skip", &flags.skip}}) {
    if (std::string problem = read_names(option, *names); !problem.empty()) return problem;
  }
  if (!flags.next_key.empty() && flags.next_key.size() != limits::kWebhookKeyBytes) {
    return "--next-key has 16 bytes, not " + std::to_string(flags.next_key.size());
  }
  return flags_problem(flags.receiver, urls);
}

/// Some words of the report in colour, where somebody sees it.
std::string coloured(const std::string& text) {
  if (!wants_colour(STDOUT_FILENO)) return text;
  std::string out;
  for (const std::string_view line : split(text, '\n')) {
    if (!out.empty()) out += "\n";
    const bool failed = line.starts_with("FAILED ");
    const bool good = line.starts_with("ok ");
    const std::string_view word = line.substr(0, line.find(' '));
    out += failed || good ? painted(word, failed ? Colour::red : Colour::green, true) +
                                std::string(line.substr(word.size()))
                          : std::string(line);
  }
  return out;
}

int conclude(const ExamineFlags& flags, const Result<examiner::Report, std::string>& report,
             int signal) {
  if (!report) return complain("examine", report.error(), kRuntime);
  const int written = write_reports("examine", flags.receiver, report.value());
  print(coloured(printable_lines(examiner::text_report(report.value()))));
  if (signal != 0) return kSignalBase + signal;
  if (written != kFine) return written;
  const examiner::Counts counts = examiner::count(report.value());
  return counts.failed > 0 ? kExpectationFailed : kFine;
}

int examine(ExamineFlags flags) {
  if (flags.list) return print(examiner::list_text()) ? kFine : kRuntime;
  std::vector<std::string> urls = {flags.url};
  if (const std::string problem = problem_of(flags, urls); !problem.empty()) {
    return misused("examine", problem);
  }
  stop_ignoring({SIGINT, SIGTERM, SIGCHLD});
  const HeldSignals signals({SIGINT, SIGTERM, SIGUSR1});
  std::atomic<bool> stop = false;
  std::string world_url;
  ExamineOptions options;
  options.line = line_of(
      flags.receiver, urls, 0,
      [&world_url, &flags] {
        return Variables{{"LOTUSPAY_BASE_URL", world_url},
                         {"LOTUSPAY_API_KEY", std::string(kExampleKey)},
                         {"LOTUSPAY_WEBHOOK_KEY", flags.receiver.key}};
      },
      [&stop] { return stop.load(); });
  options.setting = {.key = flags.receiver.key,
                     .next_key = flags.next_key,
                     .pointer = flags.receiver.pointer,
                     .seed = flags.receiver.seed};
  options.setting.deadline = options.line.timeout;
  options.setting.knows_world = flags.receiver.port != 0;
  options.choice = {flags.only, flags.skip};
  options.port = flags.receiver.port;
  options.world_listens = [&world_url](const std::string& url) {
    world_url = url;
    say("lotusbox: a world for your receiver to ask: LOTUSPAY_BASE_URL=" + url +
        " LOTUSPAY_API_KEY=" + std::string(kExampleKey));
  };
  options.progress = show_progress;
  Result<examiner::Report, std::string> report = failure(std::string("it did not run"));
  const int signal = run_until_signal(signals, stop, [&] { report = examine_receiver(options); });
  return conclude(flags, report, signal);
}

}  // namespace

Command examine_command() {
  auto flags = std::make_shared<ExamineFlags>();
  Command command("examine", kRunning, "Find out whether a receiver of webhooks is right");
  command.add({.name = "URL",
               .value = "URL",
               .help = "Where your receiver takes webhooks",
               .usage = "[URL]",
               .into = &flags->url});
  add_receiver_flags(command, flags->receiver);
  command.add({.name = "--next-key",
               .value = "KEY",
               .help = "A second key that the receiver takes already, for key.rotation",
               .into = &flags->next_key});
  command.add({.name = "--seed",
               .value = "N",
               .help = "What IVs and some orders are made from",
               .into = &flags->receiver.seed,
               .shows_default = true});
  command.add({.name = "--only",
               .value = "NAMES",
               .help = "These examinations alone, with commas between; refuse.* is a group",
               .into = &flags->only});
  command.add(
      {.name = "--skip", .value = "NAMES", .help = "Not these examinations", .into = &flags->skip});
  command.add({.name = "--list",
               .help = "Print the examinations, and what each of them needs",
               .into = &flags->list});
  command.footer =
      "Without a probe it sees only what is answered: what needs more is skipped, and said so.\n"
      "Commands find LOTUSPAY_BASE_URL, LOTUSPAY_API_KEY, LOTUSPAY_WEBHOOK_KEY and\n"
      "LOTUSBOX_RECEIVER in their environment.\n"
      "\n"
      "Examples:\n"
      "  lotusbox examine --list\n"
      "  lotusbox examine localhost:9000/hook --key whk_0123456789ab --probe\n"
      "      localhost:9000/state --reset localhost:9000/reset\n"
      "  lotusbox examine localhost:9000/hook --only refuse.*,repeat.accepted";
  command.run = [flags] { return examine(*flags); };
  return command;
}

}  // namespace lotusbox::cli
