#include "api/pages/html.h"

namespace lotusbox::api {

namespace {
/// Pages of links hold their style, and their script, inline.
constexpr std::string_view kOfOnePage =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
    "base-uri 'none'; frame-ancestors 'none'";
/// Nothing inline: what a caller sent can never run, even where it is shown wrongly.
constexpr std::string_view kOfTheApp =
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}  // namespace

Answer html_answer(std::string body, int status, PageAsks asks) {
  Answer answer;
  answer.status = status;
  answer.body = std::move(body);
  answer.content_type = kHtml;
  answer.headers = {{"Cache-Control", "no-store"}};
  add_html_policy(answer.headers, asks);
  return answer;
}

void add_html_policy(Headers& headers, PageAsks asks) {
  if (find_header(headers, "Content-Security-Policy")) return;
  const bool loads = asks == PageAsks::server;
  headers.emplace_back("Content-Security-Policy", loads ? kOfTheApp : kOfOnePage);
  headers.emplace_back("X-Frame-Options", "DENY");
  headers.emplace_back("X-Content-Type-Options", "nosniff");
}

}  // namespace lotusbox::api
