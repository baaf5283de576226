#include "api/control/coverage.h"
#include "api/pages/page_writer.h"

namespace lotusbox::api {

namespace {

std::string share(std::size_t covered, std::size_t total) {
  return std::to_string(covered) + " of " + std::to_string(total);
}

void write_part(PageWriter& out, const CoveragePart& part) {
  out.markup("<table><thead><tr><th scope=\"col\">").text(part.name).markup("</th>");
  out.markup("<th scope=\"col\">").text(share(part.covered, part.items.size()));
  out.markup("</th></tr></thead>\n<tbody>\n");
  for (const Tried* tried : part.items) {
    out.markup("<tr><th scope=\"row\">").text(tried->id).markup("</th><td");
    if (tried->count == 0) out.markup(" class=\"after\"");
    out.markup(">").text(tried->count == 0 ? "never" : std::to_string(tried->count));
    out.markup("</td></tr>\n");
  }
  out.markup("</tbody></table>\n");
}

void write_summary(PageWriter& out, const CoverageReport& report) {
  out.markup("<section class=\"card\" aria-labelledby=\"summary\">\n");
  out.heading("summary", report.of_all_worlds ? "In all worlds" : "In this world");
  out.markup("<dl class=\"facts\">\n");
  for (const CoverageGroup& group : report.groups) {
    out.fact(group.title, share(group.covered(), group.items.size()) + " (" +
                              std::to_string(group.percent()) + "%)");
  }
  out.markup("</dl>\n</section>\n");
  if (!report.threshold || !report.below()) return;
  out.markup("<section class=\"card notice\" aria-labelledby=\"below\">\n");
  out.heading("below", "Below the threshold");
  out.markup("<p>").text("Fewer than " + std::to_string(*report.threshold) +
                         "% of the transitions were tried.");
  out.markup("</p>\n</section>\n");
}

}  // namespace

std::string render_coverage(const CoverageReport& report, std::string_view now) {
  PageWriter out;
  open_page(out, "Coverage", "coverage", report.of_all_worlds ? "all" : "world", {});
  out.markup("<h1>What was tried so far</h1>\n");
  out.markup("<p class=\"lead\">What was never tried comes first.</p>\n");
  write_summary(out, report);
  for (const CoverageGroup& group : report.groups) {
    out.markup("<section class=\"card\"").attribute("aria-labelledby", group.name).markup(">\n");
    out.heading(group.name, group.title);
    for (const CoveragePart& part : parts_of(group)) write_part(out, part);
    out.markup("</section>\n");
  }
  close_page(out, now);
  return out.take();
}

}  // namespace lotusbox::api
