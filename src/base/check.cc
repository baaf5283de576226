#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace lotusbox {

void fail_check(const char* file, int line, std::string_view promise, std::string_view detail) {
  std::fprintf(stderr, "%s:%d: broken promise: %.*s (%.*s)\n", file, line,
               static_cast<int>(promise.size()), promise.data(), static_cast<int>(detail.size()),
               detail.data());
  std::abort();
}

}  // namespace lotusbox
