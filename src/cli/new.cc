// lotusbox new: a scenario file to begin with.
#include <filesystem>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "scenario/files.h"
#include "scenario/reports.h"

namespace lotusbox::cli {

namespace {

constexpr std::string_view kEnding = ".scn";

/// `amend-above-the-limit` as the stable id `AMEND-ABOVE-THE-LIMIT-001`.
std::string id_of(const std::string& stem) {
  std::string id;
  for (const char c : stem) {
    const bool letter = is_alphanumeric(c) && !is_digit(c);
    if (letter) id += to_upper(c);
    if (!letter && !id.empty() && id.back() != '-') id += '-';
  }
  while (id.ends_with('-')) id.pop_back();
  return (id.empty() ? "SCENARIO" : id) + "-001";
}

std::string skeleton(const std::string& id) {
  return "# " + id +
         "  Say in one sentence what happens.\n"
         "world at=2026-01-10T10:00:00+05:30 profile=documented seed=7\n"
         "\n"
         "mandate as=m1 maximum=500000 status=active\n"
         "\n"
         "# Why this call is made.\n"
         "request amend mandate=m1 maximum_amount=\"7500.00\" link=l1\n"
         "\n"
         "open-link l1\n"
         "\n"
         "advance by=P7D\n";
}

int make_new(const std::string& name) {
  const std::string path = name.ends_with(kEnding) ? name : name + std::string(kEnding);
  std::error_code error;
  if (std::filesystem::exists(path, error)) {
    return complain("new", path + ": is there already, and stays as it is", kUsage);
  }
  const std::string stem = std::filesystem::path(path).stem().string();
  const std::string problem = scenario::write_file(path, skeleton(id_of(stem)));
  if (!problem.empty()) return complain("new", problem, kRuntime);
  say("lotusbox: wrote " + path + "; fill in what it prints with: lotusbox replay --accept " +
      scenario::shell_word(path));
  return kFine;
}

}  // namespace

Command new_command() {
  auto name = std::make_shared<std::string>();
  Command command("new", kRunning, "Write a scenario file to begin with");
  command.add({.name = "NAME",
               .value = "PATH",
               .help = "The file; .scn is added where it is missing",
               .into = name.get(),
               .required = true});
  command.footer =
      "Commands may stand without ---- and what they print until --accept fills that in.\n"
      "\n"
      "Examples:\n"
      "  lotusbox new amend-above-the-limit\n"
      "  lotusbox replay --accept amend-above-the-limit.scn\n"
      "  lotusbox replay --verbs request";
  command.run = [name] { return make_new(*name); };
  return command;
}

}  // namespace lotusbox::cli
