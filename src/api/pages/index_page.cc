// Pages for people who look around: the index of the control plane, and what a wrong address shows.
#include "api/pages/page_writer.h"
#include "api/pages/pages.h"

namespace lotusbox::api {

namespace {

void links_on(PageWriter& out) {
  constexpr std::string_view kLinks[][2] = {
      {"/", "The page: mandates, sources and what happens to them"},
      {"/_mock/", "The index of the control plane"},
      {"/_mock/coverage?format=html&scope=all", "What was tried so far, in all worlds"},
      {"/_mock/openapi.json", "All routes as an OpenAPI document"}};
  out.markup("<ul>\n");
  for (const auto& link : kLinks) {
    out.markup("<li><a").attribute("href", link[0]).markup(">").text(link[1]).markup("</a></li>\n");
  }
  out.markup("</ul>\n");
}

}  // namespace

std::string render_astray(std::string_view path) {
  PageWriter out;
  open_page(out, "No such address", "astray", "unknown", {});
  out.markup("<h1>There is nothing at this address</h1>\n<p class=\"lead\">");
  out.text(path).markup("</p>\n<section class=\"card\" aria-labelledby=\"on\">\n");
  out.heading("on", "What there is");
  links_on(out);
  out.markup("</section>\n");
  close_page(out, {});
  return out.take();
}

std::string render_index(const std::vector<IndexRow>& rows) {
  PageWriter out;
  open_page(out, "Control plane", "index", "shown", {});
  out.markup("<h1>The control plane</h1>\n<p class=\"lead\">Everything that can be asked of this ");
  out.markup("simulator besides the API of the vendor.</p>\n");
  out.markup("<section class=\"card\" aria-labelledby=\"pages\">\n").heading("pages", "Pages");
  links_on(out);
  out.markup("</section>\n<section class=\"card\" aria-labelledby=\"routes\">\n");
  out.heading("routes", "Routes");
  out.markup("<table><thead><tr><th scope=\"col\">Route</th><th scope=\"col\">Does</th></tr>");
  out.markup("</thead>\n<tbody>\n");
  for (const IndexRow& row : rows) {
    const bool plain = row.method == "GET" && row.path.find('{') == std::string_view::npos &&
                       row.path.find("stream") == std::string_view::npos;
    out.markup("<tr><td>").text(row.method).markup(" ");
    if (plain) out.markup("<a").attribute("href", row.path).markup(">");
    out.text(row.path).markup(plain ? "</a></td><td>" : "</td><td>");
    out.text(row.says).markup("</td></tr>\n");
  }
  out.markup("</tbody></table>\n</section>\n");
  close_page(out, {});
  return out.take();
}

}  // namespace lotusbox::api
