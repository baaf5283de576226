#include "net/answer_reader.h"

#include <algorithm>
#include <optional>

#include "base/text.h"

namespace lotusbox::net {
namespace {

/// `HTTP/1.1 200 …`; nullopt when it is something else.
std::optional<int> parse_status_line(std::string_view line) {
  if (!line.starts_with("HTTP/1.") || line.size() < 12 || line[8] != ' ') return std::nullopt;
  const auto digits = line.substr(9, 3);
  if (!all_digits(digits) || (line.size() > 12 && line[12] != ' ')) return std::nullopt;
  const auto status = static_cast<int>(*parse_integer(digits));
  return status >= 100 ? std::optional(status) : std::nullopt;
}

}  // namespace

AnswerReader::Progress AnswerReader::read(std::string_view bytes) {
  bytes_seen_ += bytes.size();
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
  return framing_ == Framing::kUntilClosed ? Progress::kComplete : Progress::kNeedsMore;
}

AnswerReader::Progress AnswerReader::read_head() {
  constexpr std::string_view kStart = "HTTP/1.";
  if (!std::string_view(head_)
           .substr(0, kStart.size())
           .starts_with(kStart.substr(0, std::min(kStart.size(), head_.size())))) {
    return Progress::kMalformed;
  }
  while (true) {
    const auto end = head_.find("\r\n\r\n");
    if (end == std::string::npos) return Progress::kNeedsMore;
    auto lines = std::string_view(head_).substr(0, end + 2);
    const auto status = parse_status_line(lines.substr(0, lines.find("\r\n")));
    if (!status) return Progress::kMalformed;
    if (*status < 200 && *status != 101) {  // an interim answer: the real one follows
      head_.erase(0, end + 4);
      continue;
    }
    while (!lines.empty()) {
      const auto line_end = lines.find("\r\n");
      if (!take_field(lines.substr(0, line_end))) return Progress::kMalformed;
      lines.remove_prefix(line_end + 2);
    }
    status_ = *status;
    const std::string rest = head_.substr(end + 4);
    head_.clear();
    if (status_ == 101 || status_ == 204 || status_ == 304) return Progress::kComplete;
    chunks_.reset(bytes_max_, bytes_max_);
    return read_body(rest);
  }
}

bool AnswerReader::take_field(std::string_view line) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return true;  // the status line, or no concern of ours
  const auto name = line.substr(0, colon);
  const auto value = trim(line.substr(colon + 1));
  if (equals_ignoring_case(name, "Transfer-Encoding")) {
    if (equals_ignoring_case(value, "chunked")) framing_ = Framing::kChunked;
  } else if (equals_ignoring_case(name, "Content-Length") && framing_ != Framing::kChunked) {
    if (!all_digits(value)) return false;
    // A number that does not fit is longer than any limit we have.
    const auto length = parse_integer(value);
    body_left_ = length ? static_cast<std::size_t>(*length) : bytes_max_;
    framing_ = Framing::kLength;
  }
  return true;
}

AnswerReader::Progress AnswerReader::read_body(std::string_view bytes) {
  switch (framing_) {
    case Framing::kUntilClosed: return Progress::kNeedsMore;
    case Framing::kLength:
      body_left_ -= std::min(body_left_, bytes.size());
      return body_left_ == 0 ? Progress::kComplete : Progress::kNeedsMore;
    case Framing::kChunked: break;
  }
  switch (chunks_.read(bytes, body_)) {
    case ChunkedBody::Progress::kNeedsMore: return Progress::kNeedsMore;
    case ChunkedBody::Progress::kMalformed: return Progress::kMalformed;
    case ChunkedBody::Progress::kComplete:
    case ChunkedBody::Progress::kTooLarge: break;
  }
  return Progress::kComplete;
}

}  // namespace lotusbox::net
