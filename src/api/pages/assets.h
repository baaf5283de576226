// The style sheet and the script of the pages: style.css and ui.js, which embed.py turns into a
// source of these constants when the program is built. Pages hold them inline.
#pragma once

#include <string_view>

namespace lotusbox::api {

extern const std::string_view kPageStyle;
extern const std::string_view kUiScript;

}  // namespace lotusbox::api
