// Reads the answer to a request far enough to know its status and where it ends. The body itself
// is dropped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "net/chunked_body.h"

namespace lotusbox::net {

class AnswerReader {
 public:
  enum class Progress : std::uint8_t { kNeedsMore, kComplete, kMalformed };

  explicit AnswerReader(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  /// An answer longer than allowed is complete once its status is known.
  Progress read(std::string_view bytes);
  /// The connection has ended: complete if the length of the body was not told.
  [[nodiscard]] Progress finish() const;
  /// 0 until the head is read.
  [[nodiscard]] int status() const { return status_; }

 private:
  enum class Framing : std::uint8_t { kUntilClosed, kLength, kChunked };

  Progress read_head();
  Progress read_body(std::string_view bytes);
  bool take_field(std::string_view line);

  const std::size_t bytes_max_;
  std::size_t bytes_seen_ = 0;
  std::string head_;  ///< and, once, the bytes behind it
  std::string body_;  ///< only of chunked answers
  ChunkedBody chunks_;
  std::size_t body_left_ = 0;
  int status_ = 0;
  Framing framing_ = Framing::kUntilClosed;
};

}  // namespace lotusbox::net
