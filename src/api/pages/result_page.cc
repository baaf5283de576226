#include <string_view>

#include "api/pages/page_writer.h"
#include "api/pages/pages.h"
#include "api/pages/words.h"
#include "base/text.h"
#include "core/behaviour/formats.h"

namespace lotusbox::api {

namespace {

constexpr std::string_view kHex = "0123456789abcdef";
// The two line ends of Unicode, which end a text in older JavaScript.
constexpr std::string_view kLineSeparator = "\xE2\x80\xA8";
constexpr std::string_view kParagraphSeparator = "\xE2\x80\xA9";

bool stands_for_itself(char c) {
  const auto byte = static_cast<unsigned char>(c);
  if (byte >= 0x80) return true;
  return byte >= ' ' && byte != 0x7F && std::string_view("\"'\\<>&/`").find(c) == std::string::npos;
}

/// A JSON text between quotes, as it stands in a JavaScript text between apostrophes. What could
/// end either of them or the script is written by its number, an apostrophe too: the client that
/// replaces every apostrophe by a quote must still be able to parse.
std::string json_text_in_script(std::string_view value) {
  std::string out = "\"";
  while (!value.empty()) {
    std::size_t taken = 1;
    if (value.starts_with(kLineSeparator) || value.starts_with(kParagraphSeparator)) {
      out += value.starts_with(kLineSeparator) ? "\\\\u2028" : "\\\\u2029";
      taken = kLineSeparator.size();
    } else if (stands_for_itself(value.front())) {
      out += value.front();
    } else {
      const auto byte = static_cast<unsigned char>(value.front());
      out += "\\\\u00";
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    }
    value.remove_prefix(taken);
  }
  return out + "\"";
}

/// 200 on success and never else. NPCI's codes are numbers of three digits or texts such as AP05.
std::string json_code(const ResultPage& page) {
  if (page.success) return "200";
  const bool number = all_digits(page.code) && page.code.size() <= 9 && page.code.front() != '0';
  if (page.code.empty() || page.code == "200") return "400";
  return number ? page.code : json_text_in_script(page.code);
}

std::string script_of(const ResultPage& page, std::string_view message) {
  return "var str = '{\"code\":" + json_code(page) +
         ",\"message\":" + json_text_in_script(message) + "}';";
}

}  // namespace

std::string render_result(const ResultPage& page) {
  const KindWords& words = words_of(page.kind);
  const std::string_view own_headline = page.success ? words.done : words.not_done;
  const std::string_view own_detail = page.success ? words.done_detail : words.not_done_detail;
  const std::string_view headline = page.headline.empty() ? own_headline : page.headline;
  const std::string_view message = page.message.empty() ? headline : page.message;
  PageWriter out;
  open_page(out, own_headline, "result", page.kind, script_of(page, message));
  out.markup("<div class=\"card end\">\n");
  icon(out, page.success ? "check" : "cross", page.success ? "good" : "bad");
  out.markup("\n<h1>").text(headline).markup("</h1>\n<p>");
  out.text(page.detail.empty() ? own_detail : page.detail).markup("</p>\n");
  if (!page.success && !(page.code.empty() && page.message.empty())) {
    out.markup("<dl class=\"facts\">\n").fact("Code", page.code).fact("Reason", page.message);
    out.markup("</dl>\n");
  }
  if (is_web_url(page.continue_url)) {
    out.markup("<a class=\"continue\"").attribute("href", page.continue_url);
    out.markup(">Continue to the merchant</a>\n");
  } else {
    out.markup("<p class=\"small\">You can close this page.</p>\n");
  }
  out.markup("</div>\n");
  close_page(out, {});
  return out.take();
}

}  // namespace lotusbox::api
