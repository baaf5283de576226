// lotusbox coverage: what was exercised so far, and whether that is enough.

#include "cli/commands.h"
#include "cli/control_client.h"
#include "cli/coverage_summary.h"
#include "cli/terminal.h"

namespace lotusbox::cli {

namespace {

struct CoverageFlags {
  ControlFlags control;
  std::string threshold;
  bool world = false;
};

int coverage(const CoverageFlags& flags) {
  if (!flags.threshold.empty() && !parse_percent(flags.threshold)) {
    return complain("coverage", "--threshold is a whole number from 0 to 100", kUsage);
  }
  ControlClient client("coverage", flags.control);
  const auto answer =
      client.ask("GET", std::string("/_mock/coverage") + (flags.world ? "" : "?scope=all"));
  if (!answer) return kRuntime;
  const auto report = read_coverage(answer->body);
  if (!report) return complain("coverage", "what answered is no coverage", kRuntime);
  if (const int shown = client.show(*answer, to_text(*report, true)); shown != kFine) return shown;
  if (flags.threshold.empty() || report->rows.percent() >= *parse_percent(flags.threshold)) {
    return kFine;
  }
  return complain("coverage", "below the threshold of " + flags.threshold + "%", kBelowThreshold);
}

}  // namespace

Command coverage_command() {
  auto flags = std::make_shared<CoverageFlags>();
  Command command("coverage", kLooking, "Say which transitions were exercised, and which never");
  command.add({.name = "--threshold",
               .value = "PERCENT",
               .help = "Exit with 5 when less of the transitions was taken",
               .into = &flags->threshold});
  command.add({.name = "--world",
               .help = "Only of the world of the key, not of all",
               .into = &flags->world});
  add_control_flags(command, flags->control);
  command.footer = "Example:\n  lotusbox coverage --threshold 60";
  command.run = [flags] { return coverage(*flags); };
  return command;
}

}  // namespace lotusbox::cli
