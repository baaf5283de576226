#include "cli/report_files.h"

#include "cli/commands.h"
#include "cli/terminal.h"
#include "scenario/files.h"

namespace lotusbox::cli {

int write_report_files(std::string_view command, std::initializer_list<ReportFile> reports) {
  int exit_code = kFine;
  for (const ReportFile& report : reports) {
    if (report.path.empty()) continue;
    const std::string problem = scenario::write_file(report.path, report.text());
    if (!problem.empty()) exit_code = complain(command, problem, kRuntime);
  }
  return exit_code;
}

}  // namespace lotusbox::cli
