// lotusbox journal: what a kept journal holds, without serving it.
#include <CLI/CLI.hpp>
#include <algorithm>

#include "base/printable.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "sandbox/kept_journal.h"

namespace lotusbox::cli {

namespace {

int verify(const std::string& file) {
  auto report = KeptJournal::verify(file, show_replay);
  if (!report) return complain("journal", report.error(), kUnreadableFile);
  if (report->difference) {
    return complain("journal", file + " does not replay: " + *report->difference,
                    kExpectationFailed);
  }
  const bool printed =
      print_lines(file + " replays: " + std::to_string(report->calls) + " calls and " +
                  std::to_string(report->verdicts) + " deliveries in " +
                  std::to_string(report->worlds) + " worlds\n");
  return printed ? kFine : kRuntime;
}

int export_world(const std::string& file, std::string world) {
  const auto worlds = KeptJournal::worlds(file);
  if (!worlds) return complain("journal", worlds.error(), kUnreadableFile);
  const auto& keys = worlds.value();
  std::string known;
  for (const std::string& key : keys) known += "\n  " + printable(key);
  if (world.empty() && keys.size() == 1) world = keys.front();
  if (world.empty())
    return complain("journal", "--world is needed; " + file + " has:" + known, kUsage);
  if (std::find(keys.begin(), keys.end(), world) == keys.end()) {
    return complain("journal", "no world " + world + "; " + file + " has:" + known, kUsage);
  }
  const auto script = KeptJournal::write_scenario(file, world);
  if (!script) return complain("journal", script.error(), kUnreadableFile);
  return print(script.value()) ? kFine : kRuntime;
}

}  // namespace

void add_journal(CLI::App& app, int& exit_code) {
  struct Flags {
    std::string action, file, world;
  };
  const auto flags = std::make_shared<Flags>();
  CLI::App* command = app.add_subcommand("journal", "Prove or read a journal of serve --data");
  command->group(kLooking);
  command->add_option("ACTION", flags->action, "verify replays it; export writes a scenario")
      ->type_name("")
      ->required()
      ->check(CLI::IsMember({"verify", "export"}));
  command->add_option("FILE", flags->file, "The journal; no server may have it open")
      ->type_name("FILE")
      ->required();
  command->add_option("--world", flags->world, "export: its key; not needed when there is one")
      ->type_name("KEY");
  command->footer(
      "Examples:\n"
      "  lotusbox journal verify journal.db\n"
      "  lotusbox journal export journal.db --world sk_test_mine > mine.scn");
  command->callback([flags, &exit_code] {
    exit_code =
        flags->action == "verify" ? verify(flags->file) : export_world(flags->file, flags->world);
  });
}

}  // namespace lotusbox::cli
