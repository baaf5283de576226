// Boost.Beast's HTTP parser, fed so that a body reads the same however the network cuts it. Beast
// waits for the end of a line; here it is bounded and checked as it arrives. Only sources of this
// floor include this.
#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace lotusbox::net {

enum class Fed : std::uint8_t { more, complete, malformed, too_large };

inline std::string_view to_std(boost::beast::string_view text) {
  return {text.data(), text.size()};
}

/// Requests are read strictly. Answers may end their lines with a bare line feed.
template <bool is_request>
class MessageParser : public boost::beast::http::basic_parser<is_request> {
 protected:
  using Base = boost::beast::http::basic_parser<is_request>;
  using Error = boost::beast::error_code;
  using View = boost::beast::string_view;

 public:
  /// What may follow the last chunk.
  void set_trailer_limit(std::size_t bytes) { trailer_bytes_max_ = bytes; }

  /// Takes bytes of the body off the front, at most up to its end. To be called once the head is
  /// read, and not again after it has said anything but `more`.
  Fed feed_body(std::string_view& bytes) {
    while (!this->is_done()) {
      if (bytes.empty()) return Fed::more;
      const Fed fed = this->chunked() && chunk_left_ == 0 ? feed_line(bytes) : feed_data(bytes);
      if (fed != Fed::more) return fed;
    }
    return Fed::complete;
  }

 protected:
  virtual void take_body(std::string_view bytes) = 0;

 private:
  /// The line with the size of a chunk; only an attacker sends long ones.
  static constexpr std::size_t kSizeLineMax = 256;
  static constexpr std::size_t kSizeDigitsMax = 15;  ///< hexadecimal ones; sixteen are 64 bits

  Fed feed_data(std::string_view& bytes) {
    Error error;
    bytes.remove_prefix(this->put(boost::asio::buffer(bytes.data(), bytes.size()), error));
    return error ? Fed::malformed : Fed::more;
  }

  /// The end of the chunk before, the size of the next one, and behind the last one the trailers.
  Fed feed_line(std::string_view& bytes) {
    const auto feed = bytes.find('\n');
    const auto taken = feed == std::string_view::npos ? bytes.size() : feed + 1;
    if (line_.size() + taken > line_max_) return Fed::malformed;
    line_.append(bytes.substr(0, taken));
    bytes.remove_prefix(taken);
    if (feed != std::string_view::npos && !line_.ends_with("\r\n")) {
      if (is_request) return Fed::malformed;
      line_.insert(line_.size() - 1, 1, '\r');
    }
    // Looked at before its line is whole: a line feed may never come.
    if (after_chunk_ && line_.front() != '\r') return Fed::malformed;
    if (feed == std::string_view::npos || (after_chunk_ && line_.size() == 2)) return Fed::more;
    return feed_whole_line();
  }

  Fed feed_whole_line() {
    const std::string_view size = std::string_view(line_).substr(after_chunk_ ? 2 : 0);
    const auto digits = size.find_first_not_of("0123456789abcdefABCDEF");
    if (digits > kSizeDigitsMax) return Fed::malformed;
    // Of the last chunk Beast would look at the rest of the line with the trailers only.
    if (std::string_view("\r; \t").find(size[digits]) == std::string_view::npos) {
      return Fed::malformed;
    }
    Error error;
    this->put(boost::asio::buffer(line_), error);
    if (error == boost::beast::http::error::need_more) {  // behind the last chunk
      if (!in_trailers_) line_max_ = line_.size() + trailer_bytes_max_;
      in_trailers_ = true;
      return Fed::more;
    }
    if (error == boost::beast::http::error::body_limit) return Fed::too_large;
    if (error) return Fed::malformed;
    line_.clear();
    after_chunk_ = false;
    return Fed::more;
  }

  void on_body_init_impl(const boost::optional<std::uint64_t>&, Error&) override {}
  std::size_t on_body_impl(View body, Error&) override {
    take_body(to_std(body));
    return body.size();
  }
  void on_chunk_header_impl(std::uint64_t size, View, Error&) override { chunk_left_ = size; }
  std::size_t on_chunk_body_impl(std::uint64_t remaining, View body, Error&) override {
    take_body(to_std(body));
    chunk_left_ = remaining - body.size();
    after_chunk_ = chunk_left_ == 0;
    return body.size();
  }
  void on_header_impl(Error&) override {}
  void on_finish_impl(Error&) override {}

  std::string line_;
  std::size_t line_max_ = kSizeLineMax;
  std::size_t trailer_bytes_max_ = 0;
  std::uint64_t chunk_left_ = 0;
  bool after_chunk_ = false;
  bool in_trailers_ = false;
};

}  // namespace lotusbox::net
