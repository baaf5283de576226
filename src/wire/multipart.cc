#include "wire/multipart.h"

#include "base/text.h"

namespace lotusbox::wire {

namespace {

constexpr std::string_view kType = "multipart/form-data";
constexpr std::string_view kLineEnd = "\r\n";
constexpr std::size_t kBoundaryLength = 70;  // RFC 2046

/// The value of one parameter of a header: `name="file"; filename="a.jpg"`.
std::optional<std::string> parameter(std::string_view header, std::string_view wanted) {
  std::size_t at = header.find(';');
  while (at != std::string_view::npos) {
    std::string_view rest = trim(header.substr(at + 1));
    const auto equals = rest.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const std::string_view name = trim(rest.substr(0, equals));
    rest = trim(rest.substr(equals + 1));
    std::string value;
    std::size_t used = 0;
    if (rest.starts_with('"')) {
      for (used = 1; used < rest.size() && rest[used] != '"'; ++used) {
        if (rest[used] == '\\' && used + 1 < rest.size()) ++used;
        value.push_back(rest[used]);
      }
      if (used == rest.size()) return std::nullopt;  // the quote is not closed
    } else {
      value = std::string(trim(rest.substr(0, rest.find(';'))));
    }
    if (equals_ignoring_case(name, wanted)) return value;
    const auto next = rest.find(';', used);
    at = next == std::string_view::npos
             ? next
             : static_cast<std::size_t>(rest.data() - header.data()) + next;
  }
  return std::nullopt;
}

/// The headers of one part, up to and without the empty line; nullopt when one makes no sense.
std::optional<Part> read_headers(std::string_view lines) {
  Part part;
  bool named = false;
  while (!lines.empty()) {
    const auto end = lines.find(kLineEnd);
    const std::string_view line = lines.substr(0, end);
    lines = end == std::string_view::npos ? "" : lines.substr(end + kLineEnd.size());
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const std::string_view value = trim(line.substr(colon + 1));
    if (equals_ignoring_case(line.substr(0, colon), "Content-Type")) part.content_type = value;
    if (!equals_ignoring_case(line.substr(0, colon), "Content-Disposition")) continue;
    auto name = parameter(value, "name");
    if (!name) return std::nullopt;
    part.name = std::move(*name);
    part.filename = parameter(value, "filename");
    named = true;
  }
  return named ? std::optional(std::move(part)) : std::nullopt;
}

/// Reads what is left of a body, delimiter by delimiter.
class PartReader {
 public:
  PartReader(std::string_view body, const std::string& boundary)
      : rest_(body), delimiter_(std::string(kLineEnd) + "--" + boundary) {}

  /// Skips what stands before the first part.
  bool open() {
    const std::string_view first = std::string_view(delimiter_).substr(kLineEnd.size());
    if (rest_.starts_with(first)) {
      rest_.remove_prefix(first.size());
      return true;
    }
    return skip_to_delimiter().has_value();
  }

  [[nodiscard]] bool at_end() const { return rest_.starts_with("--"); }

  std::optional<Part> next() {
    const auto line_end = rest_.find(kLineEnd);
    if (line_end == std::string_view::npos || !trim(rest_.substr(0, line_end)).empty()) {
      return std::nullopt;
    }
    rest_.remove_prefix(line_end);
    const auto headers_end = rest_.find("\r\n\r\n");
    if (headers_end == std::string_view::npos) return std::nullopt;
    const std::string_view headers =
        headers_end == 0 ? "" : rest_.substr(kLineEnd.size(), headers_end - kLineEnd.size());
    auto part = read_headers(headers);
    // The line end before the delimiter belongs to it; an empty part has no other.
    rest_.remove_prefix(headers_end + kLineEnd.size());
    const auto content = skip_to_delimiter();
    if (!part || !content) return std::nullopt;
    part->bytes = std::string(content->size() < kLineEnd.size() ? std::string_view()
                                                                : content->substr(kLineEnd.size()));
    return part;
  }

 private:
  /// What stood before the delimiter, which is used up.
  std::optional<std::string_view> skip_to_delimiter() {
    const auto found = rest_.find(delimiter_);
    if (found == std::string_view::npos) return std::nullopt;
    const std::string_view before = rest_.substr(0, found);
    rest_.remove_prefix(found + delimiter_.size());
    return before;
  }

  std::string_view rest_;
  std::string delimiter_;
};

}  // namespace

bool is_multipart(std::string_view content_type) {
  return to_lower(trim(content_type)).starts_with(kType);
}

std::optional<std::vector<Part>> read_multipart(std::string_view content_type,
                                                std::string_view body, std::size_t parts_max) {
  const auto boundary = parameter(content_type, "boundary");
  if (!boundary || boundary->empty() || boundary->size() > kBoundaryLength) return std::nullopt;
  PartReader reader(body, *boundary);
  if (!reader.open()) return std::nullopt;
  std::vector<Part> parts;
  while (!reader.at_end()) {
    auto part = reader.next();
    if (!part || parts.size() == parts_max) return std::nullopt;
    parts.push_back(std::move(*part));
  }
  return parts;
}

}  // namespace lotusbox::wire
