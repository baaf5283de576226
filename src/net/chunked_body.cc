#include "net/chunked_body.h"

#include <algorithm>
#include <optional>

#include "base/text.h"

namespace lotusbox::net {
namespace {

/// A chunk's size line with its extensions; nobody sends long ones but to make trouble.
constexpr std::size_t kSizeLineMax = 256;
/// Sixteen hexadecimal digits are 64 bits; more is refused before it can overflow.
constexpr std::size_t kSizeDigitsMax = 15;

std::optional<std::size_t> hex_value(char c) {
  if (is_digit(c)) return static_cast<std::size_t>(c - '0');
  const char low = to_lower(c);
  if (low >= 'a' && low <= 'f') return static_cast<std::size_t>(low - 'a') + 10;
  return std::nullopt;
}

/// The size before an optional extension; nullopt when it is anything but hexadecimal digits.
std::optional<std::size_t> parse_size(std::string_view line) {
  auto digits = line.substr(0, line.find(';'));
  while (!digits.empty() && digits.size() < line.size() &&
         (digits.back() == ' ' || digits.back() == '\t')) {
    digits.remove_suffix(1);
  }
  if (digits.empty() || digits.size() > kSizeDigitsMax) return std::nullopt;
  std::size_t size = 0;
  for (const char c : digits) {
    const auto value = hex_value(c);
    if (!value) return std::nullopt;
    size = size * 16 + *value;
  }
  return size;
}

}  // namespace

void ChunkedBody::reset(std::size_t body_bytes_max, std::size_t trailer_bytes_max) {
  line_.clear();
  body_bytes_max_ = body_bytes_max;
  trailer_bytes_left_ = trailer_bytes_max;
  chunk_left_ = 0;
  stage_ = Stage::kSizeLine;
}

ChunkedBody::Progress ChunkedBody::read(std::string_view& bytes, std::string& body) {
  while (true) {
    const Stage before = stage_;
    Progress progress = Progress::kNeedsMore;
    switch (stage_) {
      case Stage::kSizeLine: progress = read_size_line(bytes, body); break;
      case Stage::kData: progress = read_data(bytes, body); break;
      case Stage::kDataEnd: progress = read_data_end(bytes); break;
      case Stage::kTrailer: progress = read_trailer(bytes); break;
    }
    if (progress != Progress::kNeedsMore) return progress;
    if (stage_ == before && bytes.empty()) return progress;
  }
}

ChunkedBody::Progress ChunkedBody::collect_line(std::string_view& bytes, std::size_t line_max) {
  const auto feed = bytes.find('\n');
  const auto taken = feed == std::string_view::npos ? bytes.size() : feed + 1;
  if (line_.size() + taken > line_max) return Progress::kMalformed;
  line_.append(bytes.substr(0, taken));
  bytes.remove_prefix(taken);
  if (feed == std::string_view::npos) return Progress::kNeedsMore;
  if (!line_.ends_with("\r\n")) return Progress::kMalformed;
  line_.resize(line_.size() - 2);
  if (line_.find('\r') != std::string::npos) return Progress::kMalformed;
  return Progress::kComplete;
}

ChunkedBody::Progress ChunkedBody::read_size_line(std::string_view& bytes,
                                                  const std::string& body) {
  const auto progress = collect_line(bytes, kSizeLineMax);
  if (progress != Progress::kComplete) return progress;
  const auto size = parse_size(line_);
  line_.clear();
  if (!size) return Progress::kMalformed;
  if (*size > body_bytes_max_ - body.size()) return Progress::kTooLarge;
  chunk_left_ = *size;
  stage_ = *size == 0 ? Stage::kTrailer : Stage::kData;
  return Progress::kNeedsMore;
}

ChunkedBody::Progress ChunkedBody::read_data(std::string_view& bytes, std::string& body) {
  const auto taken = std::min(bytes.size(), chunk_left_);
  body.append(bytes.substr(0, taken));
  bytes.remove_prefix(taken);
  chunk_left_ -= taken;
  if (chunk_left_ == 0) stage_ = Stage::kDataEnd;
  return Progress::kNeedsMore;
}

ChunkedBody::Progress ChunkedBody::read_data_end(std::string_view& bytes) {
  // Looked at byte by byte: a wrong one must not wait for a line feed that may never come.
  for (; !bytes.empty(); bytes.remove_prefix(1)) {
    const char expected = line_.empty() ? '\r' : '\n';
    if (bytes.front() != expected) return Progress::kMalformed;
    line_.push_back(expected);
    if (expected == '\r') continue;
    bytes.remove_prefix(1);
    line_.clear();
    stage_ = Stage::kSizeLine;
    break;
  }
  return Progress::kNeedsMore;
}

ChunkedBody::Progress ChunkedBody::read_trailer(std::string_view& bytes) {
  while (!bytes.empty()) {
    const auto progress = collect_line(bytes, trailer_bytes_left_);
    if (progress != Progress::kComplete) return progress;
    if (line_.empty()) return Progress::kComplete;
    trailer_bytes_left_ -= line_.size();
    line_.clear();
  }
  return Progress::kNeedsMore;
}

}  // namespace lotusbox::net
