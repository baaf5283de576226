// Answers that a browser shows as a page: all of them say that no other page may frame them, and
// what they may load.
#pragma once

#include "api/call.h"

namespace lotusbox::api {

inline constexpr std::string_view kHtml = "text/html; charset=utf-8";

/// What a page may ask the server for by itself.
enum class PageAsks : std::uint8_t { nothing, server };

Answer html_answer(std::string body, int status = 200, PageAsks asks = PageAsks::nothing);

/// Adds what every HTML answer carries, where it is not there yet.
void add_html_policy(Headers& headers, PageAsks asks = PageAsks::nothing);

}  // namespace lotusbox::api
