#include "api/pages/html.h"

namespace lotusbox::api {

Answer html_answer(std::string body, int status, Content content) {
  Answer answer;
  answer.status = status;
  answer.body = std::move(body);
  answer.content_type = kHtml;
  answer.content = content;
  answer.headers = {{"Cache-Control", "no-store"}};
  return answer;
}

}  // namespace lotusbox::api
