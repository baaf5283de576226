// The suites as they are written out, compiled in by the build from the files beside this one.
#pragma once

#include <string_view>

namespace lotusbox::examiner {

extern const std::string_view kPytestSuite, kPytestClient;
extern const std::string_view kNodeSuite, kNodeClient;
extern const std::string_view kPhpunitSuite, kPhpunitClient;

}  // namespace lotusbox::examiner
