// lotusbox coverage: what was exercised so far, and whether that is enough.
#include <CLI/CLI.hpp>

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

void add_coverage(CLI::App& app, int& exit_code) {
  auto flags = std::make_shared<CoverageFlags>();
  CLI::App* command =
      app.add_subcommand("coverage", "Say which transitions were exercised, and which never");
  command->group(kLooking);
  command
      ->add_option("--threshold", flags->threshold,
                   "Exit with 5 when less of the transitions was taken")
      ->type_name("PERCENT");
  command->add_flag("--world", flags->world, "Only of the world of the key, not of all");
  add_control_flags(*command, flags->control);
  command->footer("Example:\n  lotusbox coverage --threshold 60");
  command->callback([flags, &exit_code] { exit_code = coverage(*flags); });
}

}  // namespace lotusbox::cli
