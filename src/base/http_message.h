// A request and its response as plain values. Nothing here knows sockets or what the messages mean.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lotusbox {

using Headers = std::vector<std::pair<std::string, std::string>>;

/// Value of the first header of that name (compared without case); nullopt when there is none.
std::optional<std::string_view> find_header(const Headers& headers, std::string_view name);

struct Request {
  std::string method;  ///< in capitals: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS
  std::string target;  ///< as sent: path, then '?' and the query, still percent-encoded
  Headers headers;
  std::string body;

  [[nodiscard]] std::string_view path() const;   ///< target up to '?', still percent-encoded
  [[nodiscard]] std::string_view query() const;  ///< target after '?', or empty
};

struct Response {
  int status = 200;
  Headers headers;  ///< without Content-Length, Connection and Date: the server adds those
  std::string content_type;
  std::string body;
  /// The rest of a body that comes bit by bit: called on a thread that may block, again and again
  /// until it returns false. It appends the bytes that are to be sent now.
  std::function<bool(std::string& out)> more = nullptr;

  // What a server does with the answer on purpose, so that callers meet a bad network. A caller who
  // takes a Response without a socket sees what would have been done.
  int delay_ms = 0;                           ///< the answer waits so long before it is sent
  bool drop = false;                          ///< closed without a byte; the status is 0
  std::optional<std::size_t> truncate_after;  ///< so much of the body, then the end; never all
};

}  // namespace lotusbox
