// Makes requests out of the bytes of one connection, however they are cut: the head up to its blank
// line, the body by length or by chunks, everything within limits. Boost.Beast parses; what it is
// laxer about than a server should be is refused here. Knows neither sockets nor clocks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/http_message.h"
#include "net/refusal.h"

namespace lotusbox::net {

struct ReadLimits {
  std::size_t head_bytes_max = 32 * 1024;  ///< request line and headers; beyond is 431
  std::size_t header_count_max = 100;      ///< beyond is 431
  std::size_t body_bytes_max = 1 << 20;    ///< beyond is 413, before the body is read
  /// The bound of one request's body, by its head; none: `body_bytes_max` for all.
  std::function<std::size_t(const Request& head)> body_limit;
};

class RequestReader {
 public:
  enum class Progress : std::uint8_t {
    kNeedsMore,      ///< all bytes are taken, the request is not whole
    kWantsContinue,  ///< the client waits for `100 Continue`; call `read` again after sending it
    kComplete,       ///< `request()` is whole; `next()` makes ready for the one behind it
    kRefused,        ///< see `refusal()`; nothing further can be read from this connection
  };

  RequestReader();
  RequestReader(const RequestReader&) = delete;
  RequestReader& operator=(const RequestReader&) = delete;
  ~RequestReader();

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
  /// Of a refused one: what of its head was read before, else nothing.
  [[nodiscard]] Request& request() { return request_; }
  [[nodiscard]] const Refusal& refusal() const { return refusal_; }
  /// What the request said about its connection; these outlive `request()` being moved away.
  [[nodiscard]] bool keep_alive() const { return keep_alive_; }
  [[nodiscard]] bool is_head() const { return is_head_; }
  [[nodiscard]] int version_minor() const { return version_minor_; }

 private:
  enum class Stage : std::uint8_t { kHead, kBody, kComplete, kRefused };
  class Parser;
  struct Parsing;

  bool skip_empty_lines(std::string_view& bytes);
  Progress read_head(std::string_view& bytes, const ReadLimits& limits);
  Progress take_head(std::string_view head, bool body_is_here, const ReadLimits& limits);
  Progress read_body(std::string_view& bytes);
  Progress refuse(const Refusal& refusal);
  Progress refuse_unread(const Refusal& refusal);

  std::string partial_head_;
  std::size_t scanned_ = 0;  ///< bytes of `partial_head_` known to hold no blank line
  Request request_;
  std::unique_ptr<Parsing> parsing_;  ///< made for the first head
  Refusal refusal_{};
  int version_minor_ = 1;
  Stage stage_ = Stage::kHead;
  bool keep_alive_ = true;
  bool is_head_ = false;
};

}  // namespace lotusbox::net
