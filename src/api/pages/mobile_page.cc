#include <string_view>

#include "api/pages/page_writer.h"
#include "api/pages/pages.h"

namespace lotusbox::api {

namespace {

void write_problem(PageWriter& out, std::string_view problem) {
  if (problem.empty()) return;
  out.markup("<section class=\"card notice\" role=\"alert\" aria-labelledby=\"problem\">\n")
      .heading("problem", "That did not work")
      .markup("<p id=\"problem_text\">")
      .text(problem)
      .markup(". Use the number at which you got the link.</p>\n</section>\n");
}

void write_form(PageWriter& out, const MobilePage& page) {
  out.markup("<section class=\"card\" aria-labelledby=\"question\">\n")
      .heading("question", "Your mobile number")
      .markup("<form method=\"post\"");
  if (is_local_path(page.action_url)) out.attribute("action", page.action_url);
  out.markup(">\n<label for=\"mobile\">Mobile number, ten digits</label>\n")
      .markup(R"(<input type="tel" name="mobile" id="mobile" inputmode="tel")")
      .markup(R"( autocomplete="tel" required)");
  if (!page.problem.empty()) out.markup(R"( aria-invalid="true" aria-describedby="problem_text")");
  out.markup(">\n<button type=\"submit\" class=\"accept\">");
  icon(out, "check", {});
  out.markup("<span>Go on</span></button>\n</form>\n</section>\n");
}

}  // namespace

std::string render_mobile(const MobilePage& page) {
  PageWriter out;
  open_page(out, "Confirm your mobile number", "mobile", page.problem.empty() ? "ask" : "wrong",
            {});
  out.markup("<h1>Confirm your mobile number</h1>\n<p class=\"lead\"><strong>");
  out.text(page.merchant.empty() ? std::string_view("The merchant") : page.merchant);
  out.markup("</strong> asks you to look at a mandate. First say which number got the link.</p>\n");
  write_problem(out, page.problem);
  write_form(out, page);
  close_page(out, page.now);
  return out.take();
}

}  // namespace lotusbox::api
