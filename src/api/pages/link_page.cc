#include <string_view>

#include "api/pages/page_writer.h"
#include "api/pages/pages.h"
#include "api/pages/words.h"
#include "core/behaviour/formats.h"

namespace lotusbox::api {

namespace {

void write_lead(PageWriter& out, const LinkPage& page, const KindWords& words) {
  out.markup("<h1>").text(words.title).markup("</h1>\n<p class=\"lead\"><strong>");
  out.text(page.merchant.empty() ? std::string_view("The merchant") : page.merchant);
  out.markup("</strong> ").text(words.asks).markup("</p>\n");
  if (page.expires.empty()) return;
  out.markup("<p class=\"small\">This link is good until ").text(page.expires).markup(".</p>\n");
}

void write_previous_failure(PageWriter& out, const LinkPage& page) {
  if (page.previous_failure.empty()) return;
  out.markup("<section class=\"card notice\" aria-labelledby=\"last_attempt\">\n")
      .heading("last_attempt", "The last attempt was refused")
      .markup("<p>")
      .text(page.previous_failure)
      .markup("</p>\n</section>\n");
}

void write_changes(PageWriter& out, const LinkPage& page) {
  if (page.changes.empty()) return;
  out.markup("<section class=\"card\" aria-labelledby=\"changes\">\n")
      .heading("changes", "What would change")
      .markup("<table aria-labelledby=\"changes\">\n<thead><tr><th scope=\"col\">Term</th>")
      .markup("<th scope=\"col\">Now</th><th scope=\"col\">After</th></tr></thead>\n<tbody>\n");
  for (const ChangeRow& row : page.changes) {
    out.markup("<tr><th scope=\"row\">").text(row.what);
    out.markup("</th><td>").text(row.now);
    out.markup("</td><td class=\"after\">").text(row.after).markup("</td></tr>\n");
  }
  out.markup("</tbody>\n</table>\n</section>\n");
}

void write_terms(PageWriter& out, const LinkPage& page) {
  out.markup("<section class=\"card\" aria-labelledby=\"terms\">\n")
      .heading("terms", page.changes.empty() ? "The mandate" : "The mandate as it is now")
      .markup("<dl class=\"facts\">\n")
      .fact("Merchant", page.merchant)
      .fact("Account holder", page.debtor)
      .fact("Bank", page.bank)
      .fact("Account", page.account)
      .fact("UMRN", page.umrn)
      .fact("Reference", page.reference);
  for (const auto& [label, value] : page.terms) out.fact(label, value);
  out.markup("</dl>\n</section>\n");
}

void write_modes(PageWriter& out, const LinkPage& page) {
  if (page.modes.empty()) return;
  out.markup("<fieldset>\n<legend>How do you want to authorise?</legend>\n");
  int number = 0;
  for (const auto& [value, label] : page.modes) {
    const std::string id = "auth_mode_" + std::to_string(++number);
    out.markup("<label class=\"choice\"").attribute("for", id);
    out.markup(R"(><input type="radio" name="auth_mode")").attribute("id", id);
    out.attribute("value", value);
    if (value == page.default_mode) out.markup(" checked");
    out.markup("><span>").text(label).markup("</span></label>\n");
  }
  out.markup("</fieldset>\n");
}

void write_reasons(PageWriter& out, const LinkPage& page) {
  if (page.reasons.empty()) return;
  out.markup("<label for=\"reason_code\">Reason for refusing (optional)</label>\n")
      .markup("<select name=\"reason_code\" id=\"reason_code\">\n")
      .markup("<option value=\"\">No reason given</option>\n");
  for (const auto& [code, label] : page.reasons) {
    out.markup("<option").attribute("value", code).markup(">").text(code);
    if (!label.empty()) out.markup(" · ").text(label);
    out.markup("</option>\n");
  }
  out.markup("</select>\n");
}

void write_button(PageWriter& out, std::string_view outcome, std::string_view style_class,
                  std::string_view drawing, std::string_view words) {
  out.markup(R"(<button type="submit" name="outcome")").attribute("value", outcome);
  out.attribute("class", style_class).markup(">");
  icon(out, drawing, {});
  out.markup("<span>").text(words).markup("</span></button>\n");
}

void write_form(PageWriter& out, const LinkPage& page, const KindWords& words) {
  out.markup("<section class=\"card\" aria-labelledby=\"answer\">\n")
      .heading("answer", "Your answer")
      .markup("<form method=\"post\"");
  // No other scheme gets into the form; without an action it posts to its own address.
  if (is_web_url(page.action_url) || is_local_path(page.action_url)) {
    out.attribute("action", page.action_url);
  }
  out.markup(">\n");
  write_modes(out, page);
  write_button(out, "accepted", "accept", "check", words.accept);
  out.markup("<div class=\"apart\">\n");
  write_reasons(out, page);
  write_button(out, "rejected", "refuse", "cross", "Refuse");
  out.markup("</div>\n");
  write_button(out, "abandoned", "leave", "arrow", "Leave without an answer");
  out.markup("<p class=\"small\">").text(words.effect).markup("</p>\n</form>\n</section>\n");
}

}  // namespace

std::string render_link(const LinkPage& page) {
  const KindWords& words = words_of(page.kind);
  PageWriter out;
  open_page(out, words.title, "link", page.kind, {});
  write_lead(out, page, words);
  write_previous_failure(out, page);
  write_changes(out, page);
  write_terms(out, page);
  write_form(out, page, words);
  close_page(out, page.now);
  return out.take();
}

}  // namespace lotusbox::api
