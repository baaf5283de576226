#include "examiner/html.h"

#include "base/text.h"

namespace lotusbox::examiner {

namespace {

constexpr std::string_view kStyle =
    "body{font:15px/1.5 system-ui,sans-serif;margin:2rem;color:#222;background:#fff}"
    "table{border-collapse:collapse}td,th{padding:.25rem .75rem;text-align:left;"
    "border-bottom:1px solid #ddd;vertical-align:top}tr.bad td{background:#fde8e8}"
    "pre{background:#f6f6f6;padding:1rem;overflow:auto}";

}  // namespace

HtmlReport::HtmlReport(std::string_view title, std::string_view summary) {
  out_ = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>" +
         html_escape(title) + "</title>\n<style>" + std::string(kStyle) + "</style>\n<h1>" +
         html_escape(title) + "</h1>\n<pre>" + html_escape(summary) + "</pre>\n";
}

void HtmlReport::table(std::initializer_list<std::string_view> headings) {
  out_ += "<table>\n<thead><tr>";
  for (const std::string_view heading : headings) out_ += "<th>" + html_escape(heading) + "</th>";
  out_ += "</tr></thead>\n<tbody>\n";
  in_table_ = true;
}

void HtmlReport::row(bool good, const std::vector<std::string>& cells) {
  out_ += good ? "<tr>" : "<tr class=\"bad\">";
  for (const std::string& cell : cells) out_ += "<td>" + html_escape(cell) + "</td>";
  out_ += "</tr>\n";
}

std::string HtmlReport::take() {
  if (in_table_) out_ += "</tbody></table>\n";
  return std::move(out_);
}

}  // namespace lotusbox::examiner
