// lotusbox journal: what a kept journal holds, without serving it.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>

#include "cli/commands.h"
#include "sandbox/kept_journal.h"

namespace lotusbox::cli {

namespace {

int complain(std::string_view problem, int exit_code) {
  std::fprintf(stderr, "lotusbox journal: %.*s\n", static_cast<int>(problem.size()),
               problem.data());
  return exit_code;
}

void show_progress(std::int64_t done, std::int64_t total) {
  if (isatty(STDERR_FILENO) == 0) return;
  std::fprintf(stderr, "\rreplaying: %lld of %lld%s", static_cast<long long>(done),
               static_cast<long long>(total), done == total ? "\n" : "");
}

int verify(const std::string& file) {
  auto report = KeptJournal::verify(file, show_progress);
  if (!report) return complain(report.error(), kUnreadableFile);
  if (report->difference) {
    return complain(file + " does not replay: " + *report->difference, kExpectationFailed);
  }
  std::printf("%s replays: %lld calls and %lld deliveries in %lld worlds\n", file.c_str(),
              static_cast<long long>(report->calls), static_cast<long long>(report->verdicts),
              static_cast<long long>(report->worlds));
  return kFine;
}

int export_world(const std::string& file, std::string world) {
  const auto worlds = KeptJournal::worlds(file);
  if (!worlds) return complain(worlds.error(), kUnreadableFile);
  const auto& keys = worlds.value();
  std::string known;
  for (const std::string& key : keys) known += "\n  " + key;
  if (world.empty() && keys.size() == 1) world = keys.front();
  if (world.empty()) return complain("--world is needed; " + file + " has:" + known, kUsage);
  if (std::find(keys.begin(), keys.end(), world) == keys.end()) {
    return complain("no world " + world + "; " + file + " has:" + known, kUsage);
  }
  const auto script = KeptJournal::write_scenario(file, world);
  if (!script) return complain(script.error(), kUnreadableFile);
  std::fputs(script->c_str(), stdout);
  return kFine;
}

}  // namespace

void add_journal(CLI::App& app, int& exit_code) {
  CLI::App* journal = app.add_subcommand("journal", "What a journal of serve --data holds");
  journal->require_subcommand(1);
  const auto file = std::make_shared<std::string>();
  const auto world = std::make_shared<std::string>();
  CLI::App* proof = journal->add_subcommand(
      "verify", "Replay it, and name the first line that does not come out as it was written");
  proof->add_option("FILE", *file, "The journal; no server may have it open")->required();
  proof->callback([file, &exit_code] { exit_code = verify(*file); });
  CLI::App* script =
      journal->add_subcommand("export", "Write what happened in a world as a scenario file");
  script->add_option("FILE", *file, "The journal; no server may have it open")->required();
  script->add_option("--world", *world, "The key of the world; not needed when there is one");
  script->callback([file, world, &exit_code] { exit_code = export_world(*file, *world); });
}

}  // namespace lotusbox::cli
