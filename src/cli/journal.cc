// lotusbox journal: what a kept journal holds, without serving it.
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
    return complain("journal", "no world " + printable(world) + "; " + file + " has:" + known,
                    kUsage);
  }
  const auto script = KeptJournal::write_scenario(file, world);
  if (!script) return complain("journal", script.error(), kUnreadableFile);
  return print_document(script.value()) ? kFine : kRuntime;
}

}  // namespace

Command journal_command() {
  struct Flags {
    std::string action, file, world;
  };
  auto flags = std::make_shared<Flags>();
  Command command("journal", kLooking, "Prove or read a journal of serve --data");
  command.add({.name = "ACTION",
               .value = "verify|export",
               .help = "verify replays it; export writes a scenario",
               .into = &flags->action,
               .required = true});
  command.add({.name = "FILE",
               .value = "FILE|URL",
               .help = "The journal: a file that no server has open, or the URL of a database",
               .into = &flags->file,
               .required = true});
  command.add({.name = "--world",
               .value = "KEY",
               .help = "export: its key; not needed when there is one",
               .into = &flags->world});
  command.footer =
      "Examples:\n"
      "  lotusbox journal verify journal.db\n"
      "  lotusbox journal export journal.db --world sk_test_mine > mine.scn";
  command.run = [flags] {
    return flags->action == "verify" ? verify(flags->file)
                                     : export_world(flags->file, flags->world);
  };
  return command;
}

}  // namespace lotusbox::cli
