// The one style sheet of the pages, put inline into each of them so that a page asks nothing of
// any other address. Light and dark follow the reader's own setting.
#pragma once

#include <string_view>

namespace lotusbox::api {

extern const std::string_view kPageStyle;

}  // namespace lotusbox::api
