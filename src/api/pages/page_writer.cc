#include "api/pages/page_writer.h"

#include <algorithm>

#include "api/pages/assets.h"
#include "base/text.h"

namespace lotusbox::api {

namespace {

constexpr std::string_view kBanner =
    "<header class=\"banner\"><p>"
    "<svg viewBox=\"0 0 24 20\" aria-hidden=\"true\" focusable=\"false\">"
    "<path d=\"M12 2c3.2 3.6 3.2 10.4 0 15-3.2-4.6-3.2-11.4 0-15z\"/>"
    "<path d=\"M5 6c3.6 1.4 6 5 7 11-4.6-1-7.4-5-7-11z\"/>"
    "<path d=\"M19 6c-3.6 1.4-6 5-7 11 4.6-1 7.4-5 7-11z\"/>"
    "<path d=\"M1.5 11.5c3.8-.3 7.5 1.4 10.5 5.5-4.6 1.6-8.9-.8-10.5-5.5z\"/>"
    "<path d=\"M22.5 11.5c-3.8-.3-7.5 1.4-10.5 5.5 4.6 1.6 8.9-.8 10.5-5.5z\"/>"
    "</svg>lotusbox — a simulator; no bank is involved</p></header>\n";

struct Icon {
  std::string_view name, path;
};

// On a square of 16; the first three stand on buttons.
constexpr Icon kIcons[] = {
    {"check", "M3 8.5 6.5 12 13 4.5"},
    {"cross", "M4 4l8 8M12 4l-8 8"},
    {"arrow", "M13 8H3M7 4 3 8l4 4"},
    {"clock", "M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13M8 4.5V8l2.5 1.5"},
    {"closed", "M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13M3.4 12.6l9.2-9.2"},
    {"question",
     "M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13"
     "M6 6.2c.2-2.6 4.2-2.5 4.1 0 0 1.5-2.1 1.6-2.1 3.1M8 11.7v.1"},
    {"alert", "M8 2 1.5 13.5h13zM8 6.5v3M8 11.5v.1"},
};

/// Blanks and control characters: browsers drop some of them, and read another address then.
bool holds_blank(std::string_view url) {
  return std::any_of(url.begin(), url.end(),
                     [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\x7F'; });
}

}  // namespace

PageWriter& PageWriter::markup(std::string_view html) {
  html_ += html;
  return *this;
}

PageWriter& PageWriter::text(std::string_view value) { return markup(html_escape(value)); }

PageWriter& PageWriter::attribute(std::string_view name, std::string_view value) {
  return markup(" ").markup(name).markup("=\"").text(value).markup("\"");
}

PageWriter& PageWriter::heading(std::string_view id, std::string_view words) {
  return markup("<h2").attribute("id", id).markup(">").text(words).markup("</h2>\n");
}

PageWriter& PageWriter::fact(std::string_view label, std::string_view value) {
  if (value.empty()) return *this;
  return markup("<div><dt>").text(label).markup("</dt><dd>").text(value).markup("</dd></div>\n");
}

void open_page(PageWriter& page, std::string_view title, std::string_view name,
               std::string_view kind, std::string_view script) {
  page.markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
      .markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
      .markup("<meta name=\"robots\" content=\"noindex\">\n")
      .markup("<meta name=\"referrer\" content=\"no-referrer\">\n<title>")
      .text(title)
      .markup(" · lotusbox</title>\n")
      // Without this line a browser asks for /favicon.ico, and the request log would show it.
      .markup("<link rel=\"icon\" href=\"data:,\">\n<style>")
      .markup(kPageStyle)
      .markup("</style>\n");
  if (!script.empty()) page.markup("<script>").markup(script).markup("</script>\n");
  page.markup("</head>\n<body>\n").markup(kBanner).markup("<main");
  page.attribute("data-page", name).attribute("data-kind", kind).markup(">\n");
}

void close_page(PageWriter& page, std::string_view now) {
  page.markup("</main>\n");
  if (!now.empty()) {
    page.markup("<footer><p>Clock of this world: ").text(now).markup("</p></footer>\n");
  }
  page.markup("</body>\n</html>\n");
}

std::string_view icon_path(std::string_view name) {
  const auto* found =
      std::find_if(std::begin(kIcons), std::end(kIcons), [&](auto& i) { return i.name == name; });
  return found == std::end(kIcons) ? kIcons[0].path : found->path;
}

void icon(PageWriter& page, std::string_view name, std::string_view style_class) {
  page.markup(R"(<svg viewBox="0 0 16 16" aria-hidden="true" focusable="false")");
  if (!style_class.empty()) page.attribute("class", style_class);
  page.markup("><path").attribute("d", icon_path(name)).markup("/></svg>");
}

bool is_local_path(std::string_view url) {
  return url.starts_with('/') && !url.starts_with("//") && !url.starts_with("/\\") &&
         !holds_blank(url);
}

}  // namespace lotusbox::api
