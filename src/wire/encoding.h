// Bodies that a client has compressed (RFC 9110, section 8.4): gzip and deflate are read, within a
// bound. Whatever stands behind this sees the plain body only.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace lotusbox::wire {

struct PlainBody {
  enum class Problem { none, unknown_encoding, damaged, too_large };

  Problem problem = Problem::none;
  std::string text;  ///< empty when there is a problem
};

/// `encoding` is the value of Content-Encoding: gzip, x-gzip, deflate (with or without its zlib
/// frame), or identity. Stops at `bytes_max` bytes of plain text.
[[nodiscard]] PlainBody plain_body(std::string_view encoding, std::string_view body,
                                   std::size_t bytes_max);

}  // namespace lotusbox::wire
