// Checks for bugs. A bug is not an error: bad input gets a value back, a broken promise inside the
// program ends it, with both sides of the promise named. The only two macros of the project.
#pragma once

#include <string_view>

namespace lotusbox {

/// Prints where and what to stderr and aborts.
[[noreturn]] void fail_check(const char* file, int line, std::string_view promise,
                             std::string_view detail);

}  // namespace lotusbox

// NOLINTBEGIN(cppcoreguidelines-macro-usage): the file and line of the caller are the message.
#define LOTUSBOX_CHECK(promise, detail)              \
  (static_cast<bool>(promise) ? static_cast<void>(0) \
                              : ::lotusbox::fail_check(__FILE__, __LINE__, #promise, (detail)))
#define LOTUSBOX_UNREACHABLE(detail) \
  ::lotusbox::fail_check(__FILE__, __LINE__, "unreachable", (detail))
// NOLINTEND(cppcoreguidelines-macro-usage)
