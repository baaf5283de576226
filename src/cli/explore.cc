// lotusbox explore: every order in which the events of a scenario can come, played to a receiver.
#include <unistd.h>

#include <atomic>

#include "base/printable.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/explore_run.h"
#include "cli/signals.h"
#include "cli/terminal.h"
#include "examiner/verdict_reports.h"
#include "scenario/files.h"
#include "scenario/verbs.h"

namespace lotusbox::cli {

namespace {

constexpr std::size_t kChangesMax = 1000;
constexpr std::size_t kJobsMax = 64;

/// `7`, `1-1000`
bool read_seeds(std::string_view text, ChaosSeeds& chaos) {
  const auto dash = text.find('-');
  const auto from = parse_integer(text.substr(0, dash));
  const auto to = dash == text.npos ? from : parse_integer(text.substr(dash + 1));
  if (!from || !to || *from < 0 || *to < *from) return false;
  chaos.from = static_cast<std::uint64_t>(*from);
  chaos.to = static_cast<std::uint64_t>(*to);
  return true;
}

bool read_settings(std::string_view text, ChaosSeeds& chaos) {
  for (const std::string_view piece : split(text, ',')) {
    const auto equals = piece.find('=');
    if (equals == piece.npos) return false;
    chaos.settings.emplace_back(trim(piece.substr(0, equals)), trim(piece.substr(equals + 1)));
  }
  return true;
}

/// `5000` orders, or `60s`, `5m`, `2h`.
bool read_budget(std::string_view text, examiner::Limits& limits) {
  if (text.empty()) return true;
  const std::string_view digits = all_digits(text) ? text : text.substr(0, text.size() - 1);
  const auto number = all_digits(digits) ? parse_integer(digits) : std::nullopt;
  if (!number || *number < 1) return false;
  if (digits == text) {
    limits.orders = static_cast<std::uint64_t>(*number);
    return true;
  }
  const auto unit = std::string_view("smh").find(text.back());
  constexpr std::int64_t kSeconds[] = {1, 60, 3600};
  constexpr std::int64_t kMost = 1'000'000;
  if (unit == std::string_view::npos || *number > kMost) return false;
  limits.time = std::chrono::seconds(*number * kSeconds[unit]);
  return true;
}

std::string problem_of(ExploreFlags& flags) {
  if (flags.file.empty()) return "say which scenario is to be explored";
  if (!flags.seeds.empty() && !read_seeds(flags.seeds, flags.chaos)) {
    return "--chaos takes a seed or some: 7, or 1-1000";
  }
  if (!flags.seeds.empty() && !read_settings(flags.settings, flags.chaos)) {
    return "--chaos-settings takes settings of chaos: duplicate=25%,delay=10%,delay_up_to=P30D";
  }
  if (!read_budget(flags.budget, flags.limits)) {
    return "--budget takes a number of orders, or a time: 5000, 60s, 5m, 2h";
  }
  if (flags.count) return {};
  if (flags.urls.empty()) return "--to: say where the receiver takes webhooks";
  if (std::string problem = flags_problem(flags.receiver, flags.urls); !problem.empty()) {
    return problem;
  }
  if (flags.receiver.probes.empty() && flags.receiver.probe_command.empty()) {
    return "--probe or --probe-command: orders are compared by what your application holds";
  }
  if (flags.receiver.resets.empty() && flags.receiver.reset_command.empty()) {
    return "--reset or --reset-command: each order begins with an application that holds nothing";
  }
  if (flags.jobs > flags.urls.size()) {
    return "--jobs: " + std::to_string(flags.jobs) +
           " jobs need as many receivers: give --to, "
           "--probe and --reset for each";
  }
  if (!flags.write.empty() && (flags.receiver.probes.empty() || flags.receiver.resets.empty())) {
    return "--write: a scenario asks addresses, no commands: give --probe and --reset";
  }
  return {};
}

Result<scenario::Script, std::string> read_script(const std::string& file) {
  const auto text = scenario::read_file(file);
  if (!text) return failure(std::string(text.error()));
  auto script = scenario::parse_script(file, text.value(), scenario::Expected::may_be_missing);
  if (!script) return failure(scenario::to_text(script.error()));
  for (const auto& fault : scenario::check_verbs(*script)) return failure(scenario::to_text(fault));
  return std::move(script.value());
}

int explore_with_signals(const ExploreFlags& flags, Explorable& world) {
  stop_ignoring({SIGINT, SIGTERM, SIGCHLD});
  const HeldSignals signals({SIGINT, SIGTERM, SIGUSR1});
  std::atomic<bool> stop = false;
  ExploreRun run(flags, world, [&stop] { return stop.load(); });
  std::string problem;
  const int signal = run_until_signal(signals, stop, [&] { problem = run.run(); });
  if (signal != 0 && !problem.empty()) return kSignalBase + signal;
  if (!problem.empty()) return complain("explore", problem, kRuntime);
  const int written = write_reports("explore", flags.receiver, run.report());
  print(printable_lines(examiner::text_report(run.report())));
  if (signal != 0) return kSignalBase + signal;
  if (written != kFine) return written;
  return run.found() ? kExpectationFailed : kFine;
}

int explore(ExploreFlags flags) {
  if (const std::string problem = problem_of(flags); !problem.empty()) {
    return misused("explore", problem);
  }
  const auto script = read_script(flags.file);
  if (!script) return complain("explore", script.error(), kUnreadableFile);
  auto world = Explorable::make(script.value());
  if (!world) return complain("explore", world.error(), kRuntime);
  if (flags.count) {
    print(plan_text(flags, world.value()->story()));
    return kFine;
  }
  if (flags.urls.size() > flags.jobs && flags.jobs > 0) flags.urls.resize(flags.jobs);
  return explore_with_signals(flags, *world.value());
}

void add_bounds(Command& command, ExploreFlags& flags) {
  const auto add = [&](const char* name, const char* help, std::uint64_t& into) {
    command.add({.name = name,
                 .value = "N",
                 .help = help,
                 .into = &into,
                 .range = {{0, kChangesMax}},
                 .shows_default = true});
  };
  command.add({.name = "--moves",
               .value = "N",
               .help = "So many deliveries may come behind that of a later event; all unless given",
               .into = &flags.moves,
               .range = {{0, kChangesMax}}});
  add("--duplicates", "So many may come twice", flags.duplicates);
  add("--drops", "So many may be lost, if a later event tells of the same object", flags.drops);
  add("--delays", "So many may come only when the clock has gone on to the end", flags.delays);
}

void add_run_flags(Command& command, ExploreFlags& flags) {
  command.add({.name = "--chaos",
               .value = "SEEDS",
               .help = "Instead of all orders those of chaos, by these seeds: 1-1000",
               .into = &flags.seeds});
  command.add({.name = "--chaos-settings",
               .value = "SETTINGS",
               .help = "Of that chaos",
               .into = &flags.settings,
               .shows_default = true});
  command.add({.name = "--order",
               .value = "ORDER",
               .help = "This order alone, of events by their numbers: 9,2,late 3",
               .into = &flags.order});
  command.add({.name = "--events",
               .value = "NUMBERS",
               .help = "With --order: the events that come in order in the run that is compared",
               .into = &flags.events});
  command.add({.name = "--jobs",
               .value = "N",
               .help = "At most so many receivers at once; all of --to unless given",
               .into = &flags.jobs,
               .range = {{1, kJobsMax}}});
  command.add({.name = "--budget",
               .value = "BUDGET",
               .help = "At most so many orders, or so long: 5000, 60s, 5m",
               .into = &flags.budget});
  command.add({.name = "--state",
               .value = "FILE",
               .help = "Keep how far it came, and go on from there",
               .into = &flags.state});
  command.add({.name = "--write",
               .value = "FILE",
               .help = "Write the order that fails as a scenario",
               .into = &flags.write});
  command.add({.name = "--count",
               .help = "Print the events and how many orders there are; play none",
               .into = &flags.count});
}

}  // namespace

Command explore_command() {
  auto flags = std::make_shared<ExploreFlags>();
  Command command("explore", kRunning, "Play every order of the events of a scenario");
  command.add({.name = "SCENARIO",
               .value = "FILE",
               .help = "Whose events are ordered: a scenario, or a session that was exported",
               .usage = "SCENARIO",
               .into = &flags->file});
  command.add({.name = "--to",
               .value = "URL",
               .help = "Where your receiver takes webhooks; several receivers share the work",
               .into = &flags->urls});
  add_receiver_flags(command, flags->receiver);
  add_bounds(command, *flags);
  add_run_flags(command, *flags);
  command.footer =
      "The first order that ends in another state than the order of the events is told, made as\n"
      "small as it goes, with the command that repeats it.\n"
      "\n"
      "Examples:\n"
      "  lotusbox explore --count life.scn --duplicates 1\n"
      "  lotusbox explore life.scn --to localhost:9000/hook --key whk_0123456789ab\n"
      "      --probe localhost:9000/state --reset localhost:9000/reset --write bug.scn\n"
      "  lotusbox explore life.scn ... --chaos 1-1000";
  command.run = [flags] { return explore(*flags); };
  return command;
}

}  // namespace lotusbox::cli
