// A report as one page: a heading, the text of the report, and a table in which the rows that went
// wrong stand out. It needs no other file, and no script.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace lotusbox::examiner {

class HtmlReport {
 public:
  HtmlReport(std::string_view title, std::string_view summary);
  void table(std::initializer_list<std::string_view> headings);
  void row(bool good, const std::vector<std::string>& cells);
  [[nodiscard]] std::string take();

 private:
  std::string out_;
  bool in_table_ = false;
};

}  // namespace lotusbox::examiner
