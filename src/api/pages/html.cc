#include "api/pages/html.h"

namespace lotusbox::api {

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
  std::string policy =
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
      "base-uri 'none'; frame-ancestors 'none'";
  if (asks == PageAsks::server) policy += "; connect-src 'self'";
  headers.emplace_back("Content-Security-Policy", std::move(policy));
  headers.emplace_back("X-Frame-Options", "DENY");
  headers.emplace_back("X-Content-Type-Options", "nosniff");
}

}  // namespace lotusbox::api
