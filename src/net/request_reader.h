// Makes requests out of the bytes of one connection, however they are cut: the head up to its blank
// line, the body by length or by chunks, everything within limits. Pure: it knows neither sockets
// nor clocks, so every hostile input can be tried in a unit test.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/http_message.h"
#include "net/chunked_body.h"
#include "net/request_head.h"

namespace lotusbox::net {

struct ReadLimits {
  std::size_t head_bytes_max = 32 * 1024;
  std::size_t header_count_max = 100;
  std::size_t body_bytes_max = 1 << 20;
  std::string_view upload_path;  ///< paths that begin so may carry more; empty: none
  std::size_t upload_bytes_max = 0;
};

class RequestReader {
 public:
  enum class Progress : std::uint8_t {
    kNeedsMore,      ///< all bytes are taken, the request is not whole
    kWantsContinue,  ///< the client waits for `100 Continue`; call `read` again after sending it
    kComplete,       ///< `request()` is whole; `next()` makes ready for the one behind it
    kRefused,        ///< see `refusal()`; nothing further can be read from this connection
  };

  /// Takes bytes off the front, at most up to the end of one request.
  Progress read(std::string_view& bytes, const ReadLimits& limits);

  /// Makes ready for the next request and keeps small buffers for it.
  void next();

  /// Gives up what was read: nothing further can be.
  void give_up();
  /// The room that an unfinished request takes.
  [[nodiscard]] std::size_t room_taken() const;
  /// True while nothing of a request has arrived.
  [[nodiscard]] bool between_requests() const;
  [[nodiscard]] Request& request() { return request_; }
  [[nodiscard]] const Refusal& refusal() const { return refusal_; }
  /// What the request said about its connection; these outlive `request()` being moved away.
  [[nodiscard]] bool keep_alive() const { return keep_alive_; }
  [[nodiscard]] bool is_head() const { return is_head_; }
  [[nodiscard]] int version_minor() const { return version_minor_; }

 private:
  enum class Stage : std::uint8_t { kHead, kLength, kChunked, kComplete, kRefused };

  bool skip_empty_lines(std::string_view& bytes);
  Progress read_head(std::string_view& bytes, const ReadLimits& limits);
  Progress take_head(std::string_view head_bytes, bool body_is_here, const ReadLimits& limits);
  Progress read_length(std::string_view& bytes);
  Progress read_chunks(std::string_view& bytes);
  Progress refuse(const Refusal& refusal);

  std::string partial_head_;
  std::size_t scanned_ = 0;  ///< bytes of `partial_head_` known to hold no blank line
  Request request_;
  ChunkedBody chunks_;
  std::size_t body_left_ = 0;
  Refusal refusal_{};
  int version_minor_ = 1;
  Stage stage_ = Stage::kHead;
  bool keep_alive_ = true;
  bool is_head_ = false;
};

}  // namespace lotusbox::net
