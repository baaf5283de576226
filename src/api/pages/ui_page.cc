// The page for people who watch a world. Unlike the pages of links it needs a script, ui.js.
#include "api/pages/assets.h"
#include "api/pages/page_writer.h"
#include "api/pages/pages.h"

namespace lotusbox::api {

namespace {

void write_table(PageWriter& out, std::string_view id, std::string_view title,
                 std::initializer_list<std::string_view> columns) {
  const std::string heading = std::string(id) + "_heading";
  out.markup("<section class=\"card\"").attribute("aria-labelledby", heading).markup(">\n");
  out.heading(heading, title);
  out.markup("<table><thead><tr>");
  for (const std::string_view column : columns) {
    out.markup("<th scope=\"col\">").text(column).markup("</th>");
  }
  out.markup("</tr></thead>\n<tbody").attribute("id", id).markup("></tbody></table>\n<p");
  out.attribute("id", std::string(id) + "_none").markup(" class=\"small\">None yet.</p>\n");
  out.markup("</section>\n");
}

}  // namespace

std::string render_ui(std::string_view example_key) {
  PageWriter out;
  open_page(out, "A world", "ui", "loading", kUiScript);
  out.markup("<h1>What happens in a world</h1>\n<section class=\"card\"");
  out.markup(" aria-labelledby=\"clock\">\n").heading("clock", "Its clock");
  out.markup("<p id=\"now\">…</p>\n<label for=\"world\">Key of the world</label>\n<input");
  out.attribute("value", example_key).markup(" id=\"world\" type=\"text\">\n");
  constexpr std::string_view kSpans[][2] = {
      {"PT1H", "One hour on"}, {"P1D", "One day on"}, {"P7D", "Seven days on"}};
  out.markup("<div class=\"steps\">\n");
  for (const auto& span : kSpans) {
    out.markup("<p><button type=\"button\"").attribute("data-by", span[0]).markup(">");
    out.text(span[1]).markup("</button></p>\n");
  }
  out.markup("</div>\n");
  out.markup(
      "<p><button type=\"button\" id=\"refresh\" class=\"accept\">Look again</button></p>\n");
  out.markup("<p id=\"said\" role=\"status\"></p>\n</section>\n");
  write_table(out, "events", "The last events", {"When", "What", "About"});
  write_table(out, "deliveries", "Their deliveries", {"What", "Status", "Attempts"});
  write_table(out, "calls", "The last calls", {"Call", "Status", "Why refused"});
  out.markup("<section class=\"card\" aria-labelledby=\"tried\">\n")
      .heading("tried", "Tried so far");
  out.markup("<p id=\"coverage\">…</p>\n");
  out.markup("<p><a class=\"continue\" href=\"/_mock/coverage?format=html&amp;scope=all\">");
  out.markup("What was never tried, in all worlds</a></p>\n</section>\n");
  close_page(out, {});
  return out.take();
}

}  // namespace lotusbox::api
