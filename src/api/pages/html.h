// Answers that a browser shows as a page.
#pragma once

#include "api/call.h"

namespace lotusbox::api {

inline constexpr std::string_view kHtml = "text/html; charset=utf-8";

Answer html_answer(std::string body, int status = 200, Content content = Content::page);

}  // namespace lotusbox::api
