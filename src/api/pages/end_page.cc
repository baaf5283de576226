#include <algorithm>
#include <iterator>
#include <string_view>

#include "api/pages/page_writer.h"
#include "api/pages/pages.h"

namespace lotusbox::api {

namespace {

struct EndWords {
  std::string_view kind, icon, title, headline, detail;
};

constexpr EndWords kWords[] = {
    {"used", "check", "Link already used", "This link has already been used",
     "Its answer was taken before. You can close this page."},
    {"expired", "clock", "Link expired", "This link has expired",
     "Nothing was changed. Ask the merchant for a new link."},
    {"closed", "closed", "Link closed", "This link was closed",
     "The merchant has withdrawn the request behind it. Nothing is asked of you."},
    {"unknown", "question", "Link not known", "This link is not known",
     "Check that the whole address was copied, or ask the merchant for a new link."},
    {"left", "arrow", "No answer given", "You left without an answer",
     "Nothing was changed. Open the same link again to answer."},
    {"malformed", "alert", "Answer not understood", "This answer was not understood",
     "Nothing was changed. Go back, reload the page and try again."},
};
constexpr EndWords kOther = {"", "alert", "Nothing to do here", "There is nothing to do here",
                             "You can close this page."};

const EndWords& words_for(std::string_view kind) {
  const auto* found = std::find_if(std::begin(kWords), std::end(kWords),
                                   [&](const EndWords& words) { return words.kind == kind; });
  return found == std::end(kWords) ? kOther : *found;
}

std::string_view either(std::string_view given, std::string_view otherwise) {
  return given.empty() ? otherwise : given;
}

}  // namespace

std::string render_end(const EndPage& page) {
  const EndWords& words = words_for(page.kind);
  const std::string_view headline = either(page.headline, words.headline);
  const bool says_more = !page.detail.empty() && page.detail != headline;
  PageWriter out;
  open_page(out, either(page.title, words.title), "end", page.kind, {});
  out.markup("<div class=\"card end\">\n");
  icon(out, words.icon, {});
  out.markup("\n<h1>").text(headline).markup("</h1>\n<p>");
  out.text(says_more ? page.detail : words.detail).markup("</p>\n</div>\n");
  close_page(out, page.now);
  return out.take();
}

}  // namespace lotusbox::api
