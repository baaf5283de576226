// The reports that a run was asked for, each into its file.
#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>

namespace lotusbox::cli {

struct ReportFile {
  std::string path;  ///< empty: not asked for; `-`: stdout
  std::function<std::string()> text;
};

/// Writes those that were asked for, and says on stderr which cannot be; the exit code.
int write_report_files(std::string_view command, std::initializer_list<ReportFile> reports);

}  // namespace lotusbox::cli
