// The style sheet and the script of the pages: style.css, which pages hold inline, and the files
// of ui/, which embed.py turns into a source of these constants when the program is built.
#pragma once

#include <string_view>

namespace lotusbox::api {

extern const std::string_view kPageStyle;

// The page for people who watch a world: ui/, served as files.
extern const std::string_view kUiIndex;
extern const std::string_view kUiAppCss;
extern const std::string_view kUiApi, kUiApp, kUiCoverage, kUiDetails, kUiDom, kUiLists, kUiMake;
extern const std::string_view kUiMandate, kUiParts, kUiRoute, kUiTimeline, kUiWorld;

}  // namespace lotusbox::api
