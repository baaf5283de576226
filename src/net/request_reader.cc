#include "net/request_reader.h"

#include <algorithm>
#include <utility>

#include "base/memory.h"

namespace lotusbox::net {
namespace {

/// A buffer that grew beyond this is given back between requests.
constexpr std::size_t kKeptCapacity = 16 * 1024;
/// What is reserved on a client's mere word that a long body will come.
constexpr std::size_t kTrustedReserve = 64 * 1024;

struct HeadEnd {
  std::size_t position = std::string_view::npos;  ///< behind the blank line
  bool bare_line_feed = false;
};

/// Looks for the blank line from `from` on, which is the start of a line or inside one.
HeadEnd find_head_end(std::string_view bytes, std::size_t from) {
  while (true) {
    const auto feed = bytes.find('\n', from);
    if (feed == std::string_view::npos) return {};
    if (feed == 0 || bytes[feed - 1] != '\r') return {std::string_view::npos, true};
    if (feed >= 3 && bytes[feed - 2] == '\n') return {feed + 1, false};
    from = feed + 1;
  }
}

constexpr Refusal kHeadTooLarge{431, "headers_too_large", "Request line and headers are too long."};
constexpr Refusal kBodyTooLarge{413, "body_too_large",
                                "The body is larger than this server takes."};
constexpr Refusal kBadStart{400, "request_malformed", "This does not begin like an HTTP request."};
constexpr Refusal kBareLineFeed{400, "request_malformed", "A line does not end in CR LF."};
constexpr Refusal kBadChunk{400, "request_malformed", "The chunked body is malformed."};

}  // namespace

bool RequestReader::between_requests() const {
  return stage_ == Stage::kHead && partial_head_.empty();
}

void RequestReader::next() {
  request_.body.clear();
  if (request_.body.capacity() > kKeptCapacity) free_text(request_.body);
  stage_ = Stage::kHead;
}

void RequestReader::give_up() {
  stage_ = Stage::kRefused;
  keep_alive_ = false;
  free_text(request_.body);
  free_text(partial_head_);
}

std::size_t RequestReader::room_taken() const {
  return partial_head_.capacity() + request_.body.capacity();
}

RequestReader::Progress RequestReader::refuse(const Refusal& refusal) {
  refusal_ = refusal;
  give_up();
  return Progress::kRefused;
}

RequestReader::Progress RequestReader::read(std::string_view& bytes, const ReadLimits& limits) {
  switch (stage_) {
    case Stage::kHead: {
      const auto progress = read_head(bytes, limits);
      if (progress != Progress::kNeedsMore || stage_ == Stage::kHead) return progress;
      return read(bytes, limits);
    }
    case Stage::kLength: return read_length(bytes);
    case Stage::kChunked: return read_chunks(bytes);
    case Stage::kComplete: return Progress::kComplete;
    case Stage::kRefused: break;
  }
  return Progress::kRefused;
}

/// An empty line or two before a request is an old habit of clients (RFC 9112, 2.2). False when
/// what comes then cannot be one.
bool RequestReader::skip_empty_lines(std::string_view& bytes) {
  while (!bytes.empty() && (partial_head_.empty() || partial_head_ == "\r")) {
    const char first = bytes.front();
    if (partial_head_.empty()) {
      if (first != '\r') return is_token_character(first);
      partial_head_.push_back(first);
    } else {
      if (first != '\n') return false;
      partial_head_.clear();
    }
    bytes.remove_prefix(1);
  }
  return true;
}

RequestReader::Progress RequestReader::read_head(std::string_view& bytes,
                                                 const ReadLimits& limits) {
  if (!skip_empty_lines(bytes)) return refuse(kBadStart);
  if (bytes.empty()) return Progress::kNeedsMore;
  const auto kept = partial_head_.size();
  // One byte more than allowed is enough to tell that it is too much.
  const auto looked_at = bytes.substr(0, limits.head_bytes_max + 1 - kept);
  std::string_view head_bytes = looked_at;
  if (kept != 0) {
    partial_head_.append(looked_at);
    head_bytes = partial_head_;
  }
  const auto end = find_head_end(head_bytes, kept == 0 ? 0 : scanned_);
  if (end.bare_line_feed) return refuse(kBareLineFeed);
  if (std::min(end.position, head_bytes.size()) > limits.head_bytes_max) {
    return refuse(kHeadTooLarge);
  }
  if (end.position == std::string_view::npos) {
    if (kept == 0) partial_head_.assign(looked_at);
    scanned_ = partial_head_.size();
    bytes.remove_prefix(looked_at.size());
    return Progress::kNeedsMore;
  }
  bytes.remove_prefix(end.position - kept);
  const auto progress = take_head(head_bytes.substr(0, end.position), !bytes.empty(), limits);
  partial_head_.clear();
  if (partial_head_.capacity() > kKeptCapacity) free_text(partial_head_);
  return progress;
}

RequestReader::Progress RequestReader::take_head(std::string_view head_bytes, bool body_is_here,
                                                 const ReadLimits& limits) {
  // Views into bytes that are gone after this call; kept only to reuse the room of its vector.
  thread_local RequestHead head;
  if (const auto refusal = parse_head(head_bytes, limits.header_count_max, head)) {
    return refuse(*refusal);
  }
  keep_alive_ = head.keep_alive;
  is_head_ = head.method == "HEAD";
  version_minor_ = head.version_minor;
  request_.method.assign(head.method);
  request_.target.assign(head.target);
  request_.headers.resize(head.fields.size());
  for (std::size_t i = 0; i < head.fields.size(); ++i) {
    request_.headers[i].first.assign(head.fields[i].first);
    request_.headers[i].second.assign(head.fields[i].second);
  }
  const bool uploads = !limits.upload_path.empty() && head.target.starts_with(limits.upload_path);
  const std::size_t body_bytes_max = uploads ? limits.upload_bytes_max : limits.body_bytes_max;
  switch (head.framing) {
    case RequestHead::Framing::kNone: stage_ = Stage::kComplete; return Progress::kComplete;
    case RequestHead::Framing::kLength:
      if (head.content_length > body_bytes_max) return refuse(kBodyTooLarge);
      body_left_ = static_cast<std::size_t>(head.content_length);
      request_.body.reserve(std::min(body_left_, kTrustedReserve));
      stage_ = Stage::kLength;
      break;
    case RequestHead::Framing::kChunked:
      chunks_.reset(body_bytes_max, limits.head_bytes_max);
      stage_ = Stage::kChunked;
      break;
  }
  const bool body_to_come = stage_ == Stage::kChunked || body_left_ != 0;
  return head.expects_continue && body_to_come && !body_is_here ? Progress::kWantsContinue
                                                                : Progress::kNeedsMore;
}

RequestReader::Progress RequestReader::read_length(std::string_view& bytes) {
  const auto taken = std::min(bytes.size(), body_left_);
  request_.body.append(bytes.substr(0, taken));
  bytes.remove_prefix(taken);
  body_left_ -= taken;
  if (body_left_ != 0) return Progress::kNeedsMore;
  stage_ = Stage::kComplete;
  return Progress::kComplete;
}

RequestReader::Progress RequestReader::read_chunks(std::string_view& bytes) {
  switch (chunks_.read(bytes, request_.body)) {
    case ChunkedBody::Progress::kNeedsMore: return Progress::kNeedsMore;
    case ChunkedBody::Progress::kMalformed: return refuse(kBadChunk);
    case ChunkedBody::Progress::kTooLarge: return refuse(kBodyTooLarge);
    case ChunkedBody::Progress::kComplete: break;
  }
  stage_ = Stage::kComplete;
  return Progress::kComplete;
}

}  // namespace lotusbox::net
