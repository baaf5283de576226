// A request and its response as plain values, and the port through which a server asks for the
// one and gets the other. Nothing here knows sockets or what the messages mean.
#pragma once

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
};

/// What a server asks for answers. Called from several threads at once.
class Handler {
 public:
  Handler() = default;
  Handler(const Handler&) = delete;
  Handler& operator=(const Handler&) = delete;
  virtual ~Handler() = default;

  /// Answers if that can be done at once (microseconds); nullopt when it would have to wait or
  /// to work long. The server then calls `handle` on a thread of its own.
  virtual std::optional<Response> try_handle(const Request& request) = 0;

  /// Answers, however long it takes. `handle` is called after a refused `try_handle` only.
  virtual Response handle(const Request& request) = 0;
};

}  // namespace lotusbox
