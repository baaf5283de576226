// lotusbox lint: what usually is a mistake in a recorded session.
#include "examiner/edges/lint.h"
#include "base/json_writer.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "scenario/files.h"

namespace lotusbox::cli {

namespace {

constexpr const char* kName = "lint";

struct Told {
  std::string text;
  std::size_t count = 0;
};

void add_json(JsonWriter& json, const std::string& file, const examiner::Warning& warning) {
  json.begin_object().field("file", std::string_view(file)).field("line", warning.line);
  json.field("check", warning.name).field("what", warning.what).field("why", warning.why);
  json.end_object();
}

int lint(const std::vector<std::string>& paths, bool as_json) {
  const auto files = scenario::find_scenarios(paths);
  if (!files) return complain(kName, files.error(), kUnreadableFile);
  Told told;
  JsonWriter json;
  json.begin_array();
  bool readable = true;
  for (const std::string& file : files.value()) {
    const auto text = scenario::read_file(file);
    if (!text) return complain(kName, text.error(), kUnreadableFile);
    const auto script =
        scenario::parse_script(file, text.value(), scenario::Expected::may_be_missing);
    if (!script) {
      complain(kName, scenario::to_text(script.error()), kUnreadableFile);
      readable = false;
      continue;
    }
    for (const auto& warning : examiner::lint(script.value())) {
      ++told.count;
      told.text += file + ":" + std::to_string(warning.line) + ": " + std::string(warning.name) +
                   ": " + warning.what + "\n    " + warning.why + "\n";
      if (as_json) add_json(json, file, warning);
    }
  }
  told.text += std::to_string(told.count) + (told.count == 1 ? " warning" : " warnings") + " in " +
               std::to_string(files->size()) + (files->size() == 1 ? " file\n" : " files\n");
  if (as_json) told.text = json.end_array().take() + "\n";
  if (!print_lines(told.text)) return kRuntime;
  if (!readable) return kUnreadableFile;
  return told.count > 0 ? kExpectationFailed : kFine;
}

}  // namespace

Command lint_command() {
  struct Flags {
    std::vector<std::string> paths;
    bool json = false;
  };
  auto flags = std::make_shared<Flags>();
  Command command(kName, kLooking, "Warn of what usually is a mistake in recorded sessions");
  command.add({.name = "PATH",
               .value = "PATH",
               .help = "Scenario files, or folders of them: lotusbox session writes one",
               .into = &flags->paths,
               .required = true});
  command.add({.name = "--json", .help = "Print the warnings as JSON", .into = &flags->json});
  command.footer = "It looks for:\n";
  for (const auto& row : examiner::lint_rows()) {
    command.footer += "  " + std::string(row.name) + ": " + std::string(row.meaning) + "\n";
  }
  command.footer +=
      "The exit code is 4 when there is a warning.\n"
      "\n"
      "Examples:\n"
      "  lotusbox session > mine.scn; lotusbox lint mine.scn";
  command.run = [flags] { return lint(flags->paths, flags->json); };
  return command;
}

}  // namespace lotusbox::cli
