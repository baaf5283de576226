#include "net/answer_reader.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/text.h"
#include "net/message_parser.h"

namespace lotusbox::net {
namespace {

namespace http = boost::beast::http;

/// So much of the beginning is kept for people.
constexpr std::size_t kBeginningMax = 60;
/// `HTTP/1.1 200`: what follows is for people, and may be missing.
constexpr std::size_t kStatusLine = 12;

/// Takes a line off the front, without its end; false when no whole line is there.
bool take_line(std::string_view& bytes, std::string_view& line) {
  const auto feed = bytes.find('\n');
  if (feed == std::string_view::npos) return false;
  line = bytes.substr(0, feed);
  if (line.ends_with('\r')) line.remove_suffix(1);
  bytes.remove_prefix(feed + 1);
  return true;
}

/// Bytes up to and with the blank line at the front; 0 while it has not come.
std::size_t head_length(std::string_view bytes) {
  auto rest = bytes;
  std::string_view line;
  while (take_line(rest, line)) {
    if (line.empty()) return bytes.size() - rest.size();
  }
  return 0;
}

std::string_view value_of(std::string_view line, std::string_view name) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || !equals_ignoring_case(trim(line.substr(0, colon)), name)) {
    return {};
  }
  return trim(line.substr(colon + 1));
}

}  // namespace

class AnswerReader::Parser final : public MessageParser<false> {
 public:
  explicit Parser(std::size_t trailer_bytes_max) {
    body_limit(std::numeric_limits<std::uint64_t>::max());
    set_trailer_limit(trailer_bytes_max);
  }
  bool parse(std::string_view head) {
    boost::beast::error_code error;
    put(boost::asio::buffer(head.data(), head.size()), error);
    return !error;
  }
  [[nodiscard]] int status() const { return status_; }

 private:
  void on_request_impl(http::verb, View, View, int, Error&) override {}
  void on_response_impl(int status, View, int, Error&) override { status_ = status; }
  void on_field_impl(http::field, View, View, Error&) override {}
  void take_body(std::string_view) override {}

  int status_ = 0;
};

AnswerReader::AnswerReader(std::size_t bytes_max) : bytes_max_(bytes_max) {}
AnswerReader::~AnswerReader() = default;

AnswerReader::Progress AnswerReader::read(std::string_view bytes) {
  bytes_seen_ += bytes.size();
  if (beginning_.size() < kBeginningMax) {
    beginning_.append(bytes.substr(0, kBeginningMax - beginning_.size()));
  }
  auto progress = Progress::kNeedsMore;
  if (status_ != 0) {
    progress = read_body(bytes);
  } else {
    head_.append(bytes);
    progress = read_head();
  }
  if (progress != Progress::kNeedsMore || bytes_seen_ < bytes_max_) return progress;
  return status_ != 0 ? Progress::kComplete : Progress::kMalformed;
}

AnswerReader::Progress AnswerReader::finish() const {
  if (status_ == 0) return Progress::kMalformed;
  return parser_->is_done() || parser_->need_eof() ? Progress::kComplete : Progress::kNeedsMore;
}

std::string AnswerReader::beginning() const {
  std::string text;
  for (const char c : beginning_.substr(0, beginning_.find_first_of("\r\n"))) {
    text += c >= ' ' && c <= '~' ? c : '?';
  }
  return text;
}

AnswerReader::Progress AnswerReader::read_head() {
  constexpr std::string_view kStart = "HTTP/1.";
  const std::string_view start = std::string_view(head_).substr(0, kStart.size());
  if (!kStart.starts_with(start)) return Progress::kMalformed;
  while (const auto length = head_length(head_)) {
    if (!take_head(std::string_view(head_).substr(0, length))) return Progress::kMalformed;
    head_.erase(0, length);
    const int status = parser_->status();
    if (status < 200 && status != 101) continue;  // an interim answer: the real one follows
    status_ = status;
    const std::string rest = std::exchange(head_, std::string());
    return read_body(rest);
  }
  return Progress::kNeedsMore;
}

/// Beast gets what matters of the head, with the line ends that it wants.
bool AnswerReader::take_head(std::string_view head) {
  std::string_view line;
  take_line(head, line);
  std::string clean(line);
  if (clean.size() == kStatusLine) clean += ' ';
  clean += "\r\n";
  std::string length;
  bool chunked = false;
  while (take_line(head, line)) {
    chunked = chunked || equals_ignoring_case(value_of(line, "Transfer-Encoding"), "chunked");
    if (line.size() > 15 && equals_ignoring_case(line.substr(0, 15), "Content-Length:")) {
      length.append(line).append("\r\n");
    }
  }
  clean += chunked ? "Transfer-Encoding: chunked\r\n" : length;
  parser_ = std::make_unique<Parser>(bytes_max_);
  return parser_->parse(clean + "\r\n") && parser_->status() >= 100;
}

AnswerReader::Progress AnswerReader::read_body(std::string_view bytes) {
  switch (parser_->feed_body(bytes)) {
    case Fed::more: return Progress::kNeedsMore;
    case Fed::malformed: return Progress::kMalformed;
    case Fed::too_large:
    case Fed::complete: break;
  }
  return Progress::kComplete;
}

}  // namespace lotusbox::net
