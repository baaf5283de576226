// Why a server answers by itself: a request that is malformed, too large or too slow, or a server
// that is full. What the answer looks like is decided above.
#pragma once

#include <string_view>

namespace lotusbox::net {

struct Refusal {
  int status = 400;
  std::string_view code;  ///< such as `body_too_large`
  std::string_view message;
};

}  // namespace lotusbox::net
