// Reads the answer to a request far enough to know its status and where it ends; the body itself
// is dropped. Lenient, because receivers are what they are: lines may end in a bare line feed, and
// the end of the connection may be the end of the body.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace lotusbox::net {

class AnswerReader {
 public:
  enum class Progress : std::uint8_t { kNeedsMore, kComplete, kMalformed };

  explicit AnswerReader(std::size_t bytes_max);
  AnswerReader(const AnswerReader&) = delete;
  AnswerReader& operator=(const AnswerReader&) = delete;
  ~AnswerReader();

  /// An answer longer than allowed is complete once its status is known.
  Progress read(std::string_view bytes);
  /// The connection has ended: complete if the length of the body was not told.
  [[nodiscard]] Progress finish() const;
  /// 0 until the head is read.
  [[nodiscard]] int status() const { return status_; }
  /// How the answer begins, in printable characters; empty when nothing has arrived.
  [[nodiscard]] std::string beginning() const;

 private:
  class Parser;

  Progress read_head();
  bool take_head(std::string_view head);
  Progress read_body(std::string_view bytes);

  const std::size_t bytes_max_;
  std::size_t bytes_seen_ = 0;
  std::string beginning_;
  std::string head_;  ///< and, once, the bytes behind it
  std::unique_ptr<Parser> parser_;
  int status_ = 0;
};

}  // namespace lotusbox::net
