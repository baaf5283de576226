#include "net/request_reader.h"

#include <algorithm>
#include <boost/beast/http/rfc7230.hpp>
#include <limits>
#include <optional>
#include <utility>

#include "base/memory.h"
#include "base/text.h"
#include "net/message_parser.h"

namespace lotusbox::net {
namespace {

namespace http = boost::beast::http;

/// A buffer that grew beyond this is given back between requests.
constexpr std::size_t kKeptCapacity = 16 * 1024;
/// What is reserved on a client's mere word that a long body will come.
constexpr std::size_t kTrustedReserve = 64 * 1024;
/// Decimal digits that 64 bits always have room for.
constexpr std::size_t kLengthDigits = std::numeric_limits<std::uint64_t>::digits10;

constexpr Refusal kHeadTooLarge{431, "headers_too_large", "Request line and headers are too long."};
constexpr Refusal kTooManyHeaders{431, "headers_too_large", "The request has too many headers."};
constexpr Refusal kBodyTooLarge{413, "body_too_large",
                                "The body is larger than this server takes."};
constexpr Refusal kVersion{505, "version_unsupported", "This server speaks HTTP/1.1 and HTTP/1.0."};
constexpr Refusal kExpectation{417, "expectation_unknown",
                               "The only expectation known is 100-continue."};
constexpr Refusal kEncoding{501, "transfer_encoding_unknown",
                            "The only transfer encoding known is chunked."};

constexpr Refusal malformed(std::string_view message) {
  return {400, "request_malformed", message};
}

constexpr Refusal kBadChunk = malformed("The chunked body is malformed.");
constexpr Refusal kBareLineFeed = malformed("A line does not end in CR LF.");

struct HeadEnd {
  std::size_t position = std::string_view::npos;  ///< behind the blank line
  std::optional<Refusal> refusal;
};

/// Looks for the blank line from `from` on, and for lines that two readers could understand
/// differently: they are refused as they come, also if their head never ends.
HeadEnd find_head_end(std::string_view bytes, std::size_t from) {
  constexpr auto kNone = std::string_view::npos;
  while (true) {
    const auto feed = bytes.find('\n', from);
    if (feed == kNone) return {};
    if (feed == 0 || bytes[feed - 1] != '\r') return {kNone, kBareLineFeed};
    if (feed >= 3 && bytes[feed - 2] == '\n') return {feed + 1, {}};
    from = feed + 1;
    const bool folded = from < bytes.size() && (bytes[from] == ' ' || bytes[from] == '\t');
    if (folded) return {kNone, malformed("A header goes on in a second line.")};
  }
}

struct TargetParts {
  std::optional<std::string_view> authority;
  std::string_view path;  ///< with the query
};

/// Proxies send `GET http://host/path`; a server must take it for `/path` of that host, whatever
/// the Host header says (RFC 9112, 3.2.2).
TargetParts split_target(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!equals_ignoring_case(target.substr(0, scheme.size()), scheme)) continue;
    const std::string_view rest = target.substr(scheme.size());
    const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
    const std::string_view path = rest.substr(authority.size());
    return {authority, path.starts_with('/') ? path : std::string_view("/")};
  }
  return {std::nullopt, target};
}

/// `HTTP/2.0` and the like, as opposed to anything else at the end of a request line.
bool is_version(std::string_view text) {
  return text.size() == 8 && text.starts_with("HTTP/") && is_digit(text[5]) && text[6] == '.' &&
         is_digit(text[7]);
}

/// What Beast did not take at the front of `rest`: the request line, or a header.
Refusal refusal_of(const boost::beast::error_code& error, std::string_view rest) {
  const auto line = rest.substr(0, rest.find("\r\n"));
  if (error == http::error::bad_version) {
    const auto target = line.substr(std::min(line.size(), line.find(' ') + 1));
    if (is_version(target.substr(std::min(target.size(), target.find(' ') + 1)))) return kVersion;
    return malformed("The request line does not end in an HTTP version.");
  }
  if (error == http::error::bad_method) {
    return malformed("The method holds a character that no method may have.");
  }
  if (error == http::error::bad_target) {
    return malformed("The target is empty or holds a character that must be percent-encoded.");
  }
  if (error == http::error::bad_content_length) {
    const auto value = trim(line.substr(line.find(':') + 1));
    if (all_digits(value) && value.size() > kLengthDigits) return kBodyTooLarge;
    return malformed("Content-Length is no number, or there is another length besides.");
  }
  if (error == http::error::bad_transfer_encoding) {
    return malformed("Transfer-Encoding is there twice, or with Content-Length.");
  }
  return malformed("A header is not name, colon and value, or holds a control character.");
}

}  // namespace

/// Puts into the request what Beast parses. Beast refuses bad characters, two lengths that differ,
/// and lengths together with chunks.
class RequestReader::Parser final : public MessageParser<true> {
 public:
  Parser(Request& request, const ReadLimits& limits)
      : request_(request), fields_max_(limits.header_count_max) {
    request_.method.clear();
    request_.target.clear();
    header_limit(std::numeric_limits<std::uint32_t>::max());  // RequestReader counts
    body_limit(std::numeric_limits<std::uint64_t>::max());    // until the head is read
    set_trailer_limit(limits.head_bytes_max);
  }

  /// Reads the whole head, up to and with its blank line.
  std::optional<Refusal> parse(std::string_view head) {
    boost::beast::error_code error;
    const auto taken = put(boost::asio::buffer(head.data(), head.size()), error);
    request_.headers.resize(fields_);
    if (refusal_) return refusal_;
    if (error) return refusal_of(error, head.substr(taken));
    if (chunked() && version_minor_ == 0) return malformed("HTTP/1.0 knows no Transfer-Encoding.");
    if (hosts_ > 1 || (hosts_ == 0 && version_minor_ == 1)) {
      return malformed("An HTTP/1.1 request has exactly one Host header.");
    }
    if (authority_) set_host();
    return std::nullopt;
  }

  [[nodiscard]] bool keeps() const {
    return !asked_to_close_ && (version_minor_ == 1 || asked_to_keep_);
  }
  [[nodiscard]] bool expects_continue() const { return expects_continue_ && version_minor_ == 1; }
  [[nodiscard]] int version_minor() const { return version_minor_; }

 private:
  void on_request_impl(http::verb, View method, View target, int version, Error&) override {
    request_.method = to_std(method);
    const TargetParts parts = split_target(to_std(target));
    request_.target = parts.path;
    authority_.reset();
    if (parts.authority) authority_ = *parts.authority;
    version_minor_ = version - 10;
  }
  void on_response_impl(int, View, int, Error&) override {}
  void on_field_impl(http::field field, View name, View value, Error& error) override {
    if (is_header_done()) return;  // a trailer
    refusal_ = check(field, to_std(value));
    if (refusal_) {
      error = http::error::bad_value;
      return;
    }
    if (fields_ == request_.headers.size()) request_.headers.emplace_back();
    auto& header = request_.headers[fields_++];
    header.first = to_std(name);
    header.second = to_std(value);
  }
  void take_body(std::string_view bytes) override { request_.body.append(bytes); }

  /// What Beast lets pass.
  std::optional<Refusal> check(http::field field, std::string_view value) {
    if (fields_ == fields_max_) return kTooManyHeaders;
    switch (field) {
      case http::field::host: ++hosts_; break;
      case http::field::expect:
        if (!equals_ignoring_case(value, "100-continue")) return kExpectation;
        expects_continue_ = true;
        break;
      case http::field::content_length:
        if (!all_digits(value)) return malformed("Content-Length is not a plain decimal number.");
        break;
      case http::field::transfer_encoding:
        if (!equals_ignoring_case(value, "chunked")) return kEncoding;
        break;
      case http::field::connection: {
        http::token_list options{View(value.data(), value.size())};
        asked_to_close_ = asked_to_close_ || options.exists("close");
        asked_to_keep_ = asked_to_keep_ || options.exists("keep-alive");
        break;
      }
      default: break;
    }
    return std::nullopt;
  }

  /// What the target names counts, whatever the header says.
  void set_host() {
    const auto is_host = [](const auto& header) {
      return equals_ignoring_case(header.first, "Host");
    };
    auto& headers = request_.headers;
    const auto host = std::find_if(headers.begin(), headers.end(), is_host);
    if (host != headers.end()) {
      host->second = *authority_;
    } else {
      headers.emplace_back("Host", *authority_);
    }
  }

  Request& request_;
  std::optional<std::string> authority_;  ///< of a target that has one
  const std::size_t fields_max_;
  std::optional<Refusal> refusal_;
  std::size_t fields_ = 0;
  int hosts_ = 0;
  int version_minor_ = 1;
  bool expects_continue_ = false;
  bool asked_to_close_ = false;
  bool asked_to_keep_ = false;
};

struct RequestReader::Parsing {
  std::optional<Parser> parser;  ///< of the request that is being read
};

RequestReader::RequestReader() = default;
RequestReader::~RequestReader() = default;

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

RequestReader::Progress RequestReader::refuse_unread(const Refusal& refusal) {
  request_ = {};  // of the one before
  return refuse(refusal);
}

RequestReader::Progress RequestReader::refuse(const Refusal& refusal) {
  refusal_ = refusal;
  give_up();
  return Progress::kRefused;
}

RequestReader::Progress RequestReader::read(std::string_view& bytes, const ReadLimits& limits) {
  if (stage_ == Stage::kHead) {
    const auto progress = read_head(bytes, limits);
    if (progress != Progress::kNeedsMore || stage_ == Stage::kHead) return progress;
  }
  if (stage_ == Stage::kBody) return read_body(bytes);
  return stage_ == Stage::kComplete ? Progress::kComplete : Progress::kRefused;
}

/// An empty line or two before a request is an old habit of clients (RFC 9112, 2.2). False when
/// what comes then cannot be one.
bool RequestReader::skip_empty_lines(std::string_view& bytes) {
  while (!bytes.empty() && (partial_head_.empty() || partial_head_ == "\r")) {
    const char first = bytes.front();
    if (partial_head_.empty()) {
      if (first != '\r') return http::detail::is_token_char(first);
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
  if (!skip_empty_lines(bytes))
    return refuse_unread(malformed("This begins like no HTTP request."));
  if (bytes.empty()) return Progress::kNeedsMore;
  const auto kept = partial_head_.size();
  // One byte more than allowed is enough to tell that it is too much.
  const auto looked_at = bytes.substr(0, limits.head_bytes_max + 1 - kept);
  std::string_view head = looked_at;
  if (kept != 0) {
    partial_head_.append(looked_at);
    head = partial_head_;
  }
  const auto end = find_head_end(head, kept == 0 ? 0 : scanned_);
  if (end.refusal) return refuse_unread(*end.refusal);
  if (std::min(end.position, head.size()) > limits.head_bytes_max) {
    return refuse_unread(kHeadTooLarge);
  }
  if (end.position == std::string_view::npos) {
    if (kept == 0) partial_head_.assign(looked_at);
    // The last byte is looked at again: what follows a line feed matters.
    scanned_ = partial_head_.size() - 1;
    bytes.remove_prefix(looked_at.size());
    return Progress::kNeedsMore;
  }
  bytes.remove_prefix(end.position - kept);
  const auto progress = take_head(head.substr(0, end.position), !bytes.empty(), limits);
  partial_head_.clear();
  if (partial_head_.capacity() > kKeptCapacity) free_text(partial_head_);
  return progress;
}

RequestReader::Progress RequestReader::take_head(std::string_view head, bool body_is_here,
                                                 const ReadLimits& limits) {
  if (!parsing_) parsing_ = std::make_unique<Parsing>();
  Parser& parser = parsing_->parser.emplace(request_, limits);
  if (const auto refusal = parser.parse(head)) return refuse(*refusal);
  keep_alive_ = parser.keeps();
  is_head_ = request_.method == "HEAD";
  version_minor_ = parser.version_minor();
  if (parser.is_done()) {
    stage_ = Stage::kComplete;
    return Progress::kComplete;
  }
  const auto most = limits.body_limit ? limits.body_limit(request_) : limits.body_bytes_max;
  const auto length = parser.content_length().value_or(0);
  if (length > most) return refuse(kBodyTooLarge);
  parser.body_limit(most);
  request_.body.reserve(std::min(static_cast<std::size_t>(length), kTrustedReserve));
  stage_ = Stage::kBody;
  return parser.expects_continue() && !body_is_here ? Progress::kWantsContinue
                                                    : Progress::kNeedsMore;
}

RequestReader::Progress RequestReader::read_body(std::string_view& bytes) {
  switch (parsing_->parser->feed_body(bytes)) {
    case Fed::more: return Progress::kNeedsMore;
    case Fed::malformed: return refuse(kBadChunk);
    case Fed::too_large: return refuse(kBodyTooLarge);
    case Fed::complete: break;
  }
  stage_ = Stage::kComplete;
  return Progress::kComplete;
}

}  // namespace lotusbox::net
