// lotusbox coverage: what was exercised so far, and whether that is enough.

#include "cli/commands.h"
#include "cli/control_client.h"
#include "cli/coverage_summary.h"
#include "cli/terminal.h"

namespace lotusbox::cli {

namespace {

struct CoverageFlags {
  ControlFlags control;
  std::string threshold, machines, ignore_file;
  bool all = false;
  bool details = false;
};

int coverage(const CoverageFlags& flags) {
  const auto thresholds = parse_thresholds(flags.threshold.empty() ? "0" : flags.threshold);
  if (!thresholds) {
    return complain("coverage",
                    "--threshold is a whole number from 0 to 100, or one for each machine such as "
                    "mandate:90,link:50",
                    kUsage);
  }
  const auto filter = coverage_filter(flags.machines, flags.ignore_file);
  if (!filter) return complain("coverage", filter.error(), kUnreadableFile);
  ControlClient client("coverage", flags.control);
  const auto answer =
      client.ask("GET", std::string("/_mock/coverage") + (flags.all ? "?scope=all" : ""));
  if (!answer) return kRuntime;
  const auto report = read_coverage(answer->body, filter.value());
  if (!report) return complain("coverage", report.error(), kUsage);
  const int shown = client.show(*answer, to_text(report.value(), flags.details));
  if (shown != kFine) return shown;
  int exit_code = kFine;
  for (const std::string& missed : below(report.value(), *thresholds)) {
    exit_code = complain("coverage", missed, kBelowThreshold);
  }
  return exit_code;
}

}  // namespace

Command coverage_command() {
  auto flags = std::make_shared<CoverageFlags>();
  Command command("coverage", kLooking, "Say which transitions were exercised, and which never");
  command.add({.name = "--threshold",
               .value = "PERCENT",
               .help = "Exit with 5 when less of the transitions was taken; mandate:90 for one "
                       "machine",
               .into = &flags->threshold});
  command.add({.name = "--of",
               .value = "MACHINES",
               .help = "Count these machines only, such as mandate,request,link",
               .into = &flags->machines});
  command.add({.name = "--ignore",
               .value = "FILE",
               .help = "Do not count the transitions in this file, one a line",
               .into = &flags->ignore_file});
  command.add(
      {.name = "--all", .help = "Of all worlds, not only that of the key", .into = &flags->all});
  command.add({.name = "--details",
               .help = "Each machine, and what was never tried",
               .into = &flags->details,
               .short_name = "-v"});
  add_control_flags(command, flags->control);
  command.footer =
      "Examples:\n"
      "  lotusbox coverage --all --threshold 60\n"
      "  lotusbox coverage --of mandate,link -v";
  command.run = [flags] { return coverage(*flags); };
  return command;
}

}  // namespace lotusbox::cli
